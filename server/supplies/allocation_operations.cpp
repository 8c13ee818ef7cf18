#include "supplies/allocation_operations.hpp"

#include <utility>

#include "base/json.hpp"
#include "base/uuid.hpp"
#include "incidents/incident_view.hpp"
#include "supplies/allocation_draft_entries.hpp"
#include "supplies/allocation_draft_view.hpp"
#include "supplies/allocation_planning_queries.hpp"
#include "supplies/json_fields.hpp"
#include "supplies/place_view.hpp"
#include "supplies/supply_shapes_operations.hpp"

namespace anlan::supplies {

using access::Role;
using access::RoleSet;
using api::may;
using api::need;
using api::Shape;
using boost::asio::awaitable;
using nlohmann::json;

namespace {

/// Who plans; who then approves is another role of these or the leader.
constexpr RoleSet kPlanners{Role::county_duty, Role::city_duty, Role::dispatcher};
constexpr std::int64_t kMostDays = 90;
constexpr std::int64_t kMostPeople = 10'000'000;
constexpr std::size_t kMostAssumed = 2'000;

Shape state_shape() { return Shape::one_of({"sheltered", "hosted", "precautionary_move", "emergency_relief_need"}); }

Shape assumptions_shape() {
  const auto person = Shape::object({need("division", Shape::division()), need("state", state_shape()),
                                     need("count", Shape::integer(0, kMostPeople))});
  const auto closure = Shape::object({may("from", Shape::uuid().or_null(), "a store; all of them without it"),
                                      need("to", Shape::division(), "nobody gets to this unit or any below it")});
  const auto cut = Shape::object({need("lon", Shape::number(-180, 180)), need("lat", Shape::number(-90, 90)),
                                  may("radius_m", Shape::number(1, 50'000))});
  const auto floor = Shape::object(
      {need("place", Shape::uuid()), need("item", Shape::text(1, 60)), need("amount", Shape::integer(0, kMostUnits))});
  const auto fleet = Shape::object({need("place", Shape::uuid()), need("vehicles", Shape::integer(0, 10'000)),
                                    need("load_kg", Shape::integer(1, 1'000'000))});
  return Shape::object(
      {need("days", Shape::integer(1, kMostDays), "that the goods have to last"),
       may("people_percent", Shape::integer(1, 1'000), "of the people reported"),
       may("people", Shape::array(person, 0, kMostAssumed), "assumed instead of the reported ones of these units"),
       may("closed", Shape::array(closure, 0, kMostAssumed)),
       may("closed_roads", Shape::array(cut, 0, 200), "places where roads are cut, on the road layer"),
       may("floors", Shape::array(floor, 0, kMostAssumed)), may("fleets", Shape::array(fleet, 0, 500)),
       may("items", Shape::array(Shape::text(1, 60), 0, 200)),
       may("other_offices", Shape::boolean(), "also stores whose use another office orders: it will be asked"),
       may("note", Shape::text(0, kLongestReason).or_null(), "what is assumed, in words")});
}

std::vector<api::Field> plan_fields() {
  return {may("incident", Shape::uuid().or_null(), "nothing: goods are moved ahead of a disaster"),
          may("exercise", Shape::boolean(), "without an incident"),
          need("division", Shape::division(), "whose need is met"),
          may("office", Shape::division(), "whose stores may be ordered from; the division itself without it"),
          need("assumptions", assumptions_shape())};
}

DivisionCode office_of(const json& params) {
  return DivisionCode::parse(text_at(params, params.contains("office") ? "office" : "division")).value();
}

tl::unexpected<Problem> unknown(std::string pointer, const char* type, Text detail) {
  return fail_field("/assumptions" + std::move(pointer), type, std::move(detail));
}

/// Whether what the assumptions name exists.
Result<void> check_named(store::Connection& db, const AllocationParts& parts, const Assumptions& is) {
  const Text no_place{"没有这个库点，请刷新后重选", "there is no such place; reload and choose again"};
  const Text no_unit{"没有这个区划代码，请核对", "there is no such division; check the code"};
  const auto known = [&](const DivisionCode& unit) { return parts.planning.divisions.exists(unit); };
  const auto at = [](const char* list, std::size_t index, const char* field) {
    return std::string{list} + std::to_string(index) + field;
  };
  for (std::size_t i = 0; i < is.people.size(); ++i) {
    if (!known(is.people[i].division)) return unknown(at("/people/", i, "/division"), "unknown-division", no_unit);
  }
  for (std::size_t i = 0; i < is.closed.size(); ++i) {
    const auto& one = is.closed[i];
    if (!known(one.to)) return unknown(at("/closed/", i, "/to"), "unknown-division", no_unit);
    if (one.from && !find_place(db, *one.from)) return unknown(at("/closed/", i, "/from"), "unknown-place", no_place);
  }
  for (std::size_t i = 0; i < is.floors.size(); ++i) {
    if (!find_place(db, is.floors[i].place)) return unknown(at("/floors/", i, "/place"), "unknown-place", no_place);
  }
  for (std::size_t i = 0; i < is.fleets.size(); ++i) {
    if (!find_place(db, is.fleets[i].place)) return unknown(at("/fleets/", i, "/place"), "unknown-place", no_place);
  }
  return {};
}

/// The facts of a plan, in a reader's snapshot.
Result<PlanFacts> read_facts(store::Connection& db, const AllocationParts& parts, const json& params, Instant now) {
  const auto incident = optional_at<std::string>(params, "incident");
  const auto exercise = exercise_for(db, incident, params.value("exercise", false));
  if (!exercise) return fail(exercise.error());
  const auto assumptions = read_assumptions(params.at("assumptions"));
  if (auto held = check_named(db, parts, assumptions); !held) return fail(std::move(held.error()));
  NeedQuestion question{.incident = incident.value_or(""),
                        .exercise = *exercise,
                        .scope = DivisionCode::parse(text_at(params, "division")).value(),
                        .days = assumptions.days,
                        .now = now};
  auto facts =
      read_plan_facts(db, parts.planning.norms, parts.planning.divisions, question, office_of(params), assumptions);
  facts.roads = parts.roads.network(db);
  return facts;
}

/// A plan that nobody answers for yet: without a name, a number or a proposer.
AllocationDraft draft_of(const json& params, const PlanFacts& facts, PlanDraft plan) {
  return {.allocation = {},
          .number = {},
          .incident = optional_at<std::string>(params, "incident"),
          .exercise = facts.question.exercise,
          .division = facts.question.scope,
          .office = facts.office,
          .assumptions = read_assumptions(params.at("assumptions")),
          .season = std::move(plan.season),
          .good_through = std::move(plan.good_through),
          .travel = std::move(plan.travel),
          .travel_note = std::move(plan.travel_note),
          .lines = std::move(plan.lines),
          .gaps = std::move(plan.gaps),
          .legs = std::move(plan.legs),
          .proposed_at = facts.question.now};
}

struct Planned {
  AllocationDraft draft;
  std::vector<NeedAt> needs = {};
};

awaitable<Result<Planned>> plan(AllocationParts parts, json params) {
  auto read = [parts, params, now = parts.now()](store::Connection& db) { return read_facts(db, parts, params, now); };
  auto facts = co_await parts.readers.run(std::move(read));
  if (!facts) co_return fail(std::move(facts.error()));
  auto work = [parts, params, facts = std::move(*facts)]() -> Result<Planned> {
    auto made = make_plan(facts, read_assumptions(params.at("assumptions")), parts.goods, parts.planning.norms);
    if (!made) return fail(std::move(made.error()));
    auto needs = std::move(made->needs);
    return Planned{draft_of(params, facts, std::move(*made)), std::move(needs)};
  };
  co_return co_await parts.workers.run(std::move(work));
}

awaitable<Result<std::string>> plan_ahead(AllocationParts parts, json params) {
  const auto planned = co_await plan(std::move(parts), std::move(params));
  if (!planned) co_return fail(planned.error());
  co_return dump(draft_json(planned->draft));
}

/// Whose stores a plan may use is for those who work there to say.
Result<void> check_office(const DivisionCode& division, const DivisionCode& office, const access::Caller& caller) {
  if (division.within(caller.jurisdiction) && office == caller.jurisdiction) return {};
  return fail_field("/office", "outside-jurisdiction",
                    {"只能为本辖区测算，并从本级可动用的库点调拨",
                     "plan for your own jurisdiction, from the stores your own office orders from"});
}

Result<api::Decision> decide_propose(const api::CommandContext& context) {
  auto draft = read_draft(json::parse(context.prepared));
  if (auto held = check_office(draft.division, draft.office, context.caller); !held) {
    return fail(std::move(held.error()));
  }
  if (const auto open = exercise_for(context.db, draft.incident, draft.exercise); !open) return fail(open.error());
  draft.allocation = make_uuid(context.now);
  draft.number = next_allocation_number(context.db);
  draft.proposed_at = context.now;
  draft.proposed_by = context.caller.actor();
  draft.reason = draft.assumptions.note;
  api::Decision decision;
  decision.entries.push_back(allocation_fact(kAllocationProposed, draft));
  decision.answer = [id = draft.allocation](store::Connection& db, const std::vector<journal::Entry>&) {
    return json{{"allocation", allocation_wire(find_allocation(db, id).value())}};
  };
  return decision;
}

api::Operation propose(const AllocationParts& parts) {
  auto fields = plan_fields();
  fields.insert(fields.begin(), need("command_id", Shape::uuid()));
  return {.name = "allocation.propose",
          .kind = api::Kind::command,
          .summary = {"生成调拨方案：哪个库向哪里发什么、发多少，逐行说明理由",
                      "Propose an allocation: which store sends what to whom, each line explained"},
          .params = Shape::object(std::move(fields)),
          .roles = kPlanners,
          .scope = api::division_at("division"),
          .command = decide_propose,
          .prepare = [parts](json params) { return plan_ahead(parts, std::move(params)); }};
}

awaitable<Result<api::Reply>> try_out(AllocationParts parts, api::ActionContext context) {
  const auto division = DivisionCode::parse(text_at(context.params, "division")).value();
  if (auto held = check_office(division, office_of(context.params), *context.caller); !held) {
    co_return fail(std::move(held.error()));
  }
  const auto planned = co_await plan(std::move(parts), std::move(context.params));
  if (!planned) co_return fail(planned.error());
  json out{{"plan", draft_json(planned->draft)}, {"needs", json::array()}};
  for (const auto& one : planned->needs) out["needs"].push_back(need_json(one));
  co_return api::Reply{.json = dump(out)};
}

/// The same plan, asked "what if": nothing is recorded.
api::Operation try_it(const AllocationParts& parts) {
  return {.name = "allocation.try",
          .kind = api::Kind::action,
          .summary = {"试算调拨方案，不留记录：人数、天数、封路改变时会怎样",
                      "Try an allocation without recording it: what if people, days or roads change"},
          .params = Shape::object(plan_fields()),
          .roles = kPlanners,
          .action = [parts](api::ActionContext context) { return try_out(parts, std::move(context)); }};
}

}  // namespace

Result<bool> exercise_for(store::Connection& db, const std::optional<std::string>& incident, bool otherwise) {
  if (!incident) return otherwise;
  const auto standing = incidents::find_standing(db, *incident);
  if (!standing) {
    return fail(ProblemKind::not_found, "unknown-incident",
                {"没有这个事件，请从列表中选择", "there is no such incident; choose one of the list"});
  }
  if (standing->state == incidents::IncidentState::closed) {
    return fail(ProblemKind::conflict, "incident-closed",
                {"该事件已经关闭，不能再调拨；确需调拨请先重新开启事件",
                 "the incident is closed; reopen it before allocating goods for it"});
  }
  return standing->exercise;
}

json allocation_wire(const AllocationDraft& draft) {
  auto out = draft_json(draft);
  out["version"] = draft.version;
  return out;
}

Result<DivisionCode> division_of_allocation(store::Connection& db, const json& params) {
  const auto found = find_allocation(db, text_at(params, "allocation"));
  if (found) return found->division;
  return fail(ProblemKind::not_found, "unknown-allocation",
              {"没有这份方案，请刷新后重选", "there is no such plan; reload and choose again"});
}

void declare_allocation_operations(api::Registry& registry, const AllocationParts& parts) {
  registry.add(propose(parts));
  registry.add(try_it(parts));
  declare_allocation_decisions(registry, parts);
  declare_allocation_queries(registry);
  registry.add(api::Topic{
      .name = "allocation",
      .summary = {"调拨方案的提出、修改、批准与撤回", "Allocations proposed, edited, approved and withdrawn"},
      .roles = kReaders});
}

}  // namespace anlan::supplies
