#include "supplies/need_operations.hpp"

#include <utility>

#include "incidents/incident_view.hpp"
#include "journal/reading.hpp"
#include "supplies/json_fields.hpp"
#include "supplies/need_queries.hpp"
#include "supplies/supply_shapes_operations.hpp"

namespace anlan::supplies {

using api::may;
using api::need;
using api::Shape;
using nlohmann::json;

namespace {

constexpr std::int64_t kMostDays = 90;

/// The question of a query; without days it is the span the site plans for.
Result<NeedQuestion> question_of(const api::QueryContext& context, const NormsCatalogue& norms) {
  const auto& incident = text_at(context.params, "incident");
  const auto standing = incidents::find_standing(context.db, incident);
  if (!standing) {
    return fail(ProblemKind::not_found, "unknown-incident",
                {"没有这个事件，请从列表中选择", "there is no such incident; choose one of the list"});
  }
  auto scope = DivisionCode::parse(text_at(context.params, "division"));
  if (!scope) return fail(std::move(scope.error()));
  return NeedQuestion{.incident = incident,
                      .exercise = standing->exercise,
                      .scope = std::move(*scope),
                      .days = context.params.value("days", norms.setting("planning_days")),
                      .now = context.now};
}

Result<json> list_needs(const api::QueryContext& context, const PlanningParts& parts) {
  const auto question = question_of(context, parts.norms);
  if (!question) return fail(question.error());
  const auto season = parts.norms.season_of(context.now);
  const auto norms = parts.norms.in_season(season);
  const auto people = people_of(context.db, parts.norms, parts.divisions, *question);
  const auto needs = needs_of(people, norms, provided_of(context.db, *question), question->days, context.now);
  if (!needs) return fail(needs.error());
  json out{{"incident", question->incident},
           {"exercise", question->exercise},
           {"division", question->scope.text()},
           {"days", question->days},
           {"season", season},
           {"computed_at", format_time(context.now)},
           {"people", json::array()},
           {"needs", json::array()},
           {"norms", json::array()},
           {"seq", journal::head_seq(context.db)}};
  for (const auto& one : people) out["people"].push_back(people_json(one));
  for (const auto& one : *needs) out["needs"].push_back(need_json(one));
  for (const auto& one : norms) out["norms"].push_back(norm_json(one));
  return out;
}

Result<json> need_lineage(const api::QueryContext& context, const PlanningParts& parts) {
  const auto question = question_of(context, parts.norms);
  if (!question) return fail(question.error());
  auto out = need_lineage_json(context.db, parts.norms, parts.catalogue, parts.divisions, *question,
                               text_at(context.params, "item"));
  out["seq"] = journal::head_seq(context.db);
  return out;
}

api::Operation list(const PlanningParts& parts) {
  return {.name = "need.list",
          .kind = api::Kind::query,
          .summary = {"按乡镇和物资测算需求：人数×标准×天数，减现有和在途",
                      "What each township needs of each item: people × norm × days, less what is there and on the way"},
          .params = Shape::object({need("incident", Shape::uuid()), need("division", Shape::division()),
                                   may("days", Shape::integer(1, kMostDays))}),
          .roles = kReaders,
          .scope = api::division_at("division"),
          .query = [parts](const api::QueryContext& context) { return list_needs(context, parts); }};
}

api::Operation lineage(const PlanningParts& parts) {
  return {.name = "need.lineage",
          .kind = api::Kind::query,
          .summary = {"一项需求的来历：哪些报表数字、哪条标准及出处、哪些单据",
                      "Where a need comes from: which figures, which norm and its source, which papers"},
          .params = Shape::object({need("incident", Shape::uuid()), need("division", Shape::division()),
                                   need("item", Shape::text(1, 60)), may("days", Shape::integer(1, kMostDays))}),
          .roles = kReaders,
          .scope = api::division_at("division"),
          .query = [parts](const api::QueryContext& context) { return need_lineage(context, parts); }};
}

}  // namespace

void declare_need_operations(api::Registry& registry, const PlanningParts& parts) {
  registry.add(list(parts));
  registry.add(lineage(parts));
  registry.add(api::Topic{
      .name = "need", .summary = {"需求有变，请重新测算", "A need changed; compute it again"}, .roles = kReaders});
}

}  // namespace anlan::supplies
