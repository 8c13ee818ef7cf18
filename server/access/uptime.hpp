#pragma once

#include <chrono>
#include <functional>

namespace anlan::access {

/// Time since the machine started, sleep included. Unlike the wall clock nobody can set it back, so deadlines and
/// delays are measured with it.
using Uptime = std::chrono::milliseconds;
using UptimeClock = std::function<Uptime()>;

[[nodiscard]] Uptime uptime();

}  // namespace anlan::access
