#include "relief/plan_facts.hpp"

#include <algorithm>

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

}  // namespace anlan::relief
