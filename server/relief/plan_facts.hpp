#pragma once

#include <vector>

#include "relief/household.hpp"
#include "relief/plan.hpp"
#include "relief/relief_catalogue.hpp"

namespace anlan::relief {

/// Households as a plan sees them: the worst circumstance is the severity, one raising vulnerability lifts the tier.
/// Those without anybody in need are left out.
[[nodiscard]] std::vector<PlanHousehold> plan_households(const std::vector<Household>& households,
                                                         const ReliefCatalogue& standards);

}  // namespace anlan::relief
