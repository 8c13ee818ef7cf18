#include "incidents/observation_entries.hpp"

#include <utility>

namespace anlan::incidents {

using nlohmann::json;

namespace {

json chain_json(const DivisionCode& division) {
  auto chain = json::array();
  for (std::optional<DivisionCode> node = division; node; node = node->parent()) {
    chain.insert(chain.begin(), node->text());
  }
  return chain;
}

json doubts_json(const std::vector<ObservationDoubt>& doubts) {
  auto out = json::array();
  for (const auto& doubt : doubts) {
    out.push_back({{"code", doubt.code}, {"zh", doubt.text.zh}, {"en", doubt.text.en}});
  }
  return out;
}

json incident_or_null(const Observation& observation) {
  return observation.incident ? json(*observation.incident) : json(nullptr);
}

}  // namespace

void declare_observation_entries(journal::EntryTypes& types) {
  for (const auto type : {kObservationSubmitted, kObservationAssigned, kObservationWithdrawn}) {
    types.declare({.name = std::string{type}});
  }
}

std::string observation_stream(const std::string& observation) { return "observation/" + observation; }

json observation_json(const Observation& observation) {
  auto point = observation.point ? json::array({observation.point->lon, observation.point->lat}) : json(nullptr);
  auto out = json::object();  // field by field: a list of pairs would be built, moved and thrown away for each
  out.emplace("observation", observation.observation);
  out.emplace("version", observation.version);
  out.emplace("incident", incident_or_null(observation));
  out.emplace("division", observation.division.text());
  out.emplace("chain", chain_json(observation.division));
  out.emplace("text", observation.text);
  out.emplace("point", std::move(point));
  out.emplace("doubts", doubts_json(observation.doubts));
  out.emplace("photos", observation.photos);
  out.emplace("occurred_at", format_time(observation.occurred_at));
  out.emplace("received_at", format_time(observation.received_at));
  out.emplace("recorded_at", format_time(observation.recorded_at));
  out.emplace("channel", journal::to_string(observation.channel));
  out.emplace("actor", journal::to_json(observation.actor));
  out.emplace("state", observation.withdrawn ? "withdrawn" : "active");
  out.emplace("exercise", observation.exercise);
  return out;
}

journal::Draft observation_submitted(const Observation& observation) {
  return {.stream = observation_stream(observation.observation),
          .type = std::string{kObservationSubmitted},
          .division = observation.division,
          .body = observation_json(observation),
          .exercise = observation.exercise,
          .occurred_at = observation.occurred_at,
          .received_at = observation.received_at,
          .channel = observation.channel};
}

journal::Draft observation_assigned(const Observation& observation, const std::string& reason) {
  auto body = observation_json(observation);
  body["reason"] = reason;
  return {.stream = observation_stream(observation.observation),
          .type = std::string{kObservationAssigned},
          .division = observation.division,
          .body = std::move(body),
          .exercise = observation.exercise};
}

journal::Draft observation_withdrawn(const Observation& observation, const std::string& reason) {
  return {.stream = observation_stream(observation.observation),
          .type = std::string{kObservationWithdrawn},
          .division = observation.division,
          .body = {{"observation", observation.observation},
                   {"incident", incident_or_null(observation)},
                   {"state", "withdrawn"},
                   {"reason", reason}},
          .exercise = observation.exercise};
}

}  // namespace anlan::incidents
