#include "incidents/clock_entries.hpp"

namespace anlan::incidents {

void declare_clock_entries(journal::EntryTypes& types) { types.declare({.name = std::string{kClockSettled}}); }

journal::Draft clock_settled(const Clock& clock, const Settlement& settlement) {
  return {.stream = "clock/" + clock.clock,
          .type = std::string{kClockSettled},
          .division = clock.division,
          .body = {{"clock", clock.clock},
                   {"incident", clock.incident},
                   {"how", settlement.how},
                   {"note", settlement.note},
                   {"met_at", format_time(settlement.met_at)}},
          .exercise = clock.exercise,
          .occurred_at = settlement.met_at};
}

}  // namespace anlan::incidents
