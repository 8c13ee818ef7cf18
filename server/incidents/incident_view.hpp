#pragma once

#include <optional>
#include <string>
#include <vector>

#include <nlohmann/json_fwd.hpp>

#include "incidents/incident.hpp"
#include "journal/view.hpp"

namespace anlan::incidents {

/// Incidents as they stand. Tables:
///
/// - `incident`: a row per incident.
/// - `incident_area`: a row per county or township of its area.
class IncidentView final : public journal::View {
 public:
  [[nodiscard]] std::string_view name() const override { return "incident"; }
  [[nodiscard]] std::string fingerprint() const override { return "1"; }
  [[nodiscard]] std::vector<std::string> schema() const override;
  [[nodiscard]] std::vector<std::string> tables() const override { return {"incident_area", "incident"}; }
  void apply(const journal::ApplyContext& context) override;
};

/// An incident whoever asks: for rules, and for views that need its times and area.
[[nodiscard]] std::optional<Incident> find_incident(store::Connection& db, const std::string& incident);

/// What a fact about an incident has to know of it. One lookup, for the busy ways.
struct Standing {
  IncidentState state = IncidentState::open;
  bool exercise = false;
};
[[nodiscard]] std::optional<Standing> find_standing(store::Connection& db, const std::string& incident);

/// Incidents whose area has something in common with the jurisdiction, the latest disaster first.
[[nodiscard]] std::vector<Incident> list_incidents(store::Connection& db, const DivisionCode& jurisdiction,
                                                   std::optional<IncidentState> state);

/// Incidents of this hazard whose disaster began within [from, until], whatever their state; the latest first.
[[nodiscard]] std::vector<Incident> incidents_between(store::Connection& db, const std::string& hazard, Instant from,
                                                      Instant until);

/// The wire's Incident.
[[nodiscard]] nlohmann::json incident_json(const Incident& incident);

}  // namespace anlan::incidents
