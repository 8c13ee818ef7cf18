#pragma once

#include <string>
#include <vector>

#include "supplies/movement_rules.hpp"

namespace anlan::supplies {

/// What to take for an order, and why not more.
struct Proposal {
  std::vector<Pick> picks = {};
  Quantity missing = 0;            ///< that no pile could give
  std::vector<Pick> expired = {};  ///< piles left out because they are past their day
};

/// First expired, first out: takes `asked` units from `stock`, whose quantities are what is free to take. What expires
/// first goes first, what keeps goes last; of equal ones the longer stored, then the smaller label, then by bin.
[[nodiscard]] Proposal propose_picks(std::vector<Pick> stock, Quantity asked, const Day& on);

}  // namespace anlan::supplies
