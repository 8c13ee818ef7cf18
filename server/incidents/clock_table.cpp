#include "incidents/clock_table.hpp"

namespace anlan::incidents {
namespace {

constexpr std::string_view kSelect =
    "SELECT clock, incident, rule, division, obligation_zh, obligation_en, phase, started_at, due_at, amber_at, red_at,"
    " met_at, met_by, state, document, note, exercise, cause, closed_with_incident, seq FROM clock ";

std::optional<std::int64_t> millis(const std::optional<Instant>& at) {
  if (!at) return std::nullopt;
  return to_millis(*at);
}

Clock read_row(const store::Statement& row) {
  const auto met_at = row.optional_int_at(11);
  return {.clock = row.text_at(0),
          .incident = row.text_at(1),
          .rule = row.text_at(2),
          .division = DivisionCode::parse(row.view_at(3)).value(),
          .obligation = {row.text_at(4), row.text_at(5)},
          .phase = row.text_at(6),
          .started_at = from_millis(row.int_at(7)),
          .due_at = from_millis(row.int_at(8)),
          .amber_at = from_millis(row.int_at(9)),
          .red_at = from_millis(row.int_at(10)),
          .met_at = met_at ? std::optional{from_millis(*met_at)} : std::nullopt,
          .met_by = row.optional_text_at(12),
          .state = parse_clock_state(row.view_at(13)).value(),
          .document = row.text_at(14),
          .note = row.optional_text_at(15),
          .exercise = row.int_at(16) != 0,
          .cause = DivisionCode::parse(row.view_at(17)).value(),
          .closed_with_incident = row.int_at(18) != 0,
          .seq = row.int_at(19)};
}

std::vector<Clock> read_all(store::Statement& rows) {
  std::vector<Clock> out;
  while (rows.step()) out.push_back(read_row(rows));
  return out;
}

std::string below(const DivisionCode& node) { return node.text().substr(0, significant_digits(node.level())) + "%"; }

}  // namespace

void insert_clock(store::Connection& db, const Clock& clock) {
  db.prepare(
        "INSERT INTO clock (clock, incident, rule, division, obligation_zh, obligation_en, phase, started_at, due_at,"
        " amber_at, red_at, met_at, met_by, state, document, note, exercise, cause, closed_with_incident, seq)"
        " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20)")
      .run(clock.clock, clock.incident, clock.rule, clock.division.text(), clock.obligation.zh, clock.obligation.en,
           clock.phase, to_millis(clock.started_at), to_millis(clock.due_at), to_millis(clock.amber_at),
           to_millis(clock.red_at), millis(clock.met_at), clock.met_by, to_string(clock.state), clock.document,
           clock.note, clock.exercise, clock.cause.text(), clock.closed_with_incident, clock.seq);
}

void update_clock(store::Connection& db, const Clock& clock) {
  db.prepare(
        "UPDATE clock SET state = ?2, met_at = ?3, met_by = ?4, note = ?5, closed_with_incident = ?6, seq = ?7"
        " WHERE clock = ?1")
      .run(clock.clock, to_string(clock.state), millis(clock.met_at), clock.met_by, clock.note,
           clock.closed_with_incident, clock.seq);
}

std::optional<Clock> find_clock(store::Connection& db, const std::string& clock) {
  static const std::string sql = std::string{kSelect} + "WHERE clock = ?1";
  auto row = db.prepare(sql);
  row.bind_all(clock);
  if (!row.step()) return std::nullopt;
  return read_row(row);
}

std::vector<Clock> clocks_of_node(store::Connection& db, const std::string& incident, const DivisionCode& division) {
  static const std::string sql =
      std::string{kSelect} + "WHERE incident = ?1 AND division = ?2 ORDER BY started_at, clock";
  auto rows = db.prepare(sql);
  rows.bind_all(incident, division.text());
  return read_all(rows);
}

std::vector<Clock> clocks_of_incident(store::Connection& db, const std::string& incident) {
  static const std::string sql = std::string{kSelect} + "WHERE incident = ?1 ORDER BY clock";
  auto rows = db.prepare(sql);
  rows.bind_all(incident);
  return read_all(rows);
}

bool has_clock(store::Connection& db, const std::string& incident, std::string_view rule, std::string_view division) {
  auto row = db.prepare("SELECT 1 FROM clock WHERE incident = ?1 AND division = ?2 AND rule = ?3");
  row.bind_all(incident, division, rule);
  return row.step();
}

std::vector<Clock> list_clocks(store::Connection& db, const DivisionCode& jurisdiction,
                               const std::optional<std::string>& incident, bool open_only) {
  static const std::string sql =
      std::string{kSelect} +
      "WHERE division LIKE ?1 AND (?2 IS NULL OR incident = ?2) AND (?3 = 0 OR state = 'running')"
      " ORDER BY due_at, clock";
  auto rows = db.prepare(sql);
  rows.bind_all(below(jurisdiction), incident, open_only);
  return read_all(rows);
}

std::vector<Clock> clocks_changed(store::Connection& db, std::int64_t since, std::int64_t until) {
  static const std::string sql = std::string{kSelect} + "WHERE seq > ?1 AND seq <= ?2 ORDER BY seq, clock";
  auto rows = db.prepare(sql);
  rows.bind_all(since, until);
  return read_all(rows);
}

}  // namespace anlan::incidents
