#include "relief/plan_facts.hpp"

#include <algorithm>
#include <utility>

#include "relief/household_queries.hpp"
#include "relief/pin_view.hpp"

namespace anlan::relief {

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

std::optional<std::int64_t> wanted_fen(store::Connection& db, const Campaign& campaign,
                                       const ReliefCatalogue& standards) {
  constexpr std::int64_t kMostHouseholds = 1'000'000;
  constexpr std::int64_t kNoLimit = 10'000'000'000'000;  // fen
  const auto pinned = find_pinned(db, campaign.campaign);
  if (!pinned) return std::nullopt;
  auto rows = plan_households(list_households(db, {.campaign = campaign.campaign,
                                                   .within = campaign.facts.division,
                                                   .state = HouseholdState::entered,
                                                   .limit = kMostHouseholds}),
                              standards);
  const auto plan = make_plan(std::move(rows), pinned->standard, pinned->policy, kNoLimit);
  return plan ? std::optional{plan->wanted} : std::nullopt;
}

}  // namespace anlan::relief
