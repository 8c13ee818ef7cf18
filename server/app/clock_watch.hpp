#pragma once

#include <chrono>
#include <optional>

#include "base/time.hpp"

namespace anlan::app {

/// Compares the wall clock with the uptime clock, which nobody can set. Entries are ordered by the journal and sessions
/// and timers run on the uptime clock, so a jump breaks nothing; but whoever reads the times later should know of it.
class ClockWatch {
 public:
  using Uptime = std::chrono::milliseconds;

  ClockWatch(Instant wall, Uptime uptime) : wall_{wall}, uptime_{uptime} {}

  /// How far the wall clock was set forward (positive) or back since the last look; nothing for less than
  /// `kTolerance`, which slewing by NTP and a busy machine can explain.
  [[nodiscard]] std::optional<std::chrono::milliseconds> look(Instant wall, Uptime uptime);

  static constexpr std::chrono::milliseconds kTolerance{5'000};

 private:
  Instant wall_;
  Uptime uptime_;
};

}  // namespace anlan::app
