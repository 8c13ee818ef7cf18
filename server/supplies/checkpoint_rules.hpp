#pragma once

#include <cstdint>

#include "base/result.hpp"
#include "supplies/checkpoint.hpp"
#include "supplies/waybill.hpp"

namespace anlan::supplies {

/// A journey has so many signs of life at most: whoever holds the paper cannot fill the disk.
inline constexpr std::int64_t kMostCheckpoints = 200;

/// Whether a checkpoint can stand: the goods are on the road, it says something, it is not before the departure, and a
/// new time of arrival lies after it and within a month. `known` is how many the waybill has. Problems:
/// `waybill-not-dispatched`, `too-many-checkpoints` (409), `bad-checkpoint`.
[[nodiscard]] Result<void> check_checkpoint(const Waybill& waybill, const Checkpoint& checkpoint, std::int64_t known);

}  // namespace anlan::supplies
