#include "incidents/clock.hpp"

#include <nlohmann/json.hpp>

namespace anlan::incidents {

using nlohmann::json;

std::string_view to_string(ClockState state) noexcept {
  switch (state) {
    case ClockState::running:
      return "running";
    case ClockState::met:
      return "met";
    case ClockState::cancelled:
      return "cancelled";
  }
  return "running";
}

std::optional<ClockState> parse_clock_state(std::string_view text) noexcept {
  for (const auto state : {ClockState::running, ClockState::met, ClockState::cancelled}) {
    if (to_string(state) == text) return state;
  }
  return std::nullopt;
}

json clock_json(const Clock& clock) {
  return {{"clock", clock.clock},
          {"incident", clock.incident},
          {"rule", clock.rule},
          {"division", clock.division.text()},
          {"obligation", {{"zh", clock.obligation.zh}, {"en", clock.obligation.en}}},
          {"phase", clock.phase},
          {"started_at", format_time(clock.started_at)},
          {"due_at", format_time(clock.due_at)},
          {"amber_at", format_time(clock.amber_at)},
          {"red_at", format_time(clock.red_at)},
          {"met_at", clock.met_at ? json(format_time(*clock.met_at)) : json(nullptr)},
          {"met_by", clock.met_by ? json(*clock.met_by) : json(nullptr)},
          {"state", to_string(clock.state)},
          {"document", clock.document},
          {"note", clock.note ? json(*clock.note) : json(nullptr)},
          {"exercise", clock.exercise}};
}

std::string_view family_of(std::string_view rule) noexcept { return rule.substr(0, rule.find('.')); }

}  // namespace anlan::incidents
