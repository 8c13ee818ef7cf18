#pragma once

#include "base/result.hpp"
#include "supplies/allocation.hpp"

// The allocation adviser: decides nothing and writes nothing; a person edits and approves what it proposes.
namespace anlan::supplies::allocation {

/// Every single amount, and the load of all demands together, stays below this.
inline constexpr std::int64_t kMostAmount = 1'000'000'000'000;
inline constexpr std::int64_t kMostVehicles = 100'000;

/// Whether a task can be computed with. Problem `bad-allocation` with the pointer of each fault: an index that names
/// nothing, a negative or too large number, a load below 1, travel times of another size than the lists.
[[nodiscard]] Result<void> check(const Task& task);

/// Which store sends what to whom: the most for the most urgent, then the least time until the last is served, then the
/// least load × time, within stock, expiry, reserves, vehicles and open roads. What cannot be served is a shortfall,
/// not a Problem. How exact that is where vehicles bind, `solve` says. The same task always gives the same plan.
/// Problem `bad-allocation` as `check`.
[[nodiscard]] Result<Plan> allocate(const Task& task);

}  // namespace anlan::supplies::allocation
