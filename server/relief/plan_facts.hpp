#pragma once

#include <optional>
#include <vector>

#include "relief/campaign.hpp"
#include "relief/household.hpp"
#include "relief/plan.hpp"
#include "relief/relief_catalogue.hpp"
#include "store/database.hpp"

namespace anlan::relief {

/// Households as a plan sees them: the worst circumstance is the severity, one raising vulnerability lifts the tier.
/// Those without anybody in need are left out.
[[nodiscard]] std::vector<PlanHousehold> plan_households(const std::vector<Household>& households,
                                                         const ReliefCatalogue& standards);

/// What all on a campaign's lists would get by its pinned standard, whatever the money; nothing while none is pinned.
[[nodiscard]] std::optional<std::int64_t> wanted_fen(store::Connection& db, const Campaign& campaign,
                                                     const ReliefCatalogue& standards);

}  // namespace anlan::relief
