#include "incidents/report_view.hpp"

#include <nlohmann/json.hpp>

#include "base/json.hpp"
#include "incidents/report_entries.hpp"

namespace anlan::incidents {

using nlohmann::json;

namespace {

constexpr std::string_view kSelectReport =
    "SELECT r.report, r.incident, r.division, r.state, r.exercise, v.version, v.seq, v.recorded_at, v.actor, v.content,"
    " r.settled"
    " FROM report r JOIN report_version v ON v.report = r.report AND v.version = r.version ";

Report read_report(const store::Statement& row) {
  const auto division = DivisionCode::parse(row.view_at(2)).value();
  Report report{.report = row.text_at(0),
                .incident = row.text_at(1),
                .division = division,
                .state = parse_report_state(row.view_at(3)).value(),
                .current = {.report = row.text_at(0),
                            .incident = row.text_at(1),
                            .division = division,
                            .exercise = row.int_at(4) != 0,
                            .version = row.int_at(5),
                            .seq = row.int_at(6),
                            .recorded_at = from_millis(row.int_at(7)),
                            .actor = json::parse(row.view_at(8))}};
  read_content(json::parse(row.view_at(9)), report.current);
  report.settled = read_figures(json::parse(row.view_at(10)));
  return report;
}

std::string prefix_of(const DivisionCode& node) {
  return node.text().substr(0, significant_digits(node.level())) + "%";
}

/// What stands before this version's statement: a submission settles the one it follows.
Figures settled_before(store::Connection& db, const Version& version) {
  const auto chain = find_report(db, version.report, version.division);
  if (!chain) return {};
  return version.kind == VersionKind::submission ? chain->standing() : chain->settled;
}

void put_report(store::Connection& db, const Version& version) {
  db.prepare(
        "INSERT INTO report (report, incident, division, state, exercise, version, settled)"
        " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)"
        " ON CONFLICT (report) DO UPDATE SET state = ?4, version = ?6, settled = ?7")
      .run(version.report, version.incident, version.division.text(), to_string(state_after(version.kind)),
           version.exercise, version.version, dump(to_json(settled_before(db, version))));
}

void put_version(store::Connection& db, const Version& version) {
  db.prepare(
        "INSERT INTO report_version (report, version, seq, recorded_at, actor, content)"
        " VALUES (?1, ?2, ?3, ?4, ?5, ?6)")
      .run(version.report, version.version, version.seq, to_millis(version.recorded_at), dump(version.actor),
           dump(content_json(version)));
}

}  // namespace

std::vector<std::string> ReportView::schema() const {
  return {
      "CREATE TABLE report ("
      "  report TEXT PRIMARY KEY, incident TEXT NOT NULL, division TEXT NOT NULL, state TEXT NOT NULL,"
      "  exercise INTEGER NOT NULL, version INTEGER NOT NULL, settled TEXT NOT NULL) STRICT, WITHOUT ROWID",
      "CREATE UNIQUE INDEX report_chain ON report (incident, division) WHERE state <> 'withdrawn'",
      "CREATE INDEX report_by_incident ON report (incident, division, report)",
      "CREATE TABLE report_version ("
      "  report TEXT NOT NULL, version INTEGER NOT NULL, seq INTEGER NOT NULL, recorded_at INTEGER NOT NULL,"
      "  actor TEXT NOT NULL, content TEXT NOT NULL, PRIMARY KEY (report, version)) STRICT",
  };
}

void ReportView::apply(const journal::ApplyContext& context) {
  if (!is_report_entry(context.entry.type)) return;
  const auto version = read_version(context.entry, context.body);
  put_report(context.db, version);
  put_version(context.db, version);
}

std::optional<Report> find_report(store::Connection& db, const std::string& report, const DivisionCode& jurisdiction) {
  static const std::string sql = std::string{kSelectReport} + "WHERE r.report = ?1 AND r.division LIKE ?2";
  auto row = db.prepare(sql);
  row.bind_all(report, prefix_of(jurisdiction));
  return row.step() ? std::optional{read_report(row)} : std::nullopt;
}

std::optional<DivisionCode> division_of_report(store::Connection& db, const std::string& report) {
  auto row = db.prepare("SELECT division FROM report WHERE report = ?1");
  row.bind_all(report);
  return row.step() ? std::optional{DivisionCode::parse(row.view_at(0)).value()} : std::nullopt;
}

std::optional<Report> find_chain(store::Connection& db, const std::string& incident, const DivisionCode& division) {
  static const std::string sql =
      std::string{kSelectReport} + "WHERE r.incident = ?1 AND r.division = ?2 AND r.state <> 'withdrawn'";
  auto row = db.prepare(sql);
  row.bind_all(incident, division.text());
  return row.step() ? std::optional{read_report(row)} : std::nullopt;
}

std::vector<Report> list_reports(store::Connection& db, const std::string& incident, const DivisionCode& node,
                                 const DivisionCode& jurisdiction) {
  static const std::string sql =
      std::string{kSelectReport} +
      "WHERE r.incident = ?1 AND r.division LIKE ?2 AND r.division LIKE ?3 ORDER BY r.division, r.report";
  auto rows = db.prepare(sql);
  rows.bind_all(incident, prefix_of(node), prefix_of(jurisdiction));
  std::vector<Report> out;
  while (rows.step()) out.push_back(read_report(rows));
  return out;
}

std::vector<Version> report_versions(store::Connection& db, const Report& report) {
  auto rows = db.prepare(
      "SELECT version, seq, recorded_at, actor, content FROM report_version WHERE report = ?1 ORDER BY version");
  rows.bind_all(report.report);
  std::vector<Version> out;
  while (rows.step()) {
    auto& version = out.emplace_back(Version{.report = report.report,
                                             .incident = report.incident,
                                             .division = report.division,
                                             .exercise = report.current.exercise,
                                             .version = rows.int_at(0),
                                             .seq = rows.int_at(1),
                                             .recorded_at = from_millis(rows.int_at(2)),
                                             .actor = json::parse(rows.view_at(3))});
    read_content(json::parse(rows.view_at(4)), version);
  }
  return out;
}

json version_json(const Version& version) {
  auto out = content_json(version);
  out["version"] = version.version;
  out["seq"] = version.seq;
  out["recorded_at"] = format_time(version.recorded_at);
  out["actor"] = version.actor;
  return out;
}

json report_json(const Report& report) {
  return {{"report", report.report},
          {"incident", report.incident},
          {"division", report.division.text()},
          {"level", to_string(report.division.level())},
          {"version", report.current.version},
          {"phase", to_string(report.current.statement.phase)},
          {"state", to_string(report.state)},
          {"exercise", report.current.exercise},
          {"current", version_json(report.current)},
          {"standing", to_json(report.standing())}};
}

}  // namespace anlan::incidents
