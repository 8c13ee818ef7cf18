#include <algorithm>
#include <utility>

#include "base/uuid.hpp"
#include "incidents/incident_operations.hpp"
#include "incidents/observation_entries.hpp"
#include "incidents/observation_rules.hpp"
#include "incidents/observation_view.hpp"
#include "journal/blobs.hpp"
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

constexpr std::size_t kLongestText = 2'000;
constexpr std::size_t kMostPhotos = 6;
constexpr int kMostListed = 500;
constexpr int kUsuallyListed = 100;

const RoleSet kObservers{Role::village_informant, Role::township_clerk, Role::county_duty, Role::city_duty};
const RoleSet kReaders{Role::village_informant, Role::township_clerk, Role::county_duty,
                       Role::city_duty,         Role::leader,         Role::auditor};

Shape point_shape() {
  return Shape::object({need("lon", Shape::number(-180, 180)), need("lat", Shape::number(-90, 90)),
                        may("crs", Shape::one_of({"wgs84", "cgcs2000", "gcj02", "bd09"}),
                            "what the coordinates are; say it when a map app gave them")});
}

Shape doubt_shape() {
  return Shape::object(
      {need("code", Shape::text(1, 40)), need("zh", Shape::text(1, 500)), need("en", Shape::text(1, 500))});
}

Shape observation_shape() {
  const auto degrees = Shape::array(Shape::number(-180, 180), 2, 2);
  return Shape::object(
      {need("observation", Shape::uuid()), need("version", Shape::integer(1, 2)),
       need("incident", Shape::uuid().or_null()), need("division", Shape::division()),
       need("chain", Shape::array(Shape::division(), 1, 4), "city first"), need("text", Shape::text(1, kLongestText)),
       need("point", degrees.or_null(), "CGCS2000 longitude, latitude"),
       need("doubts", Shape::array(doubt_shape(), 0, 10)), need("photos", Shape::array(Shape::blob(), 0, kMostPhotos)),
       need("occurred_at", Shape::time()), need("received_at", Shape::time()), need("recorded_at", Shape::time()),
       need("channel", Shape::text(1, 10)), need("actor", Shape::any()),
       need("state", Shape::one_of({"active", "withdrawn"})), need("exercise", Shape::boolean())});
}

std::optional<std::string> text_in(const json& params, const char* field) {
  const auto found = params.find(field);
  if (found == params.end()) return std::nullopt;
  return found->get<std::string>();
}

std::optional<DivisionCode> division_in(const json& params) {
  const auto found = params.find("division");
  if (found == params.end()) return std::nullopt;
  return DivisionCode::parse(found->get_ref<const std::string&>()).value();
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
      return json{{"observation", observation_json(find_observation(db, id).value())}};
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

/// The node a reader asks about, his whole jurisdiction when he names none.
Result<DivisionCode> node_in(const api::QueryContext& context) {
  auto node = division_in(context.params).value_or(context.caller.jurisdiction);
  if (node.within(context.caller.jurisdiction)) return node;
  return fail(outside_jurisdiction(node, context.caller.jurisdiction));
}

api::Operation list() {
  auto query = [](const api::QueryContext& context) -> Result<json> {
    auto node = node_in(context);
    if (!node) return fail(std::move(node.error()));
    const auto& params = context.params;
    ObservationFilter filter{.node = std::move(*node),
                             .incident = text_in(params, "incident"),
                             .before = text_in(params, "before"),
                             .limit = params.value("limit", kUsuallyListed)};
    if (params.contains("box")) filter.box = params.at("box").get<Box>();
    auto observations = json::array();
    for (const auto& observation : list_observations(context.db, filter)) {
      observations.push_back(observation_json(observation));
    }
    return json{{"observations", std::move(observations)}, {"seq", journal::head_seq(context.db)}};
  };
  return {.name = "observation.list",
          .kind = api::Kind::query,
          .summary = {"辖区内的速报，最新的在前", "Observations of the jurisdiction, newest first"},
          .params = Shape::object(
              {may("incident", Shape::uuid()), may("division", Shape::division(), "only those here or below"),
               may("box", Shape::array(Shape::number(-180, 180), 4, 4), "west, south, east, north: only points inside"),
               may("limit", Shape::integer(1, kMostListed)),
               may("before", Shape::uuid(), "the last observation of the page before: only older ones")}),
          .result = Shape::object({need("observations", Shape::array(observation_shape(), 0, kMostListed)),
                                   need("seq", Shape::integer(0, INT64_MAX / 2))}),
          .roles = kReaders,
          .query = std::move(query)};
}

api::Operation counts() {
  auto query = [](const api::QueryContext& context) -> Result<json> {
    const auto node = node_in(context);
    if (!node) return fail(node.error());
    auto counts = json::array();
    for (const auto& at : count_observations(context.db, text_in(context.params, "incident").value_or(""), *node)) {
      counts.push_back({{"division", at.division.text()}, {"count", at.count}});
    }
    return json{{"counts", std::move(counts)}, {"seq", journal::head_seq(context.db)}};
  };
  auto counted = Shape::object({need("division", Shape::division()), need("count", Shape::integer(1, INT64_MAX / 2))});
  return {.name = "observation.counts",
          .kind = api::Kind::query,
          .summary = {"一个单位及其下一级各有多少条速报", "How many observations a node and each of its children have"},
          .params = Shape::object({may("incident", Shape::uuid(), "left out: those that belong to none"),
                                   may("division", Shape::division())}),
          .result = Shape::object({need("counts", Shape::array(std::move(counted), 0, 1'000)),
                                   need("seq", Shape::integer(0, INT64_MAX / 2))}),
          .roles = kReaders,
          .query = std::move(query)};
}

}  // namespace

void declare_observation_operations(api::Registry& registry, const divisions::Divisions& divisions) {
  registry.add(submit(divisions));
  registry.add(withdraw());
  registry.add(list());
  registry.add(counts());
  registry.add(api::Topic{
      .name = "observation", .summary = {"速报与撤回", "Observations and their withdrawals"}, .roles = kReaders});
}

}  // namespace anlan::incidents
