#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <nlohmann/json_fwd.hpp>

#include "journal/entry.hpp"
#include "journal/entry_types.hpp"
#include "relief/campaign.hpp"
#include "relief/household.hpp"

namespace anlan::relief {

/// Households. Whoever is named in one stands in `sealed`, with the campaign's key; the rest is figures.
///
/// Bodies, version 1:
/// - entered {campaign, import, rows} and changed {campaign, rows}: each row {household, facts, sealed} is the whole
///   household as it stands from then on. One household makes an entry on the stream `household/<uuid>`; a list that
///   was read in makes one entry per chunk of its rows, on `household_list/<import>`, with the township as division.
///   A change says its `weight`, "quiet", "less" or "more", as `weigh_change` has it; old entries do not.
/// - withdrawn {campaign, household, reason, sealed}: `sealed` is what else was said, or null.
inline constexpr std::string_view kHouseholdEntered = "household.entered";
inline constexpr std::string_view kHouseholdChanged = "household.changed";
inline constexpr std::string_view kHouseholdWithdrawn = "household.withdrawn";

void declare_household_entries(journal::EntryTypes& types);

[[nodiscard]] std::string household_stream(const std::string& household);

/// A household as an entry has it.
struct HouseholdRow {
  std::string household;  ///< uuid
  HouseholdFacts facts;
  std::string sealed;
};
[[nodiscard]] nlohmann::json facts_json(const HouseholdFacts& facts);
[[nodiscard]] HouseholdFacts read_facts(const nlohmann::json& facts);
[[nodiscard]] HouseholdRow read_row(const nlohmann::json& row);

[[nodiscard]] journal::Draft household_entered(const Campaign& campaign, const HouseholdRow& row);
/// Rows of a list that was read in, all of one township.
[[nodiscard]] journal::Draft households_entered(const Campaign& campaign, const std::string& import,
                                                const DivisionCode& township, const std::vector<HouseholdRow>& rows);
[[nodiscard]] journal::Draft household_changed(const Campaign& campaign, const HouseholdRow& row, ChangeWeight weight);

struct Withdrawal {
  WithdrawReason reason = WithdrawReason::other;
  std::optional<std::string> sealed = {};  ///< what else was said
};
[[nodiscard]] journal::Draft household_withdrawn(const Campaign& campaign, const Household& household,
                                                 const Withdrawal& withdrawal);

}  // namespace anlan::relief
