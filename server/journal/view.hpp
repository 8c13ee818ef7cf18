#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include <nlohmann/json.hpp>

#include "base/json.hpp"
#include "journal/entry.hpp"
#include "journal/notification.hpp"
#include "store/database.hpp"

namespace anlan::journal {

/// What applying an entry changes for those who watch. Silent during a replay.
class Effects {
 public:
  explicit Effects(std::vector<Notification>* out = nullptr) : out_{out} {}

  /// False during a replay: building values that nobody hears would be wasted.
  [[nodiscard]] bool heard() const noexcept { return out_ != nullptr; }

  /// A state topic's newest value for `key`.
  void state(std::string_view topic, std::string key, const DivisionCode& division, std::int64_t seq,
             nlohmann::json value);

 private:
  std::vector<Notification>* out_;
};

/// The notification that carries a state: {"method":"live.state","params":{topic,key,seq,division,value}}.
[[nodiscard]] Notification state_notification(std::string_view topic, std::string key, const DivisionCode& division,
                                              std::int64_t seq, nlohmann::json value);

/// Reads a stored blob by its hash (lower-case hex). Throws when it is missing: entries name only stored blobs.
using BlobReader = std::function<std::string(const std::string& hash)>;

/// All that `apply` may look at. The connection is the views' home, which during `verify` is not the journal's.
struct ApplyContext {
  store::Connection& db;
  const Entry& entry;
  const nlohmann::json& body;  ///< of the type's current version
  Effects& effects;
  const BlobReader& blobs;
};

/// Takes what is wrong, for `verify` to report.
using FaultSink = std::function<void(Text)>;

/// A group of tables that are a pure function of the journal, and the only code that writes them.
///
/// Two applications of the same journal give the same rows, so nothing here may depend on the clock, on rowids or on
/// the order of unordered containers.
class View {
 public:
  virtual ~View() = default;

  [[nodiscard]] virtual std::string_view name() const = 0;
  /// What the tables were built by: bump the number, or let a catalogue's digest into the text, and they are rebuilt.
  [[nodiscard]] virtual std::string fingerprint() const = 0;
  /// Statements that create the tables in a database that has none of them.
  [[nodiscard]] virtual std::vector<std::string> schema() const = 0;
  /// The tables, in an order in which they can be dropped. Compared row by row by `verify`.
  [[nodiscard]] virtual std::vector<std::string> tables() const = 0;
  /// Geometry columns ("table.column") that SpatiaLite must forget before the tables are dropped.
  [[nodiscard]] virtual std::vector<std::pair<std::string, std::string>> geometries() const { return {}; }

  virtual void apply(const ApplyContext& context) = 0;

  /// Those of the tables that this site cannot build again, for it does not hold the keys of what is sealed in the
  /// journal: `verify` leaves them out and says so.
  [[nodiscard]] virtual std::vector<std::string> beyond_replay(store::Connection&) const { return {}; }

  /// The state topics whose values this view keeps.
  [[nodiscard]] virtual std::vector<std::string> state_topics() const { return {}; }
  /// Values of a state topic that were last changed by an entry in (since, until], whoever may see them.
  virtual void states_between(store::Connection&, std::string_view /*topic*/, std::int64_t /*since*/,
                              std::int64_t /*until*/, const NotificationSink&) const {}

  /// What must hold among the rows beside being equal to a replay, such as the conservation of what is counted.
  virtual void prove(store::Connection&, const FaultSink&) const {}
};

/// The views of the house in the order in which they apply an entry.
class ViewSet {
 public:
  void add(std::unique_ptr<View> view) { views_.push_back(std::move(view)); }
  [[nodiscard]] const std::vector<std::unique_ptr<View>>& all() const noexcept { return views_; }

  void apply(const ApplyContext& context) const {
    for (const auto& view : views_) view->apply(context);
  }

 private:
  std::vector<std::unique_ptr<View>> views_;
};

}  // namespace anlan::journal
