#include "incidents/clock_view.hpp"

#include <algorithm>
#include <stdexcept>
#include <utility>

#include <nlohmann/json.hpp>

#include "incidents/clock_entries.hpp"
#include "incidents/clock_keeper.hpp"
#include "incidents/clock_table.hpp"
#include "incidents/incident_entries.hpp"
#include "incidents/incident_view.hpp"
#include "incidents/observation_entries.hpp"
#include "incidents/observation_view.hpp"
#include "incidents/report_entries.hpp"
#include "incidents/report_view.hpp"
#include "incidents/rollup_view.hpp"

namespace anlan::incidents {

using nlohmann::json;

namespace {

const std::string& text_of(const json& body, const char* field) { return body.at(field).get_ref<const std::string&>(); }

/// Entries name only incidents that exist; another one is a broken journal.
Incident incident_of(const journal::ApplyContext& context) {
  auto found = find_incident(context.db, text_of(context.body, "incident"));
  if (!found) throw std::runtime_error{"no incident " + text_of(context.body, "incident")};
  return std::move(*found);
}

DivisionCode county_of(DivisionCode node) {
  while (node.level() > Level::county) node = *node.parent();
  return node;
}

bool reported_finally(store::Connection& db, const Incident& incident, const DivisionCode& node) {
  const auto chain = find_chain(db, incident.incident, node);
  return chain && chain->state == ReportState::effective && chain->current.statement.phase == Phase::final;
}

/// What a county's figures come to: its own or its townships', whichever is more. A zero of last hour must not keep the
/// shortest limit from running.
std::int64_t danger_in_total(store::Connection& db, const ClockBook& book, const std::string& incident,
                             const DivisionCode& county) {
  Amount sum = 0;
  for (const auto& indicator : book.ten_or_more.indicators) {
    const auto cell = find_cell(db, incident, county.text(), {indicator, Aspect::single});
    sum += std::max(cell.own.amount.value_or(0), cell.below.value_or(0));
  }
  return sum / kHundred;
}

/// The most that any one effective report of the county states.
std::int64_t danger_in_any(store::Connection& db, const ClockBook& book, const std::string& incident,
                           const DivisionCode& county) {
  std::int64_t most = 0;
  for (const auto& report : list_reports(db, incident, county, county)) {
    if (report.state != ReportState::effective) continue;
    most = std::max(most, people_in_danger(book, report.standing()));
  }
  return most;
}

std::string danger_note(std::int64_t people) {
  const auto count = std::to_string(people);
  return "死亡、失踪、遇险被困共 " + count + " 人 (" + count + " people dead, missing or trapped)";
}

}  // namespace

std::vector<std::string> ClockView::schema() const {
  return {
      "CREATE TABLE clock ("
      "  clock TEXT PRIMARY KEY, incident TEXT NOT NULL, rule TEXT NOT NULL, division TEXT NOT NULL,"
      "  obligation_zh TEXT NOT NULL, obligation_en TEXT NOT NULL, phase TEXT NOT NULL, started_at INTEGER NOT NULL,"
      "  due_at INTEGER NOT NULL, amber_at INTEGER NOT NULL, red_at INTEGER NOT NULL, met_at INTEGER, met_by TEXT,"
      "  state TEXT NOT NULL, document TEXT NOT NULL, note TEXT, exercise INTEGER NOT NULL, cause TEXT NOT NULL,"
      "  closed_with_incident INTEGER NOT NULL, seq INTEGER NOT NULL) STRICT, WITHOUT ROWID",
      "CREATE INDEX clock_by_node ON clock (incident, division, rule)",
      "CREATE INDEX clock_by_seq ON clock (seq)",
  };
}

void ClockView::apply(const journal::ApplyContext& context) {
  const auto& type = context.entry.type;
  if (type == kObservationSubmitted || type == kObservationAssigned) {
    observed(context);
  } else if (type.starts_with("incident.")) {
    incident_moved(context);
  } else if (is_report_entry(type)) {
    reported(context);
  } else if (type == kClockSettled) {
    settled(context);
  }
}

void ClockView::observed(const journal::ApplyContext& context) const {
  const auto& named = context.body.at("incident");
  if (named.is_null()) return;
  const auto village = DivisionCode::parse(context.entry.division).value();
  if (village.level() != Level::village) return;
  const auto township = *village.parent();
  const auto& id = named.get_ref<const std::string&>();
  if (has_clock(context.db, id, "initial.township", township.text())) return;
  const auto incident = incident_of(context);
  if (incident.state == IncidentState::closed || find_chain(context.db, id, township)) return;
  // An assignment changes nothing about when the village was heard.
  const auto received_at = parse_time(text_of(context.body, "received_at")).value();
  ClockKeeper{context, book_, incident}.pass_up(kInitial, village, received_at);
}

void ClockView::incident_moved(const journal::ApplyContext& context) const {
  const auto incident = incident_of(context);
  const auto& type = context.entry.type;
  ClockKeeper keeper{context, book_, incident};
  if (type == kIncidentOpened) {
    for (const auto& beginning : starts_when_opened(book_, incident)) keeper.begin(beginning);
  } else if (type == kIncidentStabilised) {
    stabilised(context, incident);
  } else if (type == kIncidentClosed) {
    keeper.close();
  } else if (type == kIncidentReopened) {
    keeper.resume();
    if (incident.state != IncidentState::open) return;
    keeper.cancel([](const Clock& clock) { return family_of(clock.rule) == kFinal; },
                  "灾情重新发展，核报时限取消 (not stable after all)");
    goes_on(context, keeper, incident);
  }
}

void ClockView::stabilised(const journal::ApplyContext& context, const Incident& incident) const {
  auto& db = context.db;
  std::vector<DivisionCode> nodes;
  for (const auto& county : counties_of(incident.area)) {
    nodes.push_back(county);
    for (const auto& township : reported_children(db, incident.incident, county)) {
      nodes.push_back(DivisionCode::parse(township).value());
    }
    const auto villages = observing_villages(db, incident.incident, county);
    nodes.insert(nodes.end(), villages.begin(), villages.end());
  }
  std::erase_if(nodes, [&](const DivisionCode& node) { return reported_finally(db, incident, node); });
  ClockKeeper keeper{context, book_, incident};
  keeper.cancel([](const Clock& clock) { return family_of(clock.rule) == kDrought; },
                "灾情已稳定，不再按期续报，改报核报 (stable: the final report is owed instead)");
  const auto begun = starts_when_stabilised(book_, incident.hazard, *incident.stabilised_at, nodes);
  for (const auto& beginning : begun) keeper.begin(beginning);
}

void ClockView::reported(const journal::ApplyContext& context) const {
  const auto version = read_version(context.entry, context.body);
  if (version.kind == VersionKind::giving_back) return;
  const auto incident = incident_of(context);
  ClockKeeper keeper{context, book_, incident};
  if (version.kind != VersionKind::withdrawal) {
    const auto& statement = version.statement;
    // First the alarm: the report that raises it meets it too.
    alarm(context.db, keeper, incident, version);
    const bool next = version.kind == VersionKind::submission;
    keeper.meet(version.division, to_string(statement.phase), statement.received_at, version.report, next);
    keeper.pass_up(kInitial, version.division, statement.received_at);
    if (statement.phase == Phase::final) keeper.pass_up(kFinal, version.division, statement.received_at);
    if (next && statement.phase != Phase::final) go_on(keeper, version);
  }
  if (version.kind == VersionKind::withdrawal) {
    keeper.cancel(
        [&](const Clock& clock) { return family_of(clock.rule) == kDrought && clock.division == version.division; },
        "报告已撤回，续报时限取消 (the report was withdrawn)");
  }
  if (version.kind != VersionKind::submission) stand_down(context.db, keeper, version);
}

void ClockView::goes_on(const journal::ApplyContext& context, ClockKeeper& keeper, const Incident& incident) {
  for (const auto& report : list_reports(context.db, incident.incident, incident.division, incident.division)) {
    if (report.state == ReportState::withdrawn || report.current.statement.phase == Phase::final) continue;
    keeper.repeat(report.division, context.entry.recorded_at);
    if (report.division.level() == Level::county) keeper.repeat(*report.division.parent(), context.entry.recorded_at);
  }
}

void ClockView::settled(const journal::ApplyContext& context) const {
  const auto clock = find_clock(context.db, text_of(context.body, "clock")).value();
  const auto incident = incident_of(context);
  const auto met_at = parse_time(text_of(context.body, "met_at")).value();
  ClockKeeper keeper{context, book_, incident};
  keeper.settle(clock, met_at, text_of(context.body, "how"), text_of(context.body, "note"));
  keeper.pass_up(family_of(clock.rule), clock.division, met_at);
  if (family_of(clock.rule) == kDrought) keeper.repeat(clock.division, met_at);
}

void ClockView::go_on(ClockKeeper& keeper, const Version& version) {
  const auto received_at = version.statement.received_at;
  keeper.repeat(version.division, received_at);
  // The city's own reports go out in the ministry's system: its rhythm starts with the first county, and goes on each
  // time that one is said to be met there.
  if (version.division.level() == Level::county) keeper.repeat(*version.division.parent(), received_at);
}

void ClockView::alarm(store::Connection& db, ClockKeeper& keeper, const Incident& incident,
                      const Version& version) const {
  const auto county = county_of(version.division);
  const auto people = std::max(danger_in_total(db, book_, incident.incident, county),
                               danger_in_any(db, book_, incident.incident, county));
  if (!ten_or_more(book_, people)) return;
  const auto sounded = [](const Clock& clock) {
    return family_of(clock.rule) == kTenOrMore && clock.state != ClockState::cancelled;
  };
  if (std::ranges::any_of(clocks_of_node(db, incident.incident, county), sounded)) return;
  for (const auto& beginning : starts_at_ten(book_, incident, county, version.statement.received_at)) {
    keeper.begin(beginning, danger_note(people));
  }
}

void ClockView::stand_down(store::Connection& db, ClockKeeper& keeper, const Version& version) const {
  const auto county = county_of(version.division);
  const auto people = std::max(danger_in_total(db, book_, version.incident, county),
                               danger_in_any(db, book_, version.incident, county));
  if (ten_or_more(book_, people)) return;
  keeper.cancel([&county](const Clock& clock) { return family_of(clock.rule) == kTenOrMore && clock.cause == county; },
                "勘误或撤回后取消：" + danger_note(people) + "；" + version.reason);
}

void ClockView::states_between(store::Connection& db, std::string_view, std::int64_t since, std::int64_t until,
                               const journal::NotificationSink& sink) const {
  for (const auto& clock : clocks_changed(db, since, until)) {
    sink(journal::state_notification("clock", clock.clock, clock.division, clock.seq, clock_json(clock)));
  }
}

}  // namespace anlan::incidents
