#include <map>
#include <utility>

#include "base/json_fields.hpp"
#include "journal/reading.hpp"
#include "relief/campaign_view.hpp"
#include "relief/evidence_operations.hpp"
#include "relief/gate_context_operations.hpp"
#include "relief/gate_view.hpp"
#include "relief/household_queries.hpp"
#include "relief/relief_operations.hpp"

namespace anlan::relief {

using api::need;
using api::QueryContext;
using api::Shape;
using nlohmann::json;

namespace {

Result<json> get_gate(const QueryContext& context, const GateParts& parts) {
  const auto village = DivisionCode::parse(text_at(context.params, "village")).value();
  const auto at =
      read_gate(context.db, parts, text_at(context.params, "campaign"), village, context.caller.jurisdiction);
  if (!at) return fail(at.error());
  const bool words = kRevealers.contains(context.caller.role);
  return json{{"list", gate_wire(context.db, parts, *at, context.now, words)}, {"seq", journal::head_seq(context.db)}};
}

/// Every village that has households or where something happened, with the stage of its list.
Result<json> list_gates(const QueryContext& context, const GateParts& parts) {
  const auto& campaign = text_at(context.params, "campaign");
  const auto within = DivisionCode::parse(text_at(context.params, "division")).value();
  if (auto found = existing_campaign(context.db, campaign, context.caller.jurisdiction); !found)
    return fail(found.error());
  std::map<std::string, Stage> stages;
  for (const auto& each : stages_of(context.db, campaign, within)) stages.emplace(each.village.text(), each.stage);
  auto lists = json::array();
  for (const auto& each : village_lists(context.db, campaign, within)) {
    const auto known = stages.find(each.village.text());
    lists.push_back({{"village", each.village.text()},
                     {"name", parts.divisions.name_of(each.village)},
                     {"stage", to_string(known == stages.end() ? Stage::report : known->second)},
                     {"households", each.households},
                     {"people", each.people},
                     {"needy", each.needy}});
  }
  return json{{"lists", std::move(lists)}, {"seq", journal::head_seq(context.db)}};
}

}  // namespace

void declare_gate_queries(api::Registry& registry, const GateParts& parts) {
  const auto count = Shape::integer(0, INT64_MAX / 2);
  registry.add(api::Operation{
      .name = "gate.get",
      .kind = api::Kind::query,
      .summary = {"一村名单的环节、材料和还缺什么", "A village's list: its stage, its evidence, and what is missing"},
      .params = Shape::object({need("campaign", Shape::uuid()), need("village", Shape::division())}),
      .result = Shape::object({need("list", Shape::any()), need("seq", count)}),
      .roles = kReaders,
      .scope = api::division_at("village"),
      .query = [parts](const QueryContext& context) { return get_gate(context, parts); }});
  registry.add(api::Operation{
      .name = "gate.list",
      .kind = api::Kind::query,
      .summary = {"各村名单办到哪个环节", "How far every village's list has come"},
      .params = Shape::object({need("campaign", Shape::uuid()), need("division", Shape::division())}),
      .result = Shape::object({need("lists", Shape::array(Shape::any(), 0, 10'000)), need("seq", count)}),
      .roles = kReaders,
      .scope = api::division_at("division"),
      .query = [parts](const QueryContext& context) { return list_gates(context, parts); }});
}

void declare_gates(api::Registry& registry, const GateParts& parts) {
  declare_campaign_pin(registry, parts);
  declare_gate_evidence(registry, parts);
  declare_gate_decisions(registry, parts);
  declare_gate_desk(registry, parts);
  declare_gate_queries(registry, parts);
  declare_evidence(registry, parts);
  declare_plans(registry, parts);
  declare_payments(registry, parts);
  declare_relief_summary(registry, parts);
  registry.add(api::Topic{.name = "gate",
                          .summary = {"名单环节和材料有变，以及各村名单现在的环节",
                                      "What happened to a list, and the stage every village's list is at"},
                          .state = true,
                          .roles = kReaders});
}

}  // namespace anlan::relief
