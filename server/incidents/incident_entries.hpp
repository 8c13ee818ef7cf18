#pragma once

#include <string>
#include <string_view>

#include <nlohmann/json.hpp>

#include "incidents/incident.hpp"
#include "journal/entry.hpp"
#include "journal/entry_types.hpp"

namespace anlan::incidents {

/// The facts of an incident's life, on the stream `incident/<uuid>`. Townships inside the area hear of them too.
///
/// Bodies, version 1, hold what changed; those that listen merge them:
/// - `incident.opened`      {incident, state, hazard, sub_hazard, name, occurred_at, area, exercise}
/// - `incident.stabilised`  {incident, state, stabilised_at}
/// - `incident.closed`      {incident, state, reason}
/// - `incident.reopened`    {incident, state, stabilised_at, reason}: closed to what it was before, or stable to open
inline constexpr std::string_view kIncidentOpened = "incident.opened";
inline constexpr std::string_view kIncidentStabilised = "incident.stabilised";
inline constexpr std::string_view kIncidentClosed = "incident.closed";
inline constexpr std::string_view kIncidentReopened = "incident.reopened";

void declare_incident_entries(journal::EntryTypes& types);

[[nodiscard]] std::string incident_stream(const std::string& incident);

[[nodiscard]] journal::Draft incident_opened(const std::string& incident, const Opening& opening);
[[nodiscard]] journal::Draft incident_stabilised(const Incident& incident, Instant stabilised_at);
[[nodiscard]] journal::Draft incident_closed(const Incident& incident, const std::string& reason);
[[nodiscard]] journal::Draft incident_reopened(const Incident& incident, const std::string& reason);

/// Reads what `incident_opened` wrote.
[[nodiscard]] Opening read_opening(const nlohmann::json& body);

}  // namespace anlan::incidents
