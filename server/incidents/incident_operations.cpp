#include "incidents/incident_operations.hpp"

#include <algorithm>
#include <utility>

#include "base/uuid.hpp"
#include "incidents/incident_entries.hpp"
#include "incidents/incident_rules.hpp"
#include "incidents/incident_view.hpp"
#include "journal/journal.hpp"
#include "journal/reading.hpp"

namespace anlan::incidents {

using access::Role;
using access::RoleSet;
using api::may;
using api::need;
using api::Shape;
using nlohmann::json;

namespace {

constexpr std::size_t kLongestReason = 500;
constexpr std::size_t kLargestArea = 200;

const RoleSet kDeskOfficers{Role::county_duty, Role::city_duty};
/// Everybody who works with incidents; the administrator keeps accounts and sees none.
const RoleSet kReaders{
    Role::village_informant, Role::township_clerk, Role::county_duty,       Role::city_duty,       Role::leader,
    Role::warehouse_keeper,  Role::dispatcher,     Role::township_reviewer, Role::county_reviewer, Role::auditor};

Shape hazard_code() { return Shape::text(2, 2); }
Shape area_shape() { return Shape::array(Shape::division(), 1, kLargestArea); }

Shape incident_shape() {
  return Shape::object({need("incident", Shape::uuid()), need("version", Shape::integer(1, INT64_MAX / 2)),
                        need("hazard", hazard_code()), need("sub_hazard", Shape::text(4, 4).or_null()),
                        need("name", Shape::text(2, 60)), need("occurred_at", Shape::time()),
                        need("area", area_shape()), need("exercise", Shape::boolean()),
                        need("state", Shape::one_of({"open", "stable", "closed"})), need("opened_at", Shape::time()),
                        need("opened_by", Shape::any()), may("stabilised_at", Shape::time()),
                        may("closed_at", Shape::time()), may("close_reason", Shape::text(1, kLongestReason))});
}

Instant time_at(const json& params, const char* field) {
  return parse_time(params.at(field).get_ref<const std::string&>()).value();
}

std::vector<DivisionCode> area_in(const json& params) {
  std::vector<DivisionCode> area;
  for (const auto& code : params.at("area")) {
    area.push_back(DivisionCode::parse(code.get_ref<const std::string&>()).value());
  }
  return area;
}

Opening read_opening_params(const json& params) {
  Opening opening{.hazard = params.at("hazard"),
                  .name = params.at("name"),
                  .occurred_at = time_at(params, "occurred_at"),
                  .area = area_in(params),
                  .exercise = params.at("exercise")};
  if (params.contains("sub_hazard")) opening.sub_hazard = params.at("sub_hazard").get<std::string>();
  return opening;
}

/// The area and the counties whose boxes touch it: near enough to border on it, for a proposal.
std::vector<DivisionCode> neighbourhood(const divisions::Snapshot& snapshot, const std::vector<DivisionCode>& area) {
  auto out = area;
  const auto box_of = [&snapshot](const DivisionCode& code) {
    const auto* layer = snapshot.layer(code.level());
    return layer == nullptr ? nullptr : layer->find(code);
  };
  const auto overlap = [](const auto& a, const auto& b) {
    return a.min_lon <= b.max_lon && b.min_lon <= a.max_lon && a.min_lat <= b.max_lat && b.min_lat <= a.max_lat;
  };
  for (const auto& county : snapshot.counties()) {
    const auto* box = box_of(county);
    const auto borders = [&](const DivisionCode& code) {
      const auto* other = box_of(code);
      return box != nullptr && other != nullptr && overlap(box->bounds, other->bounds);
    };
    if (std::ranges::any_of(area, borders)) out.push_back(county);
  }
  return out;
}

/// Incidents the caller can see that are probably the same process.
std::vector<Near> near_of(store::Connection& db, const Opening& opening, const Hazard& hazard,
                          const divisions::Divisions& divisions, const DivisionCode& jurisdiction) {
  if (!hazard.same_process) return {};
  const auto from = opening.occurred_at - *hazard.same_process;
  const auto until = opening.occurred_at + *hazard.same_process;
  auto candidates = incidents_between(db, hazard.code, from, until);
  std::erase_if(candidates, [&](const Incident& candidate) { return !touches(candidate.area, jurisdiction); });
  return same_process(opening, hazard, neighbourhood(*divisions.snapshot(), opening.area), candidates);
}

auto unknown_incident() {
  return fail(ProblemKind::not_found, "unknown-incident",
              {"没有这个事件，请刷新后重选", "there is no such incident; reload and choose again"});
}

Result<Incident> existing_incident(store::Connection& db, const json& params) {
  auto found = find_incident(db, params.at("incident").get_ref<const std::string&>());
  if (!found) return unknown_incident();
  return std::move(*found);
}

Result<DivisionCode> division_of_incident(store::Connection& db, const json& params) {
  return existing_incident(db, params).map([](const Incident& incident) { return incident.division; });
}

Result<api::Decision> decide_open(const api::CommandContext& context, const Catalogue& catalogue,
                                  const divisions::Divisions& divisions) {
  auto opening = read_opening_params(context.params);
  const auto snapshot = divisions.snapshot();
  OpeningFacts facts{.hazard = catalogue.hazard(opening.hazard), .jurisdiction = context.caller.jurisdiction};
  std::ranges::copy_if(opening.area, std::back_inserter(facts.unknown),
                       [&](const DivisionCode& code) { return !snapshot->exists(code); });
  if (auto held = check_opening(opening, facts, context.now); !held) return fail(std::move(held.error()));
  opening.area = normalised_area(std::move(opening.area), snapshot->counties());

  auto near = json::array();
  for (const auto& other : near_of(context.db, opening, *facts.hazard, divisions, context.caller.jurisdiction)) {
    near.push_back(incident_json(other.incident));
  }
  const auto id = make_uuid(context.now);
  api::Decision decision;
  decision.entries.push_back(incident_opened(id, opening));
  decision.answer = [id, near = std::move(near)](store::Connection& db, const std::vector<journal::Entry>&) {
    return json{{"incident", incident_json(find_incident(db, id).value())}, {"near", near}};
  };
  return decision;
}

api::Operation open(const Catalogue& catalogue, const divisions::Divisions& divisions) {
  return {.name = "incident.open",
          .kind = api::Kind::command,
          .summary = {"登记灾害事件；同时提示可能属于同一过程的事件",
                      "Open an incident; tells which others are probably the same process"},
          .params = Shape::object(
              {need("command_id", Shape::uuid()), need("hazard", hazard_code(), "first-level code, e.g. 02"),
               may("sub_hazard", Shape::text(4, 4), "by counties only, e.g. 0201"), need("name", Shape::text(2, 60)),
               need("occurred_at", Shape::time()), need("area", area_shape(), "counties, townships, or the whole city"),
               need("exercise", Shape::boolean())}),
          .result = Shape::object(
              {need("incident", incident_shape()), need("near", Shape::array(incident_shape(), 0, 1000))}),
          .roles = kDeskOfficers,
          .command = [&](const api::CommandContext& context) { return decide_open(context, catalogue, divisions); }};
}

api::Operation near(const Catalogue& catalogue, const divisions::Divisions& divisions) {
  auto query = [&](const api::QueryContext& context) -> Result<json> {
    const auto& params = context.params;
    const Opening opening{.hazard = params.at("hazard"),
                          .occurred_at = time_at(params, "occurred_at"),
                          .area = area_in(params),
                          .exercise = params.value("exercise", false)};
    auto near = json::array();
    if (const auto* hazard = catalogue.hazard(opening.hazard)) {
      for (const auto& other : near_of(context.db, opening, *hazard, divisions, context.caller.jurisdiction)) {
        near.push_back({{"incident", other.incident.incident},
                        {"name", other.incident.name},
                        {"hours_apart", static_cast<double>(other.apart.count()) / 60},
                        {"shares_area", other.shares_area}});
      }
    }
    return json{{"near", std::move(near)}};
  };
  auto found = Shape::object({need("incident", Shape::uuid()), need("name", Shape::text(2, 60)),
                              need("hours_apart", Shape::number(0, 1e6)), need("shares_area", Shape::boolean())});
  return {.name = "incident.near",
          .kind = api::Kind::query,
          .summary = {"可能属于同一灾害过程的事件（只提示，不合并）",
                      "Incidents that are probably the same process; a proposal only"},
          .params = Shape::object({need("hazard", hazard_code()), need("occurred_at", Shape::time()),
                                   need("area", area_shape()), may("exercise", Shape::boolean())}),
          .result = Shape::object({need("near", Shape::array(std::move(found), 0, 1000))}),
          .roles = kDeskOfficers,
          .query = std::move(query)};
}

using Change = Result<journal::Draft> (*)(const Incident& incident, const api::CommandContext& context);

/// A command on an existing incident, at the version the caller saw.
api::Operation change(std::string name, Text summary, api::Field what, Change decide) {
  auto command = [decide](const api::CommandContext& context) -> Result<api::Decision> {
    const auto incident = existing_incident(context.db, context.params);
    if (!incident) return fail(incident.error());
    const auto expected = context.params.at("expected_version").get<std::int64_t>();
    if (auto fresh = journal::expect_version(context.db, incident_stream(incident->incident), expected); !fresh) {
      return fail(std::move(fresh.error()));
    }
    auto fact = decide(*incident, context);
    if (!fact) return fail(std::move(fact.error()));
    api::Decision decision;
    decision.entries.push_back(std::move(*fact));
    decision.answer = [id = incident->incident](store::Connection& db, const std::vector<journal::Entry>&) {
      return json{{"incident", incident_json(find_incident(db, id).value())}};
    };
    return decision;
  };
  return {.name = std::move(name),
          .kind = api::Kind::command,
          .summary = std::move(summary),
          .params = Shape::object({need("command_id", Shape::uuid()), need("incident", Shape::uuid()),
                                   need("expected_version", Shape::integer(1, INT64_MAX / 2)), std::move(what)}),
          .result = Shape::object({need("incident", incident_shape())}),
          .roles = kDeskOfficers,
          .scope = division_of_incident,
          .command = std::move(command)};
}

std::string reason_in(const api::CommandContext& context) { return context.params.at("reason").get<std::string>(); }

Result<journal::Draft> decide_stabilise(const Incident& incident, const api::CommandContext& context) {
  const auto at = time_at(context.params, "stabilised_at");
  return check_stabilise(incident, at, context.now).map([&] { return incident_stabilised(incident, at); });
}

Result<journal::Draft> decide_close(const Incident& incident, const api::CommandContext& context) {
  return check_close(incident).map([&] { return incident_closed(incident, reason_in(context)); });
}

Result<journal::Draft> decide_reopen(const Incident& incident, const api::CommandContext& context) {
  return check_reopen(incident).map([&] { return incident_reopened(incident, reason_in(context)); });
}

api::Operation list() {
  auto query = [](const api::QueryContext& context) -> Result<json> {
    std::optional<IncidentState> state;
    if (context.params.contains("state")) {
      state = parse_incident_state(context.params.at("state").get_ref<const std::string&>());
    }
    auto incidents = json::array();
    for (const auto& incident : list_incidents(context.db, context.caller.jurisdiction, state)) {
      incidents.push_back(incident_json(incident));
    }
    return json{{"incidents", std::move(incidents)}, {"seq", journal::head_seq(context.db)}};
  };
  return {.name = "incident.list",
          .kind = api::Kind::query,
          .summary = {"涉及本辖区的灾害事件", "Incidents that touch the jurisdiction"},
          .params = Shape::object({may("state", Shape::one_of({"open", "stable", "closed"}))}),
          .result = Shape::object({need("incidents", Shape::array(incident_shape(), 0, 100'000)),
                                   need("seq", Shape::integer(0, INT64_MAX / 2))}),
          .roles = kReaders,
          .query = std::move(query)};
}

}  // namespace

void declare_incidents(api::Registry& registry, const Catalogue& catalogue, const divisions::Divisions& divisions) {
  const auto reason = [] { return need("reason", Shape::text(1, kLongestReason)); };
  registry.add(open(catalogue, divisions));
  registry.add(near(catalogue, divisions));
  registry.add(change("incident.stabilise",
                      {"标记灾情稳定，核报时限开始", "Losses no longer grow; final reports fall due"},
                      need("stabilised_at", Shape::time()), decide_stabilise));
  registry.add(change("incident.close",
                      {"关闭事件，未办结的时限取消", "Close an incident; running clocks are cancelled"}, reason(),
                      decide_close));
  registry.add(change("incident.reopen",
                      {"重新打开已关闭或已稳定的事件", "Undo the closing of an incident, or its stability"}, reason(),
                      decide_reopen));
  registry.add(list());
  registry.add(
      api::Topic{.name = "incident",
                 .summary = {"灾害事件的登记、稳定、关闭与重开", "Incidents opened, stabilised, closed, reopened"},
                 .roles = kReaders});
  declare_observation_operations(registry, divisions);
  declare_clock_operations(registry);
}

}  // namespace anlan::incidents
