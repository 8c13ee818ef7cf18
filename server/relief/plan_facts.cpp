#include "relief/plan_facts.hpp"

#include <algorithm>
#include <functional>
#include <map>
#include <set>
#include <utility>

#include <nlohmann/json.hpp>

#include "relief/gate_view.hpp"
#include "relief/household_queries.hpp"
#include "relief/pin_view.hpp"

namespace anlan::relief {
namespace {

/// What follows from a list of words, worked out once for each list that occurs: of a hundred thousand households there
/// are a few hundred.
template <class Value>
class ByWords {
 public:
  explicit ByWords(std::function<Value(const std::vector<std::string>&)> of) : of_{std::move(of)} {}

  Value of(std::string_view words) {
    const auto known = known_.find(words);
    if (known != known_.end()) return known->second;
    const auto value = of_(nlohmann::json::parse(words).get<std::vector<std::string>>());
    known_.emplace(words, value);
    return value;
  }

 private:
  std::function<Value(const std::vector<std::string>&)> of_;
  std::map<std::string, Value, std::less<>> known_;
};

Severity worst_of(const std::vector<std::string>& circumstances, const ReliefCatalogue& standards) {
  auto worst = Severity::light;
  for (const auto& each : circumstances) worst = std::max(worst, standards.severity_of(each));
  return worst;
}

/// Villages whose lists are planned; nothing: all of them.
std::optional<std::set<std::string, std::less<>>> villages_of(store::Connection& db, const std::string& campaign,
                                                              const DivisionCode& within, PlannedLists lists) {
  if (lists == PlannedLists::all) return std::nullopt;
  std::set<std::string, std::less<>> out;
  if (lists == PlannedLists::ready) {
    for (const auto& each : stages_of(db, campaign, within)) {
      if (each.stage >= Stage::county_decision) out.insert(each.village.text());
    }
    return out;
  }
  const auto frozen = frozen_lists(db, campaign);
  for (const auto& each : village_lists(db, campaign, within)) {
    if (!frozen.contains(each.village.text())) out.insert(each.village.text());
  }
  return out;
}

}  // namespace

std::vector<PlanHousehold> plan_households(const std::vector<Household>& households, const ReliefCatalogue& standards) {
  std::vector<PlanHousehold> out;
  for (const auto& household : households) {
    const auto& facts = household.facts;
    if (facts.needy < 1) continue;
    PlanHousehold row{.household = household.household,
                      .village = facts.village.text(),
                      .household_class = facts.household_class,
                      .needy = static_cast<int>(facts.needy)};
    for (const auto each : facts.circumstances) {
      row.severity = std::max(row.severity, standards.severity_of(word_of(kCircumstanceWords, each)));
    }
    row.raised = std::ranges::any_of(facts.vulnerabilities, [&standards](Vulnerability each) {
      return standards.raises(word_of(kVulnerabilityWords, each));
    });
    out.push_back(std::move(row));
  }
  return out;
}

std::vector<PlanHousehold> households_of_lists(store::Connection& db, const std::string& campaign,
                                               const DivisionCode& within, PlannedLists lists,
                                               const ReliefCatalogue& standards) {
  const auto villages = villages_of(db, campaign, within, lists);
  ByWords<Severity> severity{[&](const auto& words) { return worst_of(words, standards); }};
  ByWords<bool> raised{[&](const auto& words) {
    return std::ranges::any_of(words, [&](const auto& word) { return standards.raises(word); });
  }};
  const auto range = codes_within(within);
  auto rows = db.prepare(
      "SELECT village, household, class, facts ->> '$.needy', facts -> '$.circumstances', facts -> '$.vulnerabilities'"
      " FROM household WHERE campaign = ?1 AND state = 'entered' AND village >= ?2 AND village < ?3");
  rows.bind_all(campaign, range.from, range.until);
  std::vector<PlanHousehold> out;
  while (rows.step()) {
    const auto needy = static_cast<int>(rows.int_at(3));
    if (needy < 1 || (villages && !villages->contains(rows.view_at(0)))) continue;
    out.push_back({.household = rows.text_at(1),
                   .village = rows.text_at(0),
                   .household_class = parse_household_class(rows.view_at(2)).value(),
                   .severity = severity.of(rows.view_at(4)),
                   .needy = needy,
                   .raised = raised.of(rows.view_at(5))});
  }
  std::ranges::sort(out, {}, &PlanHousehold::household);
  return out;
}

std::optional<std::int64_t> wanted_fen(store::Connection& db, const Campaign& campaign,
                                       const ReliefCatalogue& standards) {
  constexpr std::int64_t kNoLimit = 10'000'000'000'000;  // fen
  const auto pinned = find_pinned(db, campaign.campaign);
  if (!pinned) return std::nullopt;
  auto rows = households_of_lists(db, campaign.campaign, campaign.facts.division, PlannedLists::all, standards);
  const auto plan = make_plan(std::move(rows), pinned->standard, pinned->policy, kNoLimit);
  return plan ? std::optional{plan->wanted} : std::nullopt;
}

}  // namespace anlan::relief
