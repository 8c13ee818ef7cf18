#pragma once

#include "supplies/allocation.hpp"

namespace anlan::supplies::allocation {

/// Why a line is as it is, in a sentence for the person who edits and approves the plan.
[[nodiscard]] Text explain(const Task& task, const Line& line);

/// Why something is missing, and what could be done about it.
[[nodiscard]] Text explain(const Task& task, const Shortfall& shortfall);

}  // namespace anlan::supplies::allocation
