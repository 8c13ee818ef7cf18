#include "app/clock_watch.hpp"

#include <utility>

namespace anlan::app {

std::optional<std::chrono::milliseconds> ClockWatch::look(Instant wall, Uptime uptime) {
  const auto by = (wall - std::exchange(wall_, wall)) - (uptime - std::exchange(uptime_, uptime));
  if (by >= -kTolerance && by <= kTolerance) return std::nullopt;
  return by;
}

}  // namespace anlan::app
