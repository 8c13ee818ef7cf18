#include <utility>

#include "incidents/clock_entries.hpp"
#include "incidents/clock_rules.hpp"
#include "incidents/clock_table.hpp"
#include "incidents/incident_operations.hpp"
#include "journal/reading.hpp"

namespace anlan::incidents {

using access::Role;
using access::RoleSet;
using api::may;
using api::need;
using api::Shape;
using nlohmann::json;

namespace {

const RoleSet kReaders{Role::village_informant, Role::township_clerk, Role::county_duty,
                       Role::city_duty,         Role::leader,         Role::auditor};

Shape clock_key() { return Shape::text(1, 120); }

Shape clock_shape() {
  const auto text = Shape::text(1, 500);
  return Shape::object(
      {need("clock", clock_key()), need("incident", Shape::uuid()), need("rule", Shape::text(1, 60)),
       need("division", Shape::division()), need("obligation", Shape::object({need("zh", text), need("en", text)})),
       need("phase", Shape::text(1, 20)), need("started_at", Shape::time()), need("due_at", Shape::time()),
       need("amber_at", Shape::time()), need("red_at", Shape::time()), need("met_at", Shape::time().or_null()),
       need("met_by", Shape::text(1, 40).or_null(), "the report, or how it was settled outside"),
       need("state", Shape::one_of({"running", "met", "cancelled"})), need("document", text),
       need("note", Shape::text(1, 2'000).or_null()), need("exercise", Shape::boolean())});
}

Result<Clock> existing_clock(store::Connection& db, const json& params) {
  auto found = find_clock(db, params.at("clock").get_ref<const std::string&>());
  if (found) return std::move(*found);
  return fail(ProblemKind::not_found, "unknown-clock",
              {"没有这项时限，请刷新后重试", "there is no such clock; reload and try again"});
}

Result<DivisionCode> division_of_clock(store::Connection& db, const json& params) {
  return existing_clock(db, params).map([](const Clock& clock) { return clock.division; });
}

api::Operation settle() {
  auto command = [](const api::CommandContext& context) -> Result<api::Decision> {
    const auto clock = existing_clock(context.db, context.params);
    if (!clock) return fail(clock.error());
    const Settlement settlement{
        .how = context.params.at("how"),
        .note = context.params.value("note", ""),
        .met_at = parse_time(context.params.at("met_at").get_ref<const std::string&>()).value()};
    if (auto held = check_settle(*clock, settlement.met_at, context.now); !held) return fail(std::move(held.error()));
    api::Decision decision;
    decision.entries.push_back(clock_settled(*clock, settlement));
    decision.answer = [key = clock->clock](store::Connection& db, const std::vector<journal::Entry>&) {
      return json{{"clock", clock_json(find_clock(db, key).value())}};
    };
    return decision;
  };
  return {.name = "clock.settle",
          .kind = api::Kind::command,
          .summary = {"登记在本系统之外办结的时限：电话、书面或部系统",
                      "Say that an obligation was met outside: by telephone, in writing or in the ministry's system"},
          .params = Shape::object({need("command_id", Shape::uuid()), need("clock", clock_key()),
                                   need("how", Shape::one_of({"phone", "written", "system"})),
                                   may("note", Shape::text(0, 500)), need("met_at", Shape::time())}),
          .result = Shape::object({need("clock", clock_shape())}),
          .roles = RoleSet{Role::township_clerk, Role::county_duty, Role::city_duty},
          .scope = division_of_clock,
          .command = std::move(command)};
}

api::Operation list() {
  auto query = [](const api::QueryContext& context) -> Result<json> {
    std::optional<std::string> incident;
    if (context.params.contains("incident")) incident = context.params.at("incident").get<std::string>();
    const bool open_only = context.params.value("open_only", false);
    auto clocks = json::array();
    for (const auto& clock : list_clocks(context.db, context.caller.jurisdiction, incident, open_only)) {
      clocks.push_back(clock_json(clock));
    }
    return json{{"clocks", std::move(clocks)}, {"seq", journal::head_seq(context.db)}};
  };
  return {.name = "clock.list",
          .kind = api::Kind::query,
          .summary = {"辖区内的报送时限，最紧的在前", "Deadlines of the jurisdiction, the most urgent first"},
          .params = Shape::object({may("incident", Shape::uuid()), may("open_only", Shape::boolean())}),
          .result = Shape::object(
              {need("clocks", Shape::array(clock_shape(), 0, 100'000)), need("seq", Shape::integer(0, INT64_MAX / 2))}),
          .roles = kReaders,
          .query = std::move(query)};
}

}  // namespace

void declare_clock_operations(api::Registry& registry) {
  registry.add(settle());
  registry.add(list());
  registry.add(api::Topic{.name = "clock",
                          .summary = {"报送时限的开始、办结与取消", "Deadlines as they start, are met or go away"},
                          .state = true,
                          .roles = kReaders});
}

}  // namespace anlan::incidents
