#pragma once

#include <cstdint>
#include <vector>

#include "supplies/allocation_facts.hpp"

namespace anlan::supplies::allocation {

/// What each demand still lacks, by demand.
[[nodiscard]] std::vector<std::int64_t> lacking(const Facts& facts, const std::vector<Shipment>& shipments);

/// Minutes until the last of it arrives; 0 for nothing.
[[nodiscard]] std::int64_t last_arrival(const Facts& facts, const std::vector<Shipment>& shipments);

/// Makes use of what rounding to whole units left over: gives to the demands that lack something, the most urgent
/// first, from the nearest store that can, and hands over to nearer stores what they can send; until neither helps.
[[nodiscard]] std::vector<Shipment> polish(const Facts& facts, const std::vector<Shipment>& shipments);

}  // namespace anlan::supplies::allocation
