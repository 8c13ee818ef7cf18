#pragma once

#include <chrono>
#include <string>
#include <string_view>

#include "base/result.hpp"

namespace anlan {

/// A moment in UTC to the millisecond. `now` is always a parameter, so that rules need no clock.
using Instant = std::chrono::sys_time<std::chrono::milliseconds>;

/// Reads RFC 3339 with any offset, e.g. "2021-07-20T20:00:00+08:00"; between 1970 and 2100.
[[nodiscard]] Result<Instant> parse_time(std::string_view text);

/// RFC 3339 in Beijing time: "2021-07-20T20:00:00.000+08:00" (the fraction only when it is not zero).
[[nodiscard]] std::string format_time(Instant at);

/// The wall clock, for the composition root and the dispatcher alone.
[[nodiscard]] Instant wall_clock();

[[nodiscard]] inline std::int64_t to_millis(Instant at) { return at.time_since_epoch().count(); }
[[nodiscard]] inline Instant from_millis(std::int64_t value) { return Instant{std::chrono::milliseconds{value}}; }

}  // namespace anlan
