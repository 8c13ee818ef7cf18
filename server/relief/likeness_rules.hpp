#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/result.hpp"
#include "relief/likeness.hpp"

namespace anlan::relief {

/// A household as it is compared.
struct Compared {
  const Personal& people;
  std::string_view campaign;
  std::string_view village;
};

/// Whether two people are so alike that somebody has to look at them, and by what; nothing when they are not, or when
/// their identity numbers are the same, which other rules find. Between two campaigns only people whose numbers differ
/// are proposed: to stand on the list of every year is nothing odd. Own choice of signs; no document gives any.
[[nodiscard]] std::optional<Likeness> likeness_of(const Compared& one, int member, const Compared& other,
                                                  int other_member);

/// Identity numbers of which one digit differs or two neighbours are swapped; the check character follows from the
/// others and is not looked at.
[[nodiscard]] bool near_numbers(std::string_view one, std::string_view other);

/// Addresses with the same numbers of group and house (三组12号 and 3组12): the rest is the same, a part of the other,
/// or in one village at most two characters away.
[[nodiscard]] bool near_addresses(std::string_view one, std::string_view other, bool one_village);

/// Names of at least three characters of which one behind the surname differs.
[[nodiscard]] bool near_names(std::string_view one, std::string_view other);

/// A pair may be decided on: it is alike now, or was decided before. Problem `unknown-likeness` (409).
[[nodiscard]] Result<void> check_alike(bool alike, bool decided);

}  // namespace anlan::relief
