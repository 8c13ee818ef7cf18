#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "journal/entry.hpp"
#include "journal/entry_types.hpp"
#include "journal/schema.hpp"
#include "journal/view.hpp"
#include "store/database.hpp"
#include "store/writer.hpp"

namespace anlan::journal {

/// Who appends, when, and on which command.
struct Stamp {
  Actor actor;
  Instant now;
  std::string command_id;
};

using Publisher = std::function<void(std::vector<Notification>)>;

/// The pen: gives drafts their place and hash, applies them to the views, and publishes what was committed.
///
/// `append` runs inside writer jobs, on the writer's thread; publications leave on the loop, after the commit and
/// before the batch is answered.
class Journal final : public store::BatchObserver {
 public:
  /// `types` and `views` outlive the journal and are complete before the first append.
  Journal(const EntryTypes& types, const ViewSet& views) : types_{types}, views_{views} {}

  /// Reads where the chain ends. Call before the writer starts.
  void open(store::Connection& db, Site site);
  void publish_to(Publisher publisher) { publisher_ = std::move(publisher); }

  /// Appends and applies. Throws what apply throws: the writer takes back all that the job wrote.
  Entry append(store::Connection& db, Draft draft, const Stamp& stamp);

  [[nodiscard]] const Site& site() const noexcept { return site_; }
  /// The last entry when the file was opened; before the writer starts.
  [[nodiscard]] std::int64_t head() const noexcept { return committed_.seq; }

  void job_started() override;
  void job_ended(bool kept) override;
  [[nodiscard]] std::function<void()> batch_ended(bool committed) override;

 private:
  struct Head {
    std::int64_t seq = 0;
    std::int64_t origin_seq = 0;
    std::string hash = {};
  };

  Entry place(store::Connection& db, Draft& draft, const Stamp& stamp) const;

  const EntryTypes& types_;
  const ViewSet& views_;
  Site site_;
  Publisher publisher_;
  Head head_;       // as of the last append
  Head marked_;     // as of the running job's start
  Head committed_;  // as of the last commit
  std::vector<Notification> pending_;
  std::size_t pending_mark_ = 0;
};

/// How many entries the stream has: what a caller's `expected_version` must equal.
[[nodiscard]] std::int64_t stream_version(store::Connection& db, std::string_view stream);

/// A visible conflict (409 `stale-version`) when somebody else was faster.
[[nodiscard]] Result<void> expect_version(store::Connection& db, std::string_view stream, std::int64_t expected);

/// The notification that carries an entry: {"method":"live.entry","params":{…}}. The entry's body is of today's
/// version.
[[nodiscard]] Notification entry_notification(const Entry& entry, const EntryType& type);

}  // namespace anlan::journal
