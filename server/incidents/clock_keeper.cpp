#include "incidents/clock_keeper.hpp"

#include <algorithm>

#include <nlohmann/json.hpp>

#include "incidents/clock_table.hpp"

namespace anlan::incidents {
namespace {

bool running(const Clock& clock) { return clock.state == ClockState::running; }

void add_note(Clock& clock, const std::string& note) {
  if (note.empty()) return;
  clock.note = clock.note ? *clock.note + "；" + note : note;
}

}  // namespace

void ClockKeeper::begin(const Beginning& beginning, const std::string& note) {
  if (incident_.state == IncidentState::closed) return;
  const auto known = clocks_of_node(context_.db, incident_.incident, beginning.division);
  const auto same = [&beginning](const Clock& clock) { return clock.rule == beginning.deadline->id; };
  auto clock = make_clock(book_, beginning, incident_, static_cast<int>(std::ranges::count_if(known, same)) + 1);
  add_note(clock, note);
  clock.seq = context_.entry.seq;
  insert_clock(context_.db, clock);
  tell(clock);
}

void ClockKeeper::begin_once(const std::optional<Beginning>& beginning) {
  if (!beginning) return;
  const auto& rule = beginning->deadline->id;
  if (!has_clock(context_.db, incident_.incident, rule, beginning->division.text())) begin(*beginning);
}

void ClockKeeper::begin_unless_running(const std::optional<Beginning>& beginning) {
  if (!beginning) return;
  const auto known = clocks_of_node(context_.db, incident_.incident, beginning->division);
  const auto covers = [&](const Clock& clock) { return running(clock) && clock.rule == beginning->deadline->id; };
  if (std::ranges::none_of(known, covers)) begin(*beginning);
}

void ClockKeeper::meet(const DivisionCode& division, std::string_view phase, Instant met_at, const std::string& report,
                       bool next) {
  for (auto& clock : clocks_of_node(context_.db, incident_.incident, division)) {
    if (!running(clock) || !fulfils(phase, family_of(clock.rule))) continue;
    if (!next && family_of(clock.rule) == kDrought) continue;
    clock.state = ClockState::met;
    clock.met_at = met_at;
    clock.met_by = report;
    write(clock);
  }
}

void ClockKeeper::settle(Clock clock, Instant met_at, const std::string& how, const std::string& note) {
  clock.state = ClockState::met;
  clock.met_at = met_at;
  clock.met_by = how;
  add_note(clock, note);
  write(clock);
}

void ClockKeeper::repeat(const DivisionCode& node, Instant reported_at) {
  begin_unless_running(start_when_reported(book_, incident_, node, reported_at));
}

void ClockKeeper::pass_up(std::string_view family, const DivisionCode& sender, Instant received_at) {
  const auto beginning = start_when_received(book_, incident_.hazard, family, sender, received_at);
  if (family == kInitial) begin_once(beginning);
  if (family == kFinal) begin_unless_running(beginning);
}

void ClockKeeper::cancel(const Choice& chosen, const std::string& note) {
  for (auto& clock : clocks_of_incident(context_.db, incident_.incident)) {
    if (!running(clock) || !chosen(clock)) continue;
    clock.state = ClockState::cancelled;
    add_note(clock, note);
    write(clock);
  }
}

void ClockKeeper::close() {
  for (auto& clock : clocks_of_incident(context_.db, incident_.incident)) {
    if (!running(clock)) continue;
    clock.state = ClockState::cancelled;
    clock.closed_with_incident = true;
    write(clock);
  }
}

void ClockKeeper::resume() {
  for (auto& clock : clocks_of_incident(context_.db, incident_.incident)) {
    if (!clock.closed_with_incident) continue;
    clock.state = ClockState::running;
    clock.closed_with_incident = false;
    write(clock);
  }
}

void ClockKeeper::write(Clock& clock) {
  clock.seq = context_.entry.seq;
  update_clock(context_.db, clock);
  tell(clock);
}

void ClockKeeper::tell(const Clock& clock) const {
  if (!context_.effects.heard()) return;
  context_.effects.state("clock", clock.clock, clock.division, clock.seq, clock_json(clock));
}

}  // namespace anlan::incidents
