#include "relief/standard_operations.hpp"

namespace anlan::relief {

using access::Role;
using api::need;
using api::Shape;
using nlohmann::json;

namespace {

/// Everybody who works on a list plans or pays by these.
constexpr access::RoleSet kAsking{Role::village_informant, Role::township_clerk, Role::county_duty,
                                  Role::city_duty,         Role::leader,         Role::township_reviewer,
                                  Role::county_reviewer,   Role::auditor,        Role::administrator};

json list_standards(const ReliefCatalogue& catalogue, Instant now) {
  auto usable = json::array();
  for (const auto& standard : catalogue.standards_on(day_of(now))) usable.push_back(standard.id);
  auto out = catalogue.shown();
  out["usable"] = std::move(usable);
  return out;
}

}  // namespace

void declare_standard_operations(api::Registry& registry, const ReliefCatalogue& catalogue) {
  const auto lines = Shape::array(Shape::any(), 0, 1000);
  registry.add(api::Operation{
      .name = "standard.list",
      .kind = api::Kind::query,
      .summary = {"冬春救助标准、公示天数、抽查设计和各救助项目，每个数字注明出处",
                  "Standards of winter–spring relief, days of notice, samples and programmes, with sources"},
      .params = Shape::object({}),
      .result = Shape::object({need("catalogue", Shape::text(1, 20)), need("version", Shape::integer(1, 1'000'000)),
                               need("sources", lines), need("classes", lines), need("circumstances", lines),
                               need("vulnerabilities", lines), need("needs", lines), need("standards", lines),
                               need("usable", Shape::array(Shape::text(1, 60), 0, 1000), "ids usable today"),
                               need("notice", Shape::any()), need("sampling", Shape::any()), need("programmes", lines),
                               need("relations", lines)}),
      .roles = kAsking,
      .query = [&catalogue](const api::QueryContext& context) -> Result<json> {
        return list_standards(catalogue, context.now);
      }});
}

}  // namespace anlan::relief
