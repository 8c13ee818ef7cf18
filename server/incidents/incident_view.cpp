#include "incidents/incident_view.hpp"

#include <utility>

#include <nlohmann/json.hpp>

#include "incidents/incident_entries.hpp"

namespace anlan::incidents {

using nlohmann::json;

namespace {

constexpr std::string_view kSelect =
    "SELECT incident, version, hazard, sub_hazard, name, occurred_at, exercise, division, state, opened_at, opened_by,"
    " stabilised_at, closed_at, close_reason FROM incident ";

std::optional<Instant> instant_at(const store::Statement& row, int column) {
  if (row.null_at(column)) return std::nullopt;
  return from_millis(row.int_at(column));
}

std::vector<DivisionCode> area_of(store::Connection& db, const std::string& incident) {
  auto rows = db.prepare("SELECT division FROM incident_area WHERE incident = ?1 ORDER BY division");
  rows.bind_all(incident);
  std::vector<DivisionCode> area;
  while (rows.step()) area.push_back(DivisionCode::parse(rows.view_at(0)).value());
  return area;
}

Incident read_row(const store::Statement& row) {
  return {.incident = row.text_at(0),
          .version = row.int_at(1),
          .hazard = row.text_at(2),
          .sub_hazard = row.optional_text_at(3),
          .name = row.text_at(4),
          .occurred_at = from_millis(row.int_at(5)),
          .division = DivisionCode::parse(row.view_at(7)).value(),
          .exercise = row.int_at(6) != 0,
          .state = parse_incident_state(row.view_at(8)).value(),
          .opened_at = from_millis(row.int_at(9)),
          .opened_by = journal::read_actor(json::parse(row.view_at(10))),
          .stabilised_at = instant_at(row, 11),
          .closed_at = instant_at(row, 12),
          .close_reason = row.optional_text_at(13)};
}

std::vector<Incident> read_all(store::Connection& db, store::Statement& rows) {
  std::vector<Incident> out;
  while (rows.step()) out.push_back(read_row(rows));
  for (auto& incident : out) incident.area = area_of(db, incident.incident);
  return out;
}

void insert_opened(const journal::ApplyContext& context) {
  const auto& entry = context.entry;
  const auto opening = read_opening(context.body);
  const auto& incident = context.body.at("incident").get_ref<const std::string&>();
  context.db
      .prepare(
          "INSERT INTO incident (incident, version, hazard, sub_hazard, name, occurred_at, exercise, division, state,"
          " opened_at, opened_by) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, 'open', ?9, ?10)")
      .run(incident, entry.stream_version, opening.hazard, opening.sub_hazard, opening.name,
           to_millis(opening.occurred_at), opening.exercise, entry.division, to_millis(entry.recorded_at), entry.actor);
  auto area = context.db.prepare("INSERT INTO incident_area (incident, division) VALUES (?1, ?2)");
  for (const auto& code : opening.area) area.run(incident, code.text());
}

std::optional<std::int64_t> stabilised_in(const json& body) {
  const auto& at = body.at("stabilised_at");
  if (at.is_null()) return std::nullopt;
  return to_millis(parse_time(at.get_ref<const std::string&>()).value());
}

void set_stabilised(const journal::ApplyContext& context) {
  context.db
      .prepare(
          "UPDATE incident SET version = ?2, state = ?3, stabilised_at = ?4, closed_at = NULL, close_reason = NULL"
          " WHERE incident = ?1")
      .run(context.body.at("incident").get_ref<const std::string&>(), context.entry.stream_version,
           context.body.at("state").get_ref<const std::string&>(), stabilised_in(context.body));
}

void set_closed(const journal::ApplyContext& context) {
  context.db
      .prepare(
          "UPDATE incident SET version = ?2, state = 'closed', closed_at = ?3, close_reason = ?4 WHERE incident = ?1")
      .run(context.body.at("incident").get_ref<const std::string&>(), context.entry.stream_version,
           to_millis(context.entry.recorded_at), context.body.at("reason").get_ref<const std::string&>());
}

}  // namespace

std::vector<std::string> IncidentView::schema() const {
  return {
      "CREATE TABLE incident ("
      "  incident TEXT PRIMARY KEY, version INTEGER NOT NULL, hazard TEXT NOT NULL, sub_hazard TEXT, name TEXT NOT "
      "NULL,"
      "  occurred_at INTEGER NOT NULL, exercise INTEGER NOT NULL, division TEXT NOT NULL, state TEXT NOT NULL,"
      "  opened_at INTEGER NOT NULL, opened_by TEXT NOT NULL, stabilised_at INTEGER, closed_at INTEGER,"
      "  close_reason TEXT) STRICT, WITHOUT ROWID",
      "CREATE INDEX incident_by_time ON incident (hazard, occurred_at)",
      "CREATE TABLE incident_area (incident TEXT NOT NULL, division TEXT NOT NULL, PRIMARY KEY (incident, division))"
      " STRICT, WITHOUT ROWID",
  };
}

void IncidentView::apply(const journal::ApplyContext& context) {
  const auto& type = context.entry.type;
  if (type == kIncidentOpened) {
    insert_opened(context);
  } else if (type == kIncidentStabilised || type == kIncidentReopened) {
    set_stabilised(context);
  } else if (type == kIncidentClosed) {
    set_closed(context);
  }
}

std::optional<Incident> find_incident(store::Connection& db, const std::string& incident) {
  static const std::string sql = std::string{kSelect} + "WHERE incident = ?1";
  auto row = db.prepare(sql);
  row.bind_all(incident);
  if (!row.step()) return std::nullopt;
  auto found = read_row(row);
  found.area = area_of(db, incident);
  return found;
}

std::optional<Standing> find_standing(store::Connection& db, const std::string& incident) {
  auto row = db.prepare("SELECT state, exercise FROM incident WHERE incident = ?1");
  row.bind_all(incident);
  if (!row.step()) return std::nullopt;
  return Standing{parse_incident_state(row.view_at(0)).value(), row.int_at(1) != 0};
}

std::vector<Incident> list_incidents(store::Connection& db, const DivisionCode& jurisdiction,
                                     std::optional<IncidentState> state) {
  static const std::string sql =
      std::string{kSelect} + "WHERE ?1 IS NULL OR state = ?1 ORDER BY occurred_at DESC, incident DESC";
  auto rows = db.prepare(sql);
  if (state) {
    rows.bind(1, to_string(*state));
  } else {
    rows.bind(1, nullptr);
  }
  auto all = read_all(db, rows);
  std::erase_if(all, [&](const Incident& incident) { return !touches(incident.area, jurisdiction); });
  return all;
}

std::vector<Incident> incidents_between(store::Connection& db, const std::string& hazard, Instant from, Instant until) {
  static const std::string sql =
      std::string{kSelect} +
      "WHERE hazard = ?1 AND occurred_at BETWEEN ?2 AND ?3 ORDER BY occurred_at DESC, incident DESC";
  auto rows = db.prepare(sql);
  rows.bind_all(hazard, to_millis(from), to_millis(until));
  return read_all(db, rows);
}

json incident_json(const Incident& incident) {
  auto area = json::array();
  for (const auto& code : incident.area) area.push_back(code.text());
  json out{{"incident", incident.incident},
           {"version", incident.version},
           {"hazard", incident.hazard},
           {"sub_hazard", incident.sub_hazard ? json(*incident.sub_hazard) : json(nullptr)},
           {"name", incident.name},
           {"occurred_at", format_time(incident.occurred_at)},
           {"area", std::move(area)},
           {"exercise", incident.exercise},
           {"state", to_string(incident.state)},
           {"opened_at", format_time(incident.opened_at)},
           {"opened_by", journal::to_json(incident.opened_by)}};
  if (incident.stabilised_at) out["stabilised_at"] = format_time(*incident.stabilised_at);
  if (incident.closed_at) out["closed_at"] = format_time(*incident.closed_at);
  if (incident.close_reason) out["close_reason"] = *incident.close_reason;
  return out;
}

}  // namespace anlan::incidents
