#include "incidents/clock_rules.hpp"

#include <algorithm>
#include <chrono>
#include <utility>

#include "incidents/incident_rules.hpp"

namespace anlan::incidents {
namespace {

std::string rule_of(std::string_view family, Level level) {
  return std::string{family} + "." + std::string{to_string(level)};
}

/// What starts clocks: a moment, what counts from it, and the hazard, which some rows except.
struct Trigger {
  ClockStart counted;
  Instant at;
  std::string_view hazard;
};

/// Adds what a node owes by the family's row for its level, if there is one that counts from the trigger.
void add(std::vector<Beginning>& out, const ClockBook& book, std::string_view family, const DivisionCode& node,
         const Trigger& trigger, const DivisionCode& cause) {
  const auto* row = in_force(book, rule_of(family, node.level()), trigger.at);
  if (row == nullptr || row->starts != trigger.counted) return;
  if (std::ranges::find(row->except_hazards, trigger.hazard) != row->except_hazards.end()) return;
  out.push_back({row, node, trigger.at, cause});
}

Instant after(const Clock& clock, double share) {
  const std::chrono::duration<double, std::milli> limit = clock.due_at - clock.started_at;
  return clock.started_at + std::chrono::round<std::chrono::milliseconds>(limit * share);
}

/// Said when the limit comes from a document that has run out.
std::optional<std::string> expiry_note(const Beginning& beginning) {
  const auto& until = beginning.deadline->effective_until;
  if (!until || beginning.at < *until) return std::nullopt;
  const auto day = format_time(*until).substr(0, 10);
  return "所依据的规定自 " + day + " 起失效，尚无新规定，暂按原时限 (the rule is not in force since " + day + ")";
}

}  // namespace

ClockBook clock_book(const Catalogue& catalogue) {
  ClockBook book{.deadlines = catalogue.deadlines(), .colours = catalogue.clock_colours()};
  if (const auto* condition = catalogue.condition(kTenOrMore)) book.ten_or_more = *condition;
  if (const auto* condition = catalogue.condition(kDrought)) book.drought = *condition;
  return book;
}

const Deadline* in_force(const ClockBook& book, std::string_view rule, Instant at) {
  const Deadline* found = nullptr;
  for (const auto& row : book.deadlines) {
    if (row.id != rule || row.effective_from > at) continue;
    if (found == nullptr || row.effective_from > found->effective_from) found = &row;
  }
  return found;
}

std::vector<Beginning> starts_when_opened(const ClockBook& book, const Incident& incident) {
  std::vector<Beginning> out;
  for (const auto& county : counties_of(incident.area)) {
    add(out, book, kInitial, county, {ClockStart::occurred, incident.occurred_at, incident.hazard}, county);
  }
  return out;
}

std::optional<Beginning> start_when_received(const ClockBook& book, std::string_view hazard, std::string_view family,
                                             const DivisionCode& sender, Instant received_at) {
  const auto receiver = sender.parent();
  if (!receiver) return std::nullopt;
  std::vector<Beginning> out;
  add(out, book, family, *receiver, {ClockStart::received, received_at, hazard}, sender);
  if (out.empty()) return std::nullopt;
  return std::move(out.front());
}

std::vector<Beginning> starts_when_stabilised(const ClockBook& book, std::string_view hazard, Instant stabilised_at,
                                              const std::vector<DivisionCode>& nodes) {
  std::vector<Beginning> out;
  for (const auto& node : nodes) add(out, book, kFinal, node, {ClockStart::stabilised, stabilised_at, hazard}, node);
  return out;
}

std::vector<Beginning> starts_at_ten(const ClockBook& book, const Incident& incident, const DivisionCode& county,
                                     Instant received_at) {
  std::vector<Beginning> out;
  const auto& hazard = incident.hazard;
  add(out, book, kTenOrMore, county, {ClockStart::occurred, incident.occurred_at, hazard}, county);
  add(out, book, kTenOrMore, *county.parent(), {ClockStart::received, received_at, hazard}, county);
  return out;
}

std::int64_t people_in_danger(const ClockBook& book, const Figures& figures) {
  Amount sum = 0;
  for (const auto& indicator : book.ten_or_more.indicators) {
    const auto found = figures.find(indicator);
    if (found != figures.end()) sum += found->second.single.value_or(0);
  }
  return sum / kHundred;
}

bool ten_or_more(const ClockBook& book, std::int64_t people) {
  const auto& threshold = book.ten_or_more.threshold;
  return threshold && people >= *threshold;
}

Clock make_clock(const ClockBook& book, const Beginning& beginning, const Incident& incident, int n) {
  const auto& row = *beginning.deadline;
  auto key = incident.incident + "/" + row.id + "/" + beginning.division.text();
  if (n > 1) key += "/" + std::to_string(n);
  Clock clock{.clock = std::move(key),
              .incident = incident.incident,
              .rule = row.id,
              .division = beginning.division,
              .obligation = row.obligation,
              .phase = row.phase,
              .started_at = beginning.at,
              .due_at = beginning.at + row.due,
              .document = row.document + " " + row.paragraph,
              .note = expiry_note(beginning),
              .exercise = incident.exercise,
              .cause = beginning.cause};
  clock.amber_at = after(clock, book.colours.amber);
  clock.red_at = after(clock, book.colours.red);
  return clock;
}

std::optional<Beginning> start_when_reported(const ClockBook& book, const Incident& incident, const DivisionCode& node,
                                             Instant reported_at) {
  const auto& hazards = book.drought.hazards;
  if (incident.state != IncidentState::open || std::ranges::find(hazards, incident.hazard) == hazards.end()) {
    return std::nullopt;
  }
  std::vector<Beginning> out;
  add(out, book, kDrought, node, {ClockStart::reported, reported_at, incident.hazard}, node);
  if (out.empty()) return std::nullopt;
  return std::move(out.front());
}

bool fulfils(std::string_view phase, std::string_view family) noexcept { return phase == kFinal || family != kFinal; }

Result<void> check_settle(const Clock& clock, Instant met_at, Instant now) {
  if (clock.state != ClockState::running) {
    return fail(
        ProblemKind::conflict, "clock-not-running",
        {"这项时限已经办结或取消，请刷新后查看", "this obligation was met or cancelled already; reload to see how"});
  }
  if (met_at > now + kClockTolerance) {
    return fail_field("/met_at", "bad-settlement",
                      {"办结时间不能晚于现在（" + format_time(now) + "），请核对",
                       "the time lies in the future (it is " + format_time(now) + "); check it"});
  }
  return {};
}

}  // namespace anlan::incidents
