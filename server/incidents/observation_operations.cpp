#include "incidents/observation_operations.hpp"

#include <utility>

#include "base/uuid.hpp"
#include "incidents/incident_operations.hpp"
#include "incidents/observation_entries.hpp"
#include "incidents/observation_rules.hpp"
#include "incidents/observation_view.hpp"
#include "journal/blobs.hpp"
#include "journal/journal.hpp"

namespace anlan::incidents {

using access::Role;
using access::RoleSet;
using api::may;
using api::need;
using api::Shape;
using nlohmann::json;

namespace {

const RoleSet kObservers{Role::village_informant, Role::township_clerk, Role::county_duty, Role::city_duty};
const RoleSet kAssigners{Role::township_clerk, Role::county_duty, Role::city_duty};

Shape point_shape() {
  return Shape::object({need("lon", Shape::number(-180, 180)), need("lat", Shape::number(-90, 90)),
                        may("crs", Shape::one_of({"wgs84", "cgcs2000", "gcj02", "bd09"}),
                            "what the coordinates are; say it when a map app gave them")});
}

ObservationClaim read_claim(const json& params) {
  return {.incident = text_in(params, "incident"),
          .text = params.at("text"),
          .division = division_in(params),
          .photos = params.value("photos", std::vector<std::string>{}),
          .occurred_at = parse_time(params.at("occurred_at").get_ref<const std::string&>()).value(),
          .channel = journal::parse_channel(params.at("channel").get_ref<const std::string&>()).value()};
}

/// Locates the claimed point in memory: a few microseconds.
std::optional<Place> place_of(const json& params, const DivisionCode& claimed, const divisions::Divisions& divisions) {
  const auto point = params.find("point");
  if (point == params.end()) return std::nullopt;
  divisions::PointClaim claim{.at = {point->at("lon").get<double>(), point->at("lat").get<double>()},
                              .division = claimed};
  if (const auto crs = point->find("crs"); crs != point->end()) {
    claim.crs = divisions::parse_point_crs(crs->get_ref<const std::string&>());
  }
  const auto located = divisions.locate(claim);
  Place place{.at = {located.at.lon, located.at.lat}};
  if (located.inside()) place.division = located.chain.back();
  for (const auto& doubt : located.doubts) {
    place.doubts.push_back({std::string{divisions::to_string(doubt.kind)}, doubt.text});
  }
  return place;
}

ObservationFacts facts_of(const api::CommandContext& context, const ObservationClaim& claim,
                          const divisions::Divisions& divisions) {
  const auto& jurisdiction = context.caller.jurisdiction;
  ObservationFacts facts{.actor = context.caller.actor(),
                         .jurisdiction = jurisdiction,
                         .place = place_of(context.params, claim.division.value_or(jurisdiction), divisions),
                         .division_exists = !claim.division || divisions.exists(*claim.division)};
  if (claim.incident) facts.incident = find_standing(context.db, *claim.incident);
  for (const auto& photo : claim.photos) facts.photo_types.push_back(journal::media_type_of(context.db, photo));
  return facts;
}

api::Operation submit(const divisions::Divisions& divisions) {
  auto command = [&divisions](const api::CommandContext& context) -> Result<api::Decision> {
    const auto claim = read_claim(context.params);
    const auto noted =
        note_observation(claim, facts_of(context, claim, divisions), make_uuid(context.now), context.now);
    if (!noted) return fail(noted.error());
    api::Decision decision;
    decision.entries.push_back(observation_submitted(*noted));
    decision.answer = [body = decision.entries.front().body](store::Connection&,
                                                             const std::vector<journal::Entry>&) mutable {
      auto answer = json::object();
      answer.emplace("observation", std::move(body));
      return answer;
    };
    return decision;
  };
  return {.name = "observation.submit",
          .kind = api::Kind::command,
          .summary = {"速报：村里看到的情况，带位置和照片",
                      "A quick observation from a village, with its place and photos"},
          .params = Shape::object({need("command_id", Shape::uuid()), may("incident", Shape::uuid()),
                                   need("text", Shape::text(1, kLongestText)), may("point", point_shape()),
                                   may("division", Shape::division(), "needed when there is no point"),
                                   may("photos", Shape::array(Shape::blob(), 0, kMostPhotos)),
                                   need("occurred_at", Shape::time()),
                                   need("channel", Shape::one_of({"web", "phone", "fax", "radio", "mail", "file"}))}),
          .result = Shape::object({need("observation", observation_shape())}),
          .roles = kObservers,
          .command = std::move(command)};
}

Result<Observation> existing_observation(store::Connection& db, const json& params) {
  auto found = find_observation(db, params.at("observation").get_ref<const std::string&>());
  if (found) return std::move(*found);
  return fail(ProblemKind::not_found, "unknown-observation",
              {"没有这条速报，请刷新后重试", "there is no such observation; reload and try again"});
}

Result<DivisionCode> division_of_observation(store::Connection& db, const json& params) {
  return existing_observation(db, params).map([](const Observation& observation) { return observation.division; });
}

json observation_answer(store::Connection& db, const std::string& id) {
  return {{"observation", observation_json(find_observation(db, id).value())}};
}

api::Operation withdraw() {
  auto command = [](const api::CommandContext& context) -> Result<api::Decision> {
    const auto observation = existing_observation(context.db, context.params);
    if (!observation) return fail(observation.error());
    const auto& id = observation->observation;
    const auto expected = context.params.at("expected_version").get<std::int64_t>();
    for (const auto& held :
         {journal::expect_version(context.db, observation_stream(id), expected), check_withdraw(*observation)}) {
      if (!held) return fail(held.error());
    }
    api::Decision decision;
    decision.entries.push_back(
        observation_withdrawn(*observation, context.params.at("reason").get_ref<const std::string&>()));
    decision.answer = [id](store::Connection& db, const std::vector<journal::Entry>&) {
      return observation_answer(db, id);
    };
    return decision;
  };
  return {.name = "observation.withdraw",
          .kind = api::Kind::command,
          .summary = {"撤回速报（保留记录）", "Withdraw an observation; the record stays"},
          .params = Shape::object({need("command_id", Shape::uuid()), need("observation", Shape::uuid()),
                                   need("expected_version", Shape::integer(1, INT64_MAX / 2)),
                                   need("reason", Shape::text(1, 500))}),
          .result = Shape::object({need("observation", observation_shape())}),
          .roles = kObservers,
          .scope = division_of_observation,
          .command = std::move(command)};
}

api::Operation assign() {
  auto command = [](const api::CommandContext& context) -> Result<api::Decision> {
    auto observation = existing_observation(context.db, context.params);
    if (!observation) return fail(std::move(observation.error()));
    const auto id = observation->observation;
    const auto expected = context.params.at("expected_version").get<std::int64_t>();
    if (auto fresh = journal::expect_version(context.db, observation_stream(id), expected); !fresh) {
      return fail(std::move(fresh.error()));
    }
    const auto incident = find_incident(context.db, context.params.at("incident").get_ref<const std::string&>());
    const auto assigned = assign_observation(std::move(*observation), incident);
    if (!assigned) return fail(assigned.error());
    api::Decision decision;
    decision.entries.push_back(
        observation_assigned(*assigned, context.params.at("reason").get_ref<const std::string&>()));
    decision.answer = [id](store::Connection& db, const std::vector<journal::Entry>&) {
      return observation_answer(db, id);
    };
    return decision;
  };
  return {.name = "observation.assign",
          .kind = api::Kind::command,
          .summary = {"把还没有归属的速报归入一次灾情，时限从收到速报时起算",
                      "Assign an observation that belongs to none to an incident; clocks run from its receipt"},
          .params = Shape::object(
              {need("command_id", Shape::uuid()), need("observation", Shape::uuid()), need("incident", Shape::uuid()),
               need("expected_version", Shape::integer(1, INT64_MAX / 2)), need("reason", Shape::text(1, 500))}),
          .result = Shape::object({need("observation", observation_shape())}),
          .roles = kAssigners,
          .scope = division_of_observation,
          .command = std::move(command)};
}

}  // namespace

void declare_observation_operations(api::Registry& registry, const divisions::Divisions& divisions) {
  registry.add(submit(divisions));
  registry.add(assign());
  registry.add(withdraw());
  declare_observation_queries(registry);
}

}  // namespace anlan::incidents
