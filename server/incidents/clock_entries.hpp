#pragma once

#include <string>
#include <string_view>

#include "incidents/clock.hpp"
#include "journal/entry.hpp"
#include "journal/entry_types.hpp"

namespace anlan::incidents {

/// `clock.settled`: somebody met an obligation outside this system, by telephone, in writing or in the ministry's own
/// system. On the stream `clock/<clock>`, not on the incident's: settling a clock must not outdate the version that
/// others see of the incident. All else that moves clocks is in the entries of incidents, observations and reports.
///
/// Body, version 1: {clock, incident, how, note, met_at}
inline constexpr std::string_view kClockSettled = "clock.settled";

void declare_clock_entries(journal::EntryTypes& types);

struct Settlement {
  std::string how = {};  ///< "phone", "written", "system"
  std::string note = {};
  Instant met_at = {};
};

[[nodiscard]] journal::Draft clock_settled(const Clock& clock, const Settlement& settlement);

}  // namespace anlan::incidents
