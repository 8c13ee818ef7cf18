#include "supplies/allocation_draft.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "supplies/json_fields.hpp"
#include "supplies/release.hpp"

namespace anlan::supplies {

using nlohmann::json;

namespace {

constexpr std::array kStates{AllocationState::proposed, AllocationState::approved, AllocationState::withdrawn};

json text_json(const Text& text) { return {{"zh", text.zh}, {"en", text.en}}; }
Text read_text(const json& text) { return {text.at("zh"), text.at("en")}; }
DivisionCode division_at(const json& object, const char* field) {
  return DivisionCode::parse(text_at(object, field)).value();
}
Instant time_at(const json& object, const char* field) { return parse_time(text_at(object, field)).value(); }

template <class T, class Write>
json list_json(const std::vector<T>& list, Write write) {
  auto out = json::array();
  for (const auto& one : list) out.push_back(write(one));
  return out;
}

/// The elements of a list; of parameters, where it may be missing, none.
template <class T, class Read>
std::vector<T> read_list(const json& object, const char* field, Read read) {
  std::vector<T> out;
  const auto found = object.find(field);
  if (found == object.end()) return out;
  for (const auto& one : *found) out.push_back(read(one));
  return out;
}

json edit_json(const std::optional<LineEdit>& edit) {
  if (!edit) return nullptr;
  return {{"by", edit->by}, {"at", format_time(edit->at)}, {"reason", edit->reason}, {"before", edit->before}};
}

std::optional<LineEdit> read_edit(const json& edit) {
  if (edit.is_null()) return std::nullopt;
  return LineEdit{edit.at("by"), time_at(edit, "at"), edit.at("reason"), edit.at("before")};
}

PlanLine read_line(const json& line) {
  return {.line = line.at("line"),
          .from = line.at("from"),
          .from_name = line.at("from_name"),
          .office = division_at(line, "office"),
          .to = division_at(line, "to"),
          .item = line.at("item"),
          .quantity = line.at("quantity"),
          .minutes = line.at("minutes"),
          .travel = line.at("travel"),
          .limit = line.at("limit"),
          .why = read_text(line.at("why")),
          .edited = read_edit(line.at("edited"))};
}

json gap_json(const PlanGap& gap) {
  return {{"kind", gap.kind},         {"who", gap.who},     {"item", gap.item},
          {"quantity", gap.quantity}, {"limit", gap.limit}, {"why", text_json(gap.why)}};
}

PlanGap read_gap(const json& gap) {
  return {gap.at("kind"), gap.at("who"), gap.at("item"), gap.at("quantity"), gap.at("limit"), read_text(gap.at("why"))};
}

/// As an array: a plan of a city has thousands.
json leg_json(const PlanLeg& leg) { return {leg.from, leg.to.text(), leg.minutes, leg.open}; }
PlanLeg read_leg(const json& leg) {
  return {leg.at(0), DivisionCode::parse(leg.at(1).get_ref<const std::string&>()).value(), leg.at(2), leg.at(3)};
}

json ruling_json(const std::optional<PlanRuling>& ruling) {
  if (!ruling) return nullptr;
  return {{"at", format_time(ruling->at)},
          {"by", journal::to_json(ruling->by)},
          {"order", or_null(ruling->order)},
          {"note", or_null(ruling->note)}};
}

std::optional<PlanRuling> read_ruling(const json& ruling) {
  if (ruling.is_null()) return std::nullopt;
  return PlanRuling{time_at(ruling, "at"), journal::read_actor(ruling.at("by")),
                    optional_at<std::string>(ruling, "order"), optional_at<std::string>(ruling, "note")};
}

json order_json(const PlanOrder& order) {
  return {{"release", order.release}, {"number", order.number}, {"state", order.state}, {"to", order.to.text()}};
}

PlanOrder read_order(const json& order) {
  return {order.at("release"), order.at("number"), order.at("state"), division_at(order, "to")};
}

}  // namespace

std::string_view to_string(AllocationState state) noexcept {
  switch (state) {
    case AllocationState::proposed:
      return "proposed";
    case AllocationState::approved:
      return "approved";
    case AllocationState::withdrawn:
      return "withdrawn";
  }
  return "proposed";
}

std::optional<AllocationState> parse_allocation_state(std::string_view text) noexcept {
  const auto found = std::ranges::find(kStates, text, [](AllocationState state) { return to_string(state); });
  if (found == kStates.end()) return std::nullopt;
  return *found;
}

json assumptions_json(const Assumptions& is) {
  return {{"days", is.days},
          {"people_percent", is.people_percent},
          {"people", list_json(is.people,
                               [](const AssumedPeople& one) -> json {
                                 return {{"division", one.division.text()}, {"state", one.state}, {"count", one.count}};
                               })},
          {"closed",
           list_json(is.closed,
                     [](const Closure& one) -> json { return {{"from", or_null(one.from)}, {"to", one.to.text()}}; })},
          {"closed_roads", list_json(is.closed_roads,
                                     [](const RoadCut& one) -> json {
                                       return {{"lon", one.lon}, {"lat", one.lat}, {"radius_m", one.radius_m}};
                                     })},
          {"floors", list_json(is.floors,
                               [](const Floor& one) -> json {
                                 return {{"place", one.place}, {"item", one.item}, {"amount", one.amount}};
                               })},
          {"fleets", list_json(is.fleets,
                               [](const Lorries& one) -> json {
                                 return {{"place", one.place}, {"vehicles", one.vehicles}, {"load_kg", one.load_kg}};
                               })},
          {"items", is.items},
          {"other_offices", is.other_offices},
          {"note", or_null(is.note)}};
}

Assumptions read_assumptions(const json& body) {
  return {
      .days = body.at("days"),
      .people_percent = body.value("people_percent", std::int64_t{100}),
      .people = read_list<AssumedPeople>(body, "people",
                                         [](const json& one) -> AssumedPeople {
                                           return {division_at(one, "division"), one.at("state"), one.at("count")};
                                         }),
      .closed = read_list<Closure>(
          body, "closed",
          [](const json& one) -> Closure { return {optional_at<std::string>(one, "from"), division_at(one, "to")}; }),
      .closed_roads = read_list<RoadCut>(
          body, "closed_roads",
          [](const json& one) -> RoadCut { return {one.at("lon"), one.at("lat"), one.value("radius_m", 100.0)}; }),
      .floors = read_list<Floor>(
          body, "floors", [](const json& one) -> Floor { return {one.at("place"), one.at("item"), one.at("amount")}; }),
      .fleets = read_list<Lorries>(
          body, "fleets",
          [](const json& one) -> Lorries { return {one.at("place"), one.at("vehicles"), one.at("load_kg")}; }),
      .items = read_list<std::string>(body, "items", [](const json& one) { return one.get<std::string>(); }),
      .other_offices = body.value("other_offices", false),
      .note = optional_at<std::string>(body, "note")};
}

std::optional<std::int64_t> AllocationDraft::minutes_to_last() const {
  if (lines.empty()) return std::nullopt;
  return std::ranges::max_element(lines, {}, &PlanLine::minutes)->minutes;
}

const PlanLeg* AllocationDraft::leg(const std::string& from, const DivisionCode& to) const {
  const auto found = std::ranges::find_if(legs, [&](const PlanLeg& leg) { return leg.from == from && leg.to == to; });
  return found == legs.end() ? nullptr : &*found;
}

json line_json(const PlanLine& line) {
  return {{"line", line.line},           {"from", line.from},
          {"from_name", line.from_name}, {"office", line.office.text()},
          {"to", line.to.text()},        {"item", line.item},
          {"quantity", line.quantity},   {"minutes", line.minutes},
          {"travel", line.travel},       {"limit", line.limit},
          {"why", text_json(line.why)},  {"edited", edit_json(line.edited)}};
}

json draft_json(const AllocationDraft& draft) {
  return {{"allocation", draft.allocation},
          {"number", draft.number},
          {"state", to_string(draft.state)},
          {"incident", or_null(draft.incident)},
          {"exercise", draft.exercise},
          {"division", draft.division.text()},
          {"office", draft.office.text()},
          {"assumptions", assumptions_json(draft.assumptions)},
          {"season", draft.season},
          {"good_through", draft.good_through},
          {"travel", {{"source", draft.travel}, {"note", text_json(draft.travel_note)}}},
          {"minutes_to_last", or_null(draft.minutes_to_last())},
          {"lines", list_json(draft.lines, line_json)},
          {"gaps", list_json(draft.gaps, gap_json)},
          {"legs", list_json(draft.legs, leg_json)},
          {"proposed_at", format_time(draft.proposed_at)},
          {"proposed_by", journal::to_json(draft.proposed_by)},
          {"edited_by", list_json(draft.edited_by, [](const journal::Actor& by) { return journal::to_json(by); })},
          {"reason", or_null(draft.reason)},
          {"ruling", ruling_json(draft.ruling)},
          {"orders", list_json(draft.orders, order_json)}};
}

AllocationDraft read_draft(const json& body) {
  return {.allocation = body.at("allocation"),
          .number = body.at("number"),
          .state = parse_allocation_state(text_at(body, "state")).value(),
          .incident = optional_at<std::string>(body, "incident"),
          .exercise = body.at("exercise"),
          .division = division_at(body, "division"),
          .office = division_at(body, "office"),
          .assumptions = read_assumptions(body.at("assumptions")),
          .season = body.at("season"),
          .good_through = body.at("good_through"),
          .travel = body.at("travel").at("source"),
          .travel_note = read_text(body.at("travel").at("note")),
          .lines = read_list<PlanLine>(body, "lines", read_line),
          .gaps = read_list<PlanGap>(body, "gaps", read_gap),
          .legs = read_list<PlanLeg>(body, "legs", read_leg),
          .proposed_at = time_at(body, "proposed_at"),
          .proposed_by = journal::read_actor(body.at("proposed_by")),
          .edited_by = read_list<journal::Actor>(body, "edited_by", journal::read_actor),
          .reason = optional_at<std::string>(body, "reason"),
          .ruling = read_ruling(body.at("ruling")),
          .orders = read_list<PlanOrder>(body, "orders", read_order)};
}

}  // namespace anlan::supplies
