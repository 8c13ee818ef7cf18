#include <utility>

#include "incidents/observation_entries.hpp"
#include "incidents/observation_operations.hpp"
#include "incidents/observation_rules.hpp"
#include "incidents/observation_view.hpp"
#include "journal/reading.hpp"

namespace anlan::incidents {

using access::Role;
using access::RoleSet;
using api::may;
using api::need;
using api::Shape;
using nlohmann::json;

namespace {

constexpr int kMostListed = 500;
constexpr int kUsuallyListed = 100;

const RoleSet kReaders{Role::village_informant, Role::township_clerk, Role::county_duty,
                       Role::city_duty,         Role::leader,         Role::auditor};

Shape doubt_shape() {
  return Shape::object(
      {need("code", Shape::text(1, 40)), need("zh", Shape::text(1, 500)), need("en", Shape::text(1, 500))});
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
    const bool unassigned = params.value("unassigned", false);
    if (unassigned && params.contains("incident")) {
      return fail_field(
          "/unassigned", "bad-filter",
          {"查看未归属的速报时不要同时指定灾情", "ask for one incident or for those of none, not for both"});
    }
    ObservationFilter filter{.node = std::move(*node),
                             .incident = text_in(params, "incident"),
                             .before = text_in(params, "before"),
                             .limit = params.value("limit", kUsuallyListed)};
    if (unassigned) filter.incident = "";
    if (params.contains("box")) filter.box = params.at("box").get<Box>();
    auto observations = json::array();
    for (const auto& observation : list_observations(context.db, filter)) {
      observations.push_back(observation_json(observation));
    }
    return json{{"observations", std::move(observations)}, {"seq", journal::head_seq(context.db)}};
  };
  return {
      .name = "observation.list",
      .kind = api::Kind::query,
      .summary = {"辖区内的速报，最新的在前", "Observations of the jurisdiction, newest first"},
      .params = Shape::object(
          {may("incident", Shape::uuid()), may("unassigned", Shape::boolean(), "only those that belong to none yet"),
           may("division", Shape::division(), "only those here or below"),
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

Shape observation_shape() {
  const auto degrees = Shape::array(Shape::number(-180, 180), 2, 2);
  return Shape::object(
      {need("observation", Shape::uuid()), need("version", Shape::integer(1, INT64_MAX / 2)),
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

void declare_observation_queries(api::Registry& registry) {
  registry.add(list());
  registry.add(counts());
  registry.add(api::Topic{.name = "observation",
                          .summary = {"速报及其归入与撤回", "Observations, their assignments and withdrawals"},
                          .roles = kReaders});
}

}  // namespace anlan::incidents
