#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "divisions/divisions.hpp"
#include "incidents/rollup.hpp"
#include "journal/view.hpp"

namespace anlan::incidents {

/// The numbers of every node of the division tree, kept in step with what each chain of reports states as a whole;
/// applies after `ReportView`, whose rows it reads. Tables:
///
/// - `rollup`: a row per incident, division, indicator and aspect. `total` is made of `own` and `below` by SQLite
///   itself. A number that was taken back stays as a row without one, so that listeners hear of it.
/// - `rollup_node`: a row per incident and division: whether it reported itself, and what changed it last.
///
/// State topic `rollup`, key `<incident>/<division>`. The value holds all numbers of the node, each with the entry that
/// changed it: listeners may be given only the newest value of a key, so a value must not rely on the one before it.
class RollupView final : public journal::View {
 public:
  /// Both outlive the view.
  RollupView(const Catalogue& catalogue, const divisions::Divisions& divisions)
      : catalogue_{catalogue}, divisions_{divisions} {}

  [[nodiscard]] std::string_view name() const override { return "rollup"; }
  [[nodiscard]] std::string fingerprint() const override { return "3 " + catalogue_.digest(); }
  [[nodiscard]] std::vector<std::string> schema() const override;
  [[nodiscard]] std::vector<std::string> tables() const override { return {"rollup", "rollup_node"}; }
  void apply(const journal::ApplyContext& context) override;
  [[nodiscard]] std::vector<std::string> state_topics() const override { return {"rollup"}; }
  void states_between(store::Connection& db, std::string_view topic, std::int64_t since, std::int64_t until,
                      const journal::NotificationSink& sink) const override;

 private:
  const Catalogue& catalogue_;
  const divisions::Divisions& divisions_;
};

/// A node's number, or an empty one when nobody below or at it said anything.
[[nodiscard]] Cell find_cell(store::Connection& db, const std::string& incident, const std::string& division,
                             const CellKey& key);

/// The direct children of a node that filed an effective report themselves, in the order of their codes.
[[nodiscard]] std::vector<std::string> reported_children(store::Connection& db, const std::string& incident,
                                                         const DivisionCode& node);

/// The direct children of a node that lie in the incident's area or contain a part of it: those a report is expected
/// of. A county in the area expects one of all its townships.
[[nodiscard]] std::vector<DivisionCode> expected_children(store::Connection& db, const divisions::Divisions& divisions,
                                                          const std::string& incident, const DivisionCode& node);

/// The wire's RollupNode: `{incident, division, level, cells, reported, expected, received, missing, updated_at}`.
/// `expected` counts the children in the area and those outside it that reported all the same.
[[nodiscard]] nlohmann::json rollup_node_json(store::Connection& db, const Catalogue& catalogue,
                                              const divisions::Divisions& divisions, const std::string& incident,
                                              const DivisionCode& node);

}  // namespace anlan::incidents
