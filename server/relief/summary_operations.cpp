#include <utility>

#include "base/json_fields.hpp"
#include "journal/reading.hpp"
#include "relief/gate_operations.hpp"
#include "relief/plan_facts.hpp"
#include "relief/relief_operations.hpp"
#include "relief/relief_summary.hpp"

namespace anlan::relief {

using api::need;
using api::QueryContext;
using api::Shape;
using nlohmann::json;

namespace {

/// A sum of money in the unit of its form, and in fen to reckon with.
json in_ten_thousand(std::optional<std::int64_t> fen) {
  if (!fen) return nullptr;
  return {{"value", ten_thousand_yuan(*fen)}, {"unit", "万元"}, {"fen", *fen}};
}
json in_yuan(std::int64_t fen) { return {{"value", yuan(fen)}, {"unit", "元"}, {"fen", fen}}; }
json in_people(std::int64_t people) { return {{"value", people}, {"unit", "人"}}; }

json figures_wire(const VillageFigures& each) {
  return {{"households", each.households},
          {"people", each.people},
          {"needy", each.needy},
          {"approved_fen", each.approved_fen},
          {"paid_fen", each.paid_fen},
          {"closed_fen", each.closed_fen},
          {"returned", each.returned},
          {"paid_households", each.paid_households},
          {"paid_people", each.paid_people},
          {"goods_households", each.goods_households},
          {"goods_fen", each.goods_fen},
          {"goods_unpriced", each.goods_unpriced},
          {"relieved_people", each.relieved_people}};
}

json tables_wire(const WinterTables& tables, const VillageFigures& all) {
  return {{"C01",
           {{"C01001", in_people(tables.needy)},
            {"C01002", in_ten_thousand(tables.own_fen)},
            {"C01003", in_ten_thousand(tables.lacking_fen)}}},
          {"C02",
           {{"C02001", or_null(tables.given_on)},
            {"C02002", or_null(tables.document)},
            {"C02003", in_people(tables.relieved)},
            {"C02004", in_ten_thousand(tables.own_fen)},
            {"C02005", in_ten_thousand(tables.above_fen)}}},
          {"D03",
           {{"D03005", in_people(all.people)},
            {"D03009", in_people(all.needy)},
            {"D03010", in_yuan(all.paid_fen)},
            {"D03011", in_yuan(all.goods_fen)}}}};
}

Result<json> summary(const QueryContext& context, const GateParts& parts) {
  const auto& id = text_at(context.params, "campaign");
  auto campaign = existing_campaign(context.db, id, context.caller.jurisdiction);
  if (!campaign) return fail(std::move(campaign.error()));
  const auto within = DivisionCode::parse(text_at(context.params, "division")).value();
  const auto villages = winter_figures(context.db, *campaign, within);
  const auto all = sum_of(villages, within);
  auto out = figures_wire(all);
  auto lists = json::array();
  for (const auto& each : villages) {
    auto line = figures_wire(each);
    line["village"] = each.village.text();
    line["name"] = parts.divisions.name_of(each.village);
    line["stage"] = to_string(each.stage);
    lists.push_back(std::move(line));
  }
  const bool county = campaign->facts.division.within(within);
  json tables = nullptr;
  if (county) tables = tables_wire(county_tables(context.db, *campaign, all, parts.standards), all);
  return json{{"total", std::move(out)},
              {"villages", std::move(lists)},
              {"tables", std::move(tables)},
              {"seq", journal::head_seq(context.db)}};
}

}  // namespace

void declare_relief_summary(api::Registry& registry, const GateParts& parts) {
  registry.add(api::Operation{
      .name = "relief.summary",
      .kind = api::Kind::query,
      .summary = {"冬春救助汇总：各村应救助、审定、已发放，以及 C01、C02、D03 合计（注明单位），补充批次一并计入",
                  "What every village's list came to, supplements included, and tables C01, C02 and the totals of D03, "
                  "each in its unit"},
      .params = Shape::object({need("campaign", Shape::uuid()), need("division", Shape::division())}),
      .result = Shape::object({need("total", Shape::any()), need("villages", Shape::array(Shape::any(), 0, 10'000)),
                               need("tables", Shape::any(), "of a whole county alone"),
                               need("seq", Shape::integer(0, INT64_MAX / 2))}),
      .roles = kReaders,
      .scope = api::division_at("division"),
      .query = [parts](const QueryContext& context) { return summary(context, parts); }});
}

}  // namespace anlan::relief
