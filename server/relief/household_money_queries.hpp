#pragma once

#include <optional>
#include <string>
#include <vector>

#include "relief/household_money.hpp"
#include "store/database.hpp"

namespace anlan::relief {

/// Where a village's list is, and whether `household` (nobody when empty) stands in what it pays. Of a list that is not
/// decided only the stage is told.
[[nodiscard]] ListStanding list_standing(store::Connection& db, const std::string& campaign,
                                         const DivisionCode& village, const std::string& household = {});

/// How far the household's payment is, with whichever village's list; nothing when it has none.
[[nodiscard]] std::optional<LineState> line_state_of(store::Connection& db, const std::string& campaign,
                                                     const std::string& household);

/// Households now on this village's list that have a payment in another village of the campaign, and those with
/// somebody in them whose identity number stands in another household of its winter (`winter_of`) that has one,
/// withdrawn or not. By number.
[[nodiscard]] std::vector<PaidElsewhere> paid_elsewhere(store::Connection& db, const std::string& campaign,
                                                        const DivisionCode& village);

/// Whether money of the campaign went out and did not come back.
[[nodiscard]] bool has_paid(store::Connection& db, const std::string& campaign);

[[nodiscard]] UnderWay under_way(store::Connection& db, const std::string& campaign);

}  // namespace anlan::relief
