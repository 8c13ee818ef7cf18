#pragma once

#include <string>
#include <vector>

#include "relief/household_personal.hpp"
#include "relief/household_rules.hpp"
#include "relief/relief_operations.hpp"

namespace anlan::relief {

/// By what a household that is read in is compared with those on the list: its people's identity numbers and, for a
/// head without one, the address. Problems of KeyRing::mark.
[[nodiscard]] Result<std::vector<Mark>> marks_to_compare(access::KeyRing& keys, const Personal& personal);

/// What the list says of it.
struct Compared {
  bool already = false;                 ///< stands on the list as it is: read in before
  std::vector<FieldFault> faults = {};  ///< why it cannot come onto the list
  bool twice = false;                   ///< because somebody of it stands on the list in another household
};
/// `marks` are those of `marks_to_compare`. Problems of KeyRing::mark.
[[nodiscard]] Result<Compared> compare_with_list(store::Connection& db, const ReliefParts& parts,
                                                 const std::string& campaign, const Statement& statement,
                                                 const std::vector<Mark>& marks);

}  // namespace anlan::relief
