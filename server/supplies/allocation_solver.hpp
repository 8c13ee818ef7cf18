#pragma once

#include <vector>

#include "supplies/allocation_facts.hpp"

namespace anlan::supplies::allocation {

/// Who sends what, in this order of importance: the most for the most urgent priority, then for the next, and so on;
/// the shortest time until the last of it arrives; the least load × time. No other plan is better in the first; for one
/// item and wherever vehicles are enough, none in the others either. Where vehicles are short, units cannot be cut to
/// fill the last of a load, and the third holds up to the sharing of vehicles among the items (see `shares_of`).
///
/// In the plan no store that could still send a unit is nearer to a demand than one that sends it something, and none
/// with an open road is left with something that a demand still lacks: what explanations are made of.
[[nodiscard]] std::vector<Shipment> solve(const Facts& facts);

}  // namespace anlan::supplies::allocation
