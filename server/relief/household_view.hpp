#pragma once

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "access/key_ring.hpp"
#include "journal/view.hpp"
#include "relief/opened_rows.hpp"

namespace anlan::relief {

/// Who is on the lists. Tables:
///
/// - `household`: a row each; who is named in it stays sealed as it came. `ordinal` counts them in the order of their
///   entries.
/// - `household_list`: a short number for each campaign that has households.
/// - `household_mark`: keyed hashes of identity numbers, phones, accounts and addresses, for exact search and for
///   finding what stands twice. Those of a household that was taken off the list stay: it may be entered again, and
///   somebody has to see that it was. Those of a list lie together: hashes come in no order, so that a list which is
///   read in would otherwise touch as many pages as it has marks, all over those of every county and year.
/// - `household_name`: keyed hashes of the beginnings of the heads' names, by list.
/// - `household_fact`: a row for everything recorded of a household: which entry, and which of its rows.
/// - `household_village`: what stands on each village's list now.
///
/// The hashes are made here, from what the site's keys open, and stand in no entry: with a campaign's key its hashes go
/// too, and a rebuild makes none. `key.destroyed` empties everything personal that is left. State topic
/// `household_village`, by "<campaign>/<village>".
class HouseholdView final : public journal::View {
 public:
  /// Reads the rows for the views after it too.
  explicit HouseholdView(std::shared_ptr<OpenedRows> opened) : opened_{std::move(opened)} {}

  [[nodiscard]] std::string_view name() const override { return "household"; }
  [[nodiscard]] std::string fingerprint() const override { return "2"; }
  [[nodiscard]] std::vector<std::string> schema() const override;
  [[nodiscard]] std::vector<std::string> tables() const override {
    return {"household_village", "household_fact", "household_name", "household_mark", "household_list", "household"};
  }
  void apply(const journal::ApplyContext& context) override;
  /// The marks, while there are people whose campaign's key is not held here.
  [[nodiscard]] std::vector<std::string> beyond_replay(store::Connection& db) const override;
  [[nodiscard]] std::vector<std::string> state_topics() const override { return {"household_village"}; }
  void states_between(store::Connection& db, std::string_view topic, std::int64_t since, std::int64_t until,
                      const journal::NotificationSink& sink) const override;

 private:
  std::shared_ptr<OpenedRows> opened_;
};

/// Whether there are people whose campaign's key this site does not hold, though it was not destroyed.
[[nodiscard]] bool lacks_keys(store::Connection& db, const access::KeyRing& keys);

}  // namespace anlan::relief
