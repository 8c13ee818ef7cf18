#pragma once

#include <optional>

#include "supplies/allocation_facts.hpp"

namespace anlan::supplies::allocation {

/// Why this store and not the nearest of those that are nearer and have the item: what keeps that one from sending a
/// unit more, once the whole plan is made. Limit::none when no nearer store has any.
[[nodiscard]] Constraint why_not_nearer(const Facts& facts, const Usage& usage, const Shipment& shipment);

/// Why nobody sends more to a demand that lacks something. Of several limits the one is named whose lifting alone would
/// bring a unit more, in the order in which a person can do something about it: another vehicle, a released reserve, an
/// opened road, younger goods. Only when none of them would, there is not enough in stock.
[[nodiscard]] Constraint why_short(const Facts& facts, const Usage& usage, const Demand& demand);

}  // namespace anlan::supplies::allocation
