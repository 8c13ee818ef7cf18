#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "relief/home.hpp"
#include "relief/household_queries.hpp"
#include "store/database.hpp"

namespace anlan::relief {

/// Where the register's keyed hashes stand.
[[nodiscard]] const MarkTables& home_marks();

/// A row whoever asks.
[[nodiscard]] std::optional<Home> find_home(store::Connection& db, const std::string& home);
[[nodiscard]] std::optional<Home> home_of_ordinal(store::Connection& db, std::int64_t ordinal);

struct HomeFilter {
  std::string incident;  ///< uuid
  DivisionCode within;   ///< of the caller, or a part of it
  std::optional<Damage> worst = {};
  std::optional<HouseholdClass> household_class = {};
  std::optional<HomeState> state = {};
  std::optional<std::int64_t> name = {};       ///< mark of the beginning of the head's name
  std::optional<std::int64_t> id_number = {};  ///< mark
  std::optional<ListPlace> after = {};
  std::int64_t limit = 50;
};
/// By village, then in the order of entering.
[[nodiscard]] std::vector<Home> list_homes(store::Connection& db, const HomeFilter& filter);

/// What the register has of one kind of damage.
struct DamageSum {
  std::int64_t homes = 0;  ///< a household counts once, under its worst damage
  Extent extent = {};      ///< rooms count each under their own
};
/// By Damage, of rows that stand.
[[nodiscard]] std::array<DamageSum, 3> sum_homes(store::Connection& db, const std::string& incident,
                                                 const DivisionCode& within);

/// The row a household was said to be about.
[[nodiscard]] std::optional<Home> home_of_household(store::Connection& db, const std::string& household);
/// The households a row was said to be about, one for each campaign at most; in the order of linking.
[[nodiscard]] std::vector<Household> households_of_home(store::Connection& db, const std::string& home);

/// Households of a campaign that say their home was hit, stand on the list, and have no row; by village and number.
[[nodiscard]] std::vector<Household> without_home(store::Connection& db, const std::string& campaign,
                                                  const DivisionCode& within, const std::optional<ListPlace>& after,
                                                  std::int64_t limit);
/// Whether a household says that its home was hit.
[[nodiscard]] bool home_was_hit(const HouseholdFacts& facts);

}  // namespace anlan::relief
