#include <utility>

#include "base/json_fields.hpp"
#include "incidents/rollup_view.hpp"
#include "journal/reading.hpp"
#include "relief/home_operations.hpp"
#include "relief/home_queries.hpp"

namespace anlan::relief {

using api::need;
using api::QueryContext;
using api::Shape;
using nlohmann::json;

namespace {

/// The items of A01 that a register's kind of damage stands beside: its households and its rooms.
struct Items {
  Damage damage;
  const char* households;
  const char* rooms;
};
constexpr std::array kItems{Items{Damage::collapsed, "A01023", "A01022"},
                            Items{Damage::severely_damaged, "A01026", "A01025"},
                            Items{Damage::slightly_damaged, "A01029", "A01028"}};

/// One figure of the register beside what was reported of it.
json comparison(const QueryContext& context, const ReliefParts& parts, const char* code, std::int64_t kept) {
  const auto& params = context.params;
  const auto* indicator = parts.catalogue.indicator(code);
  const auto cell = incidents::find_cell(context.db, text_at(params, "incident"), text_at(params, "division"),
                                         {code, incidents::Aspect::single});
  const auto reported = cell.total();
  return {{"indicator", code},
          {"name", {{"zh", indicator->name.zh}, {"en", indicator->name.en}}},
          {"unit", {{"zh", indicator->unit.zh}, {"en", indicator->unit.en}}},
          {"kept", kept},
          {"reported", incidents::cell_number(*indicator, reported)},
          {"agrees", reported && *reported == kept * incidents::kHundred}};
}

Result<json> compare(const QueryContext& context, const ReliefParts& parts) {
  const auto incident = existing_incident(context.db, text_at(context.params, "incident"), context.caller.jurisdiction);
  if (!incident) return fail(incident.error());
  const auto within = DivisionCode::parse(text_at(context.params, "division")).value();
  const auto sums = sum_homes(context.db, incident->incident, within);
  auto lines = json::array();
  auto areas = json::object();
  for (const auto& [damage, households, rooms] : kItems) {
    const auto& sum = sums.at(static_cast<std::size_t>(damage));
    lines.push_back(comparison(context, parts, households, sum.homes));
    lines.push_back(comparison(context, parts, rooms, sum.extent.rooms));
    areas[std::string{word_of(kDamageWords, damage)}] = sum.extent.area_dm2;
  }
  return json{{"lines", std::move(lines)}, {"area_dm2", std::move(areas)}, {"seq", journal::head_seq(context.db)}};
}

api::Operation comparing(const ReliefParts& parts) {
  const auto words = Shape::object({need("zh", Shape::text(0, 60)), need("en", Shape::text(0, 100))});
  const auto count = Shape::integer(0, INT64_MAX / 2);
  const auto line = Shape::object({need("indicator", Shape::text(6, 6)), need("name", words), need("unit", words),
                                   need("kept", count, "by the register"),
                                   need("reported", Shape::number(0, 1e15).or_null(), "by A01; null: nobody said"),
                                   need("agrees", Shape::boolean())});
  const auto areas =
      Shape::object({need("collapsed", count), need("severely_damaged", count), need("slightly_damaged", count)});
  return {
      .name = "home.compare",
      .kind = api::Kind::query,
      .summary = {"住房台账的户数、间数与 A01 上报数对照", "The register's households and rooms beside those of A01"},
      .params = Shape::object({need("incident", Shape::uuid()), need("division", Shape::division())}),
      .result = Shape::object({need("lines", Shape::array(line, 6, 6)), need("area_dm2", areas), need("seq", count)}),
      .roles = kReaders,
      .scope = api::division_at("division"),
      .query = [parts](const QueryContext& context) { return compare(context, parts); }};
}

}  // namespace

void declare_home_comparison(api::Registry& registry, const ReliefParts& parts) { registry.add(comparing(parts)); }

}  // namespace anlan::relief
