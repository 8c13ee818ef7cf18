#include <string>
#include <utility>

#include "incidents/incident_view.hpp"
#include "incidents/report_operations.hpp"
#include "incidents/report_view.hpp"
#include "incidents/rollup_lineage.hpp"
#include "incidents/rollup_view.hpp"
#include "journal/reading.hpp"

namespace anlan::incidents {

using access::Role;
using access::RoleSet;
using api::may;
using api::need;
using api::Shape;
using nlohmann::json;

namespace {

/// Everybody who answers for the figures or acts on them; not the stores, and not who only opens accounts.
const RoleSet kReaders{Role::township_clerk, Role::county_duty,       Role::city_duty,       Role::leader,
                       Role::dispatcher,     Role::township_reviewer, Role::county_reviewer, Role::auditor};

/// The division asked about, or the caller's own; never one outside his jurisdiction.
Result<DivisionCode> asked_division(const api::QueryContext& context) {
  const auto& own = context.caller.jurisdiction;
  const auto asked = context.params.find("division");
  if (asked == context.params.end()) return own;
  auto division = DivisionCode::parse(asked->get_ref<const std::string&>());
  if (!division || division->within(own)) return division;
  return fail({.kind = ProblemKind::forbidden,
               .type = "outside-jurisdiction",
               .detail = {"区划 " + division->text() + " 不在您的辖区（" + own.text() + "）内",
                          "division " + division->text() + " is outside your jurisdiction (" + own.text() + ")"},
               .errors = {{"/division", {"不在您的辖区内", "outside your jurisdiction"}}}});
}

/// The incident and division a question is about.
struct Place {
  std::string incident;
  DivisionCode division;
};
Result<Place> place_of(const api::QueryContext& context) {
  auto division = asked_division(context);
  if (!division) return fail(std::move(division.error()));
  const auto incident = context.params.at("incident").get<std::string>();
  if (find_incident(context.db, incident)) return Place{incident, std::move(*division)};
  return fail(ProblemKind::not_found, "unknown-incident",
              {"没有这次灾情，请刷新后重选", "there is no such incident; reload and choose again"});
}

api::Operation catalogue_get(const Catalogue& catalogue) {
  auto query = [&catalogue](const api::QueryContext& context) -> Result<json> {
    return *catalogue.original(context.params.at("name").get_ref<const std::string&>());
  };
  return {.name = "catalogue.get",
          .kind = api::Kind::query,
          .summary = {"读取目录：灾种、指标、校验、时限", "Read a catalogue: hazards, indicators, checks, deadlines"},
          .params = Shape::object({need("name", Shape::one_of({"hazards", "indicators", "checks", "deadlines"}))}),
          .roles = RoleSet::everyone(),
          .query = std::move(query)};
}

api::Operation list() {
  auto query = [](const api::QueryContext& context) -> Result<json> {
    const auto place = place_of(context);
    if (!place) return fail(place.error());
    auto reports = json::array();
    for (const auto& report : list_reports(context.db, place->incident, place->division, context.caller.jurisdiction)) {
      reports.push_back(report_json(report));
    }
    return json{{"reports", std::move(reports)}, {"seq", journal::head_seq(context.db)}};
  };
  return {.name = "report.list",
          .kind = api::Kind::query,
          .summary = {"一次灾情的报告及其最新一版", "The reports on an incident, each with its latest version"},
          .params = Shape::object({need("incident", Shape::uuid()), may("division", Shape::division())}),
          .roles = kReaders,
          .query = std::move(query)};
}

api::Operation history() {
  auto query = [](const api::QueryContext& context) -> Result<json> {
    const auto report =
        find_report(context.db, context.params.at("report").get_ref<const std::string&>(), context.caller.jurisdiction);
    if (!report) {
      return fail(ProblemKind::not_found, "unknown-report",
                  {"没有这份报告，请刷新后重试", "there is no such report; reload and try again"});
    }
    auto out = report_json(*report);
    auto& versions = out["versions"] = json::array();
    for (const auto& version : report_versions(context.db, *report)) versions.push_back(version_json(version));
    return json{{"report", std::move(out)}};
  };
  return {.name = "report.history",
          .kind = api::Kind::query,
          .summary = {"一份报告的全部版本，最早在前", "All versions of a report, the oldest first"},
          .params = Shape::object({need("report", Shape::uuid())}),
          .roles = kReaders,
          .query = std::move(query)};
}

api::Operation rollup(const Catalogue& catalogue, const divisions::Divisions& divisions) {
  auto query = [&catalogue, &divisions](const api::QueryContext& context) -> Result<json> {
    const auto place = place_of(context);
    if (!place) return fail(place.error());
    auto nodes = json::array();
    nodes.push_back(rollup_node_json(context.db, catalogue, divisions, place->incident, place->division));
    if (place->division.level() < Level::township) {
      for (const auto& child : divisions.children_of(place->division)) {
        nodes.push_back(rollup_node_json(context.db, catalogue, divisions, place->incident, child));
      }
    }
    return json{{"incident", place->incident},
                {"seq", journal::head_seq(context.db)},
                {"as_of", format_time(context.now)},
                {"nodes", std::move(nodes)}};
  };
  return {.name = "report.rollup",
          .kind = api::Kind::query,
          .summary = {"本级及下一级的汇总：本级所报、下级之和、谁没报",
                      "Totals of a division and its children: filed here, merged from below, who is silent"},
          .params = Shape::object({need("incident", Shape::uuid()), may("division", Shape::division())}),
          .roles = kReaders,
          .query = std::move(query)};
}

Result<CellKey> asked_cell(const Catalogue& catalogue, const json& params) {
  const auto code = params.at("indicator").get<std::string>();
  const auto* indicator = catalogue.indicator(code);
  const auto aspect = parse_aspect(params.at("aspect").get_ref<const std::string&>()).value();
  if (indicator == nullptr || indicator->merge == Merge::none) {
    return fail_field("/indicator", "unknown-indicator",
                      {"没有可汇总的指标 " + code, "there is no indicator " + code + " with a total"});
  }
  if (indicator->stock == (aspect == Aspect::single)) {
    return fail_field("/aspect", "wrong-aspect",
                      {indicator->stock ? "请选实时值或累计值" : "这个指标只有一个值",
                       indicator->stock ? "choose the instant or the cumulative value" : "it has a single value"});
  }
  return CellKey{code, aspect};
}

api::Operation lineage(const Catalogue& catalogue, const divisions::Divisions& divisions) {
  auto query = [&catalogue, &divisions](const api::QueryContext& context) -> Result<json> {
    const auto key = asked_cell(catalogue, context.params);
    if (!key) return fail(key.error());
    const auto place = place_of(context);
    if (!place) return fail(place.error());
    return lineage_json(lineage_of(context.db, divisions, place->incident, place->division, *key),
                        *catalogue.indicator(key->indicator), divisions);
  };
  return {.name = "report.lineage",
          .kind = api::Kind::query,
          .summary = {"一个数从哪里来：哪些报告、哪一版、截至何时、谁没报",
                      "Where a number comes from: which reports and versions, as of when, and who is silent"},
          .params = Shape::object({need("incident", Shape::uuid()), may("division", Shape::division()),
                                   need("indicator", Shape::text(6, 6)),
                                   need("aspect", Shape::one_of({"single", "instant", "cumulative"}))}),
          .roles = kReaders,
          .query = std::move(query)};
}

}  // namespace

void declare_report_queries(api::Registry& registry, const Catalogue& catalogue,
                            const divisions::Divisions& divisions) {
  registry.add(catalogue_get(catalogue));
  registry.add(list());
  registry.add(history());
  registry.add(rollup(catalogue, divisions));
  registry.add(lineage(catalogue, divisions));
  registry.add(
      api::Topic{.name = "report", .summary = {"报告的每一版", "Every version of every report"}, .roles = kReaders});
  registry.add(api::Topic{.name = "rollup",
                          .summary = {"各级汇总的最新值", "The newest totals of every division"},
                          .state = true,
                          .roles = kReaders});
}

}  // namespace anlan::incidents
