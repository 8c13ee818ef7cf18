#include "relief/finding_queries.hpp"

#include "relief/household_queries.hpp"

namespace anlan::relief {

using nlohmann::json;

namespace {

/// The rule's query with something around it; what is around it is ours.
std::string around(std::string_view before, const Rule& rule, std::string_view after) {
  return std::string{before} + " FROM (\n" + rule.sql + "\n) AS finding " + std::string{after};
}

/// The first of the parameters that stand after the rule's own.
int after_own(const Rule& rule) { return static_cast<int>(rule.places.size()) + 1; }

void bind_scope(store::Statement& statement, const Rule& rule, const FindingScope& scope) {
  const auto range = codes_within(scope.within);
  statement.bind(rule.places.at(":campaign"), scope.campaign);
  statement.bind(rule.places.at(":from"), range.from);
  statement.bind(rule.places.at(":until"), range.until);
  for (const auto& [name, value] : rule.figures) statement.bind(rule.places.at(':' + name), value);
  for (const auto& [name, value] : rule.words) statement.bind(rule.places.at(':' + name), value);
}

Finding finding_at(const store::Statement& row, const Rule& rule) {
  return {.rule = rule.id,
          .village = DivisionCode::parse(row.view_at(kVillageColumn)).value(),
          .household = row.optional_text_at(kHouseholdColumn),
          .facts = json::parse(row.view_at(kFactsColumn))};
}

}  // namespace

std::int64_t count_findings(store::Connection& db, const Rule& rule, const FindingScope& scope) {
  auto row = db.prepare(around("SELECT count(*)", rule, ""));
  bind_scope(row, rule, scope);
  row.step();
  return row.int_at(0);
}

std::vector<Finding> list_findings(store::Connection& db, const Rule& rule, const FindingScope& scope,
                                   std::int64_t limit, std::int64_t skip) {
  auto rows = db.prepare(around("SELECT village, household, facts", rule,
                                "ORDER BY village, (SELECT ordinal FROM household h"
                                " WHERE h.household = finding.household), facts LIMIT ? OFFSET ?"));
  bind_scope(rows, rule, scope);
  rows.bind(after_own(rule), limit);
  rows.bind(after_own(rule) + 1, skip);
  std::vector<Finding> out;
  while (rows.step()) out.push_back(finding_at(rows, rule));
  return out;
}

std::optional<Finding> find_finding(store::Connection& db, const Rule& rule, const std::string& campaign,
                                    const DivisionCode& village, const std::optional<std::string>& household) {
  auto row =
      db.prepare(around("SELECT village, household, facts", rule, "WHERE household IS ? ORDER BY facts LIMIT 1"));
  bind_scope(row, rule, {campaign, village});
  row.bind(after_own(rule), household);
  if (!row.step()) return std::nullopt;
  return finding_at(row, rule);
}

}  // namespace anlan::relief
