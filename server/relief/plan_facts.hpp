#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
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

/// Which of a campaign's lists a plan is made over.
enum class PlannedLists : std::uint8_t {
  all,        ///< every list, as if nothing were decided yet
  ready,      ///< those that have come to the county's gate, decided or not
  undecided,  ///< those without frozen amounts: what was decided stands
};
inline constexpr std::array<std::string_view, 3> kPlannedListsWords{"all", "ready", "undecided"};

/// Everybody on those lists below a division as a plan sees them, by id: a county's hundred thousand at once, so read
/// without what a plan does not ask for.
[[nodiscard]] std::vector<PlanHousehold> households_of_lists(store::Connection& db, const std::string& campaign,
                                                             const DivisionCode& within, PlannedLists lists,
                                                             const ReliefCatalogue& standards);

/// What all on a campaign's lists would get by its pinned standard, whatever the money; nothing while none is pinned.
[[nodiscard]] std::optional<std::int64_t> wanted_fen(store::Connection& db, const Campaign& campaign,
                                                     const ReliefCatalogue& standards);

}  // namespace anlan::relief
