#include <map>
#include <utility>

#include "base/json_fields.hpp"
#include "journal/reading.hpp"
#include "relief/campaign_view.hpp"
#include "relief/gate_context_operations.hpp"
#include "relief/gate_view.hpp"
#include "relief/household_queries.hpp"
#include "relief/pin_view.hpp"
#include "relief/plan_facts.hpp"
#include "relief/relief_operations.hpp"

namespace anlan::relief {

using access::Role;
using api::need;
using api::QueryContext;
using api::Shape;
using nlohmann::json;

namespace {

constexpr std::int64_t kMostFen = 1'000'000'000'000;
constexpr std::int64_t kMostHouseholds = 1'000'000;

Result<json> get_gate(const QueryContext& context, const GateParts& parts) {
  const auto village = DivisionCode::parse(text_at(context.params, "village")).value();
  const auto at =
      read_gate(context.db, parts, text_at(context.params, "campaign"), village, context.caller.jurisdiction);
  if (!at) return fail(at.error());
  return json{{"list", gate_wire(context.db, parts, *at, context.now)}, {"seq", journal::head_seq(context.db)}};
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

json plan_wire(const Plan& plan, const divisions::Divisions& divisions) {
  auto villages = json::array();
  for (const auto& each : plan.villages) {
    villages.push_back({{"village", each.village},
                        {"name", divisions.name_of(DivisionCode::parse(each.village).value())},
                        {"households", each.households},
                        {"people", each.people},
                        {"fen", each.fen},
                        {"least_a_head", each.least_a_head},
                        {"most_a_head", each.most_a_head},
                        {"all_equal", each.all_equal}});
  }
  return {{"policy", to_string(plan.policy)},
          {"wanted", plan.wanted},
          {"total", plan.total},
          {"villages", std::move(villages)}};
}

/// The policies side by side; one that the budget does not reach says so in `problem`.
Result<json> compare_plans(const QueryContext& context, const GateParts& parts) {
  const auto& campaign = text_at(context.params, "campaign");
  if (auto found = existing_campaign(context.db, campaign, context.caller.jurisdiction); !found)
    return fail(found.error());
  const auto standard = parts.standards.standard(text_at(context.params, "standard"));
  if (!standard) return fail(standard.error());
  const auto within = DivisionCode::parse(text_at(context.params, "division")).value();
  const auto rows = plan_households(
      list_households(
          context.db,
          {.campaign = campaign, .within = within, .state = HouseholdState::entered, .limit = kMostHouseholds}),
      parts.standards);
  auto plans = json::array();
  for (const auto policy : kPolicies) {
    const auto plan = make_plan(rows, *standard, policy, context.params.at("budget_fen").get<std::int64_t>());
    plans.push_back(
        plan ? plan_wire(*plan, parts.divisions)
             : json{{"policy", to_string(policy)},
                    {"problem",
                     {{"type", plan.error().type}, {"zh", plan.error().detail.zh}, {"en", plan.error().detail.en}}}});
  }
  return json{{"standard", standard->id}, {"households", rows.size()}, {"plans", std::move(plans)}};
}

/// The standard as it was pinned; the catalogue's while none, or another, is.
Result<Standard> standard_in(store::Connection& db, const GateContext& at, const ReliefCatalogue& standards,
                             const std::string& id) {
  if (auto pinned = find_pinned(db, at.campaign.campaign); pinned && pinned->standard.id == id) return pinned->standard;
  return standards.standard(id);
}

/// How each household's amount comes about, decided or only thought of.
Result<json> explain_plan(const QueryContext& context, const GateParts& parts) {
  const auto& params = context.params;
  const auto village = DivisionCode::parse(text_at(params, "village")).value();
  const auto at = read_gate(context.db, parts, text_at(params, "campaign"), village, context.caller.jurisdiction);
  if (!at) return fail(at.error());
  const auto standard = standard_in(context.db, *at, parts.standards, text_at(params, "standard"));
  if (!standard) return fail(standard.error());
  const auto plan = make_plan(plan_households(at->households, parts.standards), *standard,
                              parse_policy(text_at(params, "policy")).value(), params.at("budget_fen"));
  if (!plan) return fail(plan.error());
  auto rows = json::array();
  for (const auto& each : plan->allowances) {
    const auto why = explain(each, *standard, *plan);
    rows.push_back({{"household", each.household},
                    {"needy", each.needy},
                    {"tier", each.tier},
                    {"full", each.full},
                    {"capped", each.capped},
                    {"fen", each.fen},
                    {"why", {{"zh", why.zh}, {"en", why.en}}}});
  }
  return json{{"wanted", plan->wanted}, {"total", plan->total}, {"rows", std::move(rows)}};
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
  registry.add(
      api::Operation{.name = "plan.explain",
                     .kind = api::Kind::query,
                     .summary = {"逐户说明金额怎样算出", "How each household's amount comes about"},
                     .params = Shape::object({need("campaign", Shape::uuid()), need("village", Shape::division()),
                                              need("standard", Shape::text(1, 60)),
                                              need("policy", Shape::one_of({"equal", "by_class", "by_severity"})),
                                              need("budget_fen", Shape::integer(0, kMostFen), "of this list")}),
                     .result = Shape::object({need("wanted", count), need("total", count),
                                              need("rows", Shape::array(Shape::any(), 0, 20'000))}),
                     .roles = kReaders,
                     .scope = api::division_at("village"),
                     .query = [parts](const QueryContext& context) { return explain_plan(context, parts); }});
  registry.add(api::Operation{
      .name = "plan.compare",
      .kind = api::Kind::query,
      .summary = {"同一笔资金按三种办法测算，比较对各村的影响",
                  "One budget under three policies, and what each does to every village"},
      .params = Shape::object({need("campaign", Shape::uuid()), need("division", Shape::division()),
                               need("standard", Shape::text(1, 60)), need("budget_fen", Shape::integer(0, kMostFen))}),
      .result = Shape::object({need("standard", Shape::text(1, 60)), need("households", count),
                               need("plans", Shape::array(Shape::any(), 3, 3))}),
      .roles = {Role::township_reviewer, Role::county_reviewer, Role::leader, Role::auditor},
      .scope = api::division_at("division"),
      .query = [parts](const QueryContext& context) { return compare_plans(context, parts); }});
}

void declare_gates(api::Registry& registry, const GateParts& parts) {
  declare_campaign_pin(registry, parts);
  declare_gate_evidence(registry, parts);
  declare_gate_decisions(registry, parts);
  declare_gate_queries(registry, parts);
  declare_payments(registry, parts);
  declare_relief_summary(registry, parts);
  registry.add(api::Topic{.name = "gate",
                          .summary = {"名单环节和材料有变，以及各村名单现在的环节",
                                      "What happened to a list, and the stage every village's list is at"},
                          .state = true,
                          .roles = kReaders});
}

}  // namespace anlan::relief
