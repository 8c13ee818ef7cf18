#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "relief/household_money.hpp"
#include "relief/household_personal.hpp"
#include "relief/household_rules.hpp"
#include "relief/relief_operations.hpp"

namespace anlan::relief {

/// By what a household that is read in is compared with those on the list: its people's identity numbers and, for a
/// head without one, the address. Problems of KeyRing::mark.
[[nodiscard]] Result<std::vector<Mark>> marks_to_compare(access::KeyRing& keys, const Personal& personal);

/// What rows are compared with, read once for as many as are compared before the next is recorded.
struct ListsNow {
  std::string campaign;
  std::optional<std::int64_t> own = {};                ///< the campaign's list, once somebody was entered
  std::vector<std::int64_t> winter = {};               ///< with those of its whole winter
  std::map<DivisionCode, ListStanding> standing = {};  ///< of the villages asked about so far
};
[[nodiscard]] ListsNow lists_now(store::Connection& db, const std::string& campaign);

/// What the list says of it.
struct Compared {
  bool already = false;                 ///< stands on the list as it is: read in before
  std::vector<FieldFault> faults = {};  ///< why it cannot come onto the list
  bool twice = false;                   ///< because somebody of it stands on the list in another household
};
/// `marks` are those of `marks_to_compare`. Problems of KeyRing::mark.
[[nodiscard]] Result<Compared> compare_with_list(store::Connection& db, const ReliefParts& parts, ListsNow& lists,
                                                 const Statement& statement, const std::vector<Mark>& marks);

}  // namespace anlan::relief
