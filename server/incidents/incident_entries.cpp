#include "incidents/incident_entries.hpp"

#include <utility>

namespace anlan::incidents {

using nlohmann::json;

namespace {

journal::Draft draft(const Incident& incident, std::string_view type, json body) {
  body["incident"] = incident.incident;
  return {.stream = incident_stream(incident.incident),
          .type = std::string{type},
          .division = incident.division,
          .body = std::move(body),
          .exercise = incident.exercise};
}

}  // namespace

void declare_incident_entries(journal::EntryTypes& types) {
  for (const auto type : {kIncidentOpened, kIncidentStabilised, kIncidentClosed, kIncidentReopened}) {
    types.declare({.name = std::string{type}, .reach = journal::Reach::both});
  }
}

std::string incident_stream(const std::string& incident) { return "incident/" + incident; }

journal::Draft incident_opened(const std::string& incident, const Opening& opening) {
  auto area = json::array();
  for (const auto& code : opening.area) area.push_back(code.text());
  json body{{"incident", incident},     {"state", to_string(IncidentState::open)},
            {"hazard", opening.hazard}, {"sub_hazard", opening.sub_hazard ? json(*opening.sub_hazard) : json(nullptr)},
            {"name", opening.name},     {"occurred_at", format_time(opening.occurred_at)},
            {"area", std::move(area)},  {"exercise", opening.exercise}};
  return {.stream = incident_stream(incident),
          .type = std::string{kIncidentOpened},
          .division = common_node(opening.area),
          .body = std::move(body),
          .exercise = opening.exercise,
          .occurred_at = opening.occurred_at};
}

journal::Draft incident_stabilised(const Incident& incident, Instant stabilised_at) {
  auto fact = draft(incident, kIncidentStabilised,
                    {{"state", to_string(IncidentState::stable)}, {"stabilised_at", format_time(stabilised_at)}});
  fact.occurred_at = stabilised_at;
  return fact;
}

journal::Draft incident_closed(const Incident& incident, const std::string& reason) {
  return draft(incident, kIncidentClosed, {{"state", to_string(IncidentState::closed)}, {"reason", reason}});
}

journal::Draft incident_reopened(const Incident& incident, const std::string& reason) {
  const bool still_stable = incident.state == IncidentState::closed && incident.stabilised_at.has_value();
  return draft(incident, kIncidentReopened,
               {{"state", to_string(still_stable ? IncidentState::stable : IncidentState::open)},
                {"stabilised_at", still_stable ? json(format_time(*incident.stabilised_at)) : json(nullptr)},
                {"reason", reason}});
}

Opening read_opening(const json& body) {
  Opening opening{.hazard = body.at("hazard"),
                  .name = body.at("name"),
                  .occurred_at = parse_time(body.at("occurred_at").get_ref<const std::string&>()).value(),
                  .exercise = body.at("exercise")};
  if (const auto& sub = body.at("sub_hazard"); !sub.is_null()) opening.sub_hazard = sub;
  for (const auto& code : body.at("area")) {
    opening.area.push_back(DivisionCode::parse(code.get_ref<const std::string&>()).value());
  }
  return opening;
}

}  // namespace anlan::incidents
