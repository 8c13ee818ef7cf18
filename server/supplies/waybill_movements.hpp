#pragma once

#include <string>
#include <vector>

#include "supplies/movement.hpp"
#include "supplies/waybill_rules.hpp"

namespace anlan::supplies {

// What each step of a waybill moves. `id` is the new document's uuid.

/// From the store onto the road.
[[nodiscard]] Movement departure(const Waybill& waybill, Instant at, std::string id);
/// Off the road, what was counted as good: into the place, or issued to the division. What is damaged stays on the
/// waybill, as what is missing does, until the difference is settled. Lines of which nothing good arrived are left out.
[[nodiscard]] Movement arrival(const Waybill& waybill, const std::vector<Count>& counts, Instant at, std::string id);
/// What is still on the road: lost, or back in the store it left, as the difference's outcome says; of what goes back,
/// the damaged is set aside there. Empty when all arrived.
[[nodiscard]] Movement settlement(const Waybill& waybill, Instant at, std::string id);

}  // namespace anlan::supplies
