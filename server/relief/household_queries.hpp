#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "relief/household.hpp"
#include "relief/people_marks.hpp"
#include "store/database.hpp"

namespace anlan::relief {

/// A household whoever asks.
[[nodiscard]] std::optional<Household> find_household(store::Connection& db, const std::string& household);
[[nodiscard]] std::optional<Household> household_of_ordinal(store::Connection& db, std::int64_t ordinal);

/// Where a page of the list begins: after this household.
struct ListPlace {
  std::string village;
  std::int64_t ordinal = 0;
};
struct HouseholdFilter {
  std::string campaign;  ///< uuid
  DivisionCode within;   ///< of the caller, or a part of it
  std::optional<HouseholdClass> household_class = {};
  std::optional<HouseholdState> state = {};
  std::optional<std::int64_t> name = {};  ///< mark of the beginning of the head's name
  std::optional<ListPlace> after = {};
  std::int64_t limit = 50;
};
/// By village, then in the order of entering.
[[nodiscard]] std::vector<Household> list_households(store::Connection& db, const HouseholdFilter& filter);

/// The short number of a campaign's list; nothing while it has no household.
[[nodiscard]] std::optional<std::int64_t> find_list(store::Connection& db, const std::string& campaign);
/// Those of the campaign's whole winter (`winter_of`), as far as somebody was entered.
[[nodiscard]] std::vector<std::int64_t> lists_of_winter(store::Connection& db, const std::string& campaign);

/// Households at this site with such a mark, in whichever campaign and division.
[[nodiscard]] std::vector<Hit> find_marked(store::Connection& db, std::string_view kind, std::int64_t mark,
                                           std::int64_t most);
/// The same on one list.
[[nodiscard]] std::vector<Hit> find_marked_on(store::Connection& db, std::int64_t list, std::string_view kind,
                                              std::int64_t mark, std::int64_t most);
/// Whether anybody on a list, or taken off it, has the mark.
[[nodiscard]] bool is_marked(store::Connection& db, std::int64_t list, std::string_view kind, std::int64_t mark);

/// Something recorded of a household.
struct HouseholdFact {
  std::int64_t version = 0;
  std::int64_t seq = 0;  ///< of the entry
  std::int64_t row = 0;  ///< of the entry's rows
};
/// The oldest first.
[[nodiscard]] std::vector<HouseholdFact> history_of(store::Connection& db, std::int64_t ordinal);

/// What stands on a village's list.
struct VillageList {
  std::string campaign;  ///< uuid
  DivisionCode village;
  std::int64_t households = 0;
  std::int64_t people = 0;
  std::int64_t needy = 0;
  std::int64_t seq = 0;  ///< of the entry that changed it last
};
[[nodiscard]] std::vector<VillageList> village_lists(store::Connection& db, const std::string& campaign,
                                                     const DivisionCode& within);

/// The text before all codes below the division, and the one after them.
struct CodeRange {
  std::string from;
  std::string until;
};
[[nodiscard]] CodeRange codes_within(const DivisionCode& division);

}  // namespace anlan::relief
