#pragma once

#include <string>
#include <string_view>

#include <nlohmann/json.hpp>

#include "incidents/observation.hpp"
#include "journal/entry.hpp"
#include "journal/entry_types.hpp"

namespace anlan::incidents {

/// `observation.submitted`, `observation.assigned` and `observation.withdrawn`, on the stream `observation/<uuid>`.
///
/// Bodies, version 1:
/// - submitted: the wire's Observation. One JSON is the body, the answer and what listeners hear; building it once is
///   what this busiest of ways can afford.
/// - assigned: the wire's Observation as it stands in its incident, and the reason. All of it, because those who watch
///   the incident may never have heard of the observation.
/// - withdrawn: {observation, incident, state, reason}
inline constexpr std::string_view kObservationSubmitted = "observation.submitted";
inline constexpr std::string_view kObservationAssigned = "observation.assigned";
inline constexpr std::string_view kObservationWithdrawn = "observation.withdrawn";

void declare_observation_entries(journal::EntryTypes& types);

[[nodiscard]] std::string observation_stream(const std::string& observation);

/// The wire's Observation.
[[nodiscard]] nlohmann::json observation_json(const Observation& observation);

[[nodiscard]] journal::Draft observation_submitted(const Observation& observation);
/// `observation` as it stands once it belongs to its incident.
[[nodiscard]] journal::Draft observation_assigned(const Observation& observation, const std::string& reason);
[[nodiscard]] journal::Draft observation_withdrawn(const Observation& observation, const std::string& reason);

}  // namespace anlan::incidents
