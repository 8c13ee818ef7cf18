#pragma once

#include <vector>

#include "supplies/allocation_facts.hpp"

namespace anlan::supplies::allocation {

/// Who sends what, in this order of importance: the most load for the most urgent priority, then for the next, and so
/// on; the shortest time until the last of it arrives; the least load × time. Few stores share a demand, because the
/// plan is a corner of what is possible.
///
/// Exact where each item can be decided alone, that is where the vehicles suffice for the plan made without them. Where
/// they bind, whole units cannot fill the last of every load, so up to a unit of each item in each store is decided by
/// rounding; and in a large task (above kExactArcs) the vehicles are shared out by groups of destinations: by groups
/// that see the same stores when there is enough for all, which costs only some load × time, else by the nearest
/// store's zone, which may cost some minutes and some load too.
///
/// In the plan no store that could still send a unit is nearer to a demand than one that sends it something, and none
/// with an open road is left with something that a demand still lacks: what explanations are made of.
[[nodiscard]] std::vector<Shipment> solve(const Facts& facts);

}  // namespace anlan::supplies::allocation
