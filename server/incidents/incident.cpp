#include "incidents/incident.hpp"

#include <algorithm>

namespace anlan::incidents {
namespace {

constexpr IncidentState kStates[] = {IncidentState::open, IncidentState::stable, IncidentState::closed};

DivisionCode ancestor_at(DivisionCode code, Level level) {
  while (code.level() > level) code = *code.parent();
  return code;
}

}  // namespace

std::string_view to_string(IncidentState state) noexcept {
  switch (state) {
    case IncidentState::open:
      return "open";
    case IncidentState::stable:
      return "stable";
    case IncidentState::closed:
      return "closed";
  }
  return "open";
}

std::optional<IncidentState> parse_incident_state(std::string_view text) noexcept {
  for (const auto state : kStates) {
    if (to_string(state) == text) return state;
  }
  return std::nullopt;
}

std::vector<DivisionCode> counties_of(const std::vector<DivisionCode>& area) {
  std::vector<DivisionCode> counties;
  for (const auto& code : area) {
    if (code.level() != Level::city) counties.push_back(ancestor_at(code, Level::county));
  }
  std::ranges::sort(counties);
  const auto repeated = std::ranges::unique(counties);
  counties.erase(repeated.begin(), repeated.end());
  return counties;
}

DivisionCode common_node(const std::vector<DivisionCode>& area) {
  auto node = area.front();
  const auto outside = [&node](const DivisionCode& code) { return !code.within(node); };
  while (node.level() != Level::city && std::ranges::any_of(area, outside)) node = *node.parent();
  return node;
}

bool touches(const std::vector<DivisionCode>& area, const DivisionCode& node) {
  return std::ranges::any_of(area, [&node](const auto& code) { return code.within(node) || node.within(code); });
}

}  // namespace anlan::incidents
