#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "base/json_fields.hpp"
#include "relief/gate_context_operations.hpp"
#include "relief/gate_view.hpp"
#include "relief/payment_view.hpp"
#include "relief/pin_rules.hpp"
#include "relief/pin_view.hpp"
#include "relief/plan_facts.hpp"
#include "relief/relief_operations.hpp"

namespace anlan::relief {

using access::Role;
using api::may;
using api::need;
using api::QueryContext;
using api::Shape;
using nlohmann::json;

namespace {

constexpr std::int64_t kMostFen = 1'000'000'000'000;
constexpr access::RoleSet kPlanners{Role::township_reviewer, Role::county_reviewer, Role::leader, Role::auditor};

template <class Effect>
json effect_wire(const Effect& each) {
  return {{"households", each.households},
          {"people", each.people},
          {"fen", each.fen},
          {"least_a_head", each.least_a_head},
          {"most_a_head", each.most_a_head}};
}

json plan_wire(const Plan& plan, const divisions::Divisions& divisions) {
  auto villages = json::array();
  for (const auto& each : plan.villages) {
    auto line = effect_wire(each);
    line.update({{"village", each.village},
                 {"name", divisions.name_of(DivisionCode::parse(each.village).value())},
                 {"all_equal", each.all_equal}});
    villages.push_back(std::move(line));
  }
  auto classes = json::array();
  for (const auto& each : plan.classes) {
    auto line = effect_wire(each);
    line["class"] = to_string(each.household_class);
    classes.push_back(std::move(line));
  }
  return {{"policy", to_string(plan.policy)},
          {"wanted", plan.wanted},
          {"total", plan.total},
          {"villages", std::move(villages)},
          {"classes", std::move(classes)}};
}

json decided_wire(const FrozenSoFar& decided) { return {{"lists", decided.lists}, {"fen", decided.fen}}; }

/// The standard as it was pinned; the catalogue's while none, or another, is.
Result<Standard> standard_in(store::Connection& db, const std::string& campaign, const ReliefCatalogue& standards,
                             const std::string& id) {
  if (auto pinned = find_pinned(db, campaign); pinned && pinned->standard.id == id) return pinned->standard;
  return standards.standard(id);
}

/// The policies side by side; one that the budget does not reach says so in `problem`.
Result<json> compare_plans(const QueryContext& context, const GateParts& parts) {
  const auto& params = context.params;
  const auto& campaign = text_at(params, "campaign");
  if (auto found = existing_campaign(context.db, campaign, context.caller.jurisdiction); !found)
    return fail(found.error());
  const auto standard = standard_in(context.db, campaign, parts.standards, text_at(params, "standard"));
  if (!standard) return fail(standard.error());
  const auto within = DivisionCode::parse(text_at(params, "division")).value();
  const auto lists = parse_word<PlannedLists>(kPlannedListsWords, params.value("lists", "all")).value();
  const auto rows = households_of_lists(context.db, campaign, within, lists, parts.standards);
  auto plans = json::array();
  for (const auto policy : kPolicies) {
    const auto plan = make_plan(rows, *standard, policy, params.at("budget_fen").get<std::int64_t>());
    plans.push_back(
        plan ? plan_wire(*plan, parts.divisions)
             : json{{"policy", to_string(policy)},
                    {"problem",
                     {{"type", plan.error().type}, {"zh", plan.error().detail.zh}, {"en", plan.error().detail.en}}}});
  }
  return json{{"standard", standard->id},
              {"households", rows.size()},
              {"decided", decided_wire(frozen_so_far(context.db, campaign))},
              {"plans", std::move(plans)}};
}

/// By what a list's amounts are explained.
struct Basis {
  std::string kind;  ///< "frozen", "pinned" or "asked"
  Standard standard;
  Policy policy = Policy::by_class;
  std::optional<std::int64_t> budget = {};  ///< nothing: as if the money sufficed
};

/// What was asked for; else what the list was frozen by; else what the campaign pays by. Problem `no-standard` (409).
Result<Basis> basis_of(const QueryContext& context, const GateContext& at, const GateParts& parts) {
  const auto& params = context.params;
  const auto basis = [&](std::string kind, const json& by) {
    return standard_in(context.db, at.campaign.campaign, parts.standards, text_at(by, "standard"))
        .map([&](Standard standard) {
          return Basis{std::move(kind), std::move(standard), parse_policy(text_at(by, "policy")).value(),
                       optional_at<std::int64_t>(by, "budget_fen")};
        });
  };
  if (params.contains("standard") && params.contains("policy")) return basis("asked", params);
  const auto evidence = find_evidence(context.db, at.campaign.campaign, at.village);
  if (evidence.contains("freeze")) return basis("frozen", evidence.at("freeze"));
  if (auto pinned = find_pinned(context.db, at.campaign.campaign)) {
    return Basis{.kind = "pinned",
                 .standard = std::move(pinned->standard),
                 .policy = pinned->policy,
                 .budget = optional_at<std::int64_t>(params, "budget_fen")};
  }
  return fail(ProblemKind::conflict, "no-standard",
              {"本年度还没有定救助标准，请县级先定标准，再看每户金额",
               "no standard is set for this campaign yet; the county sets it first"});
}

json household_words(const PlanHousehold& household) {
  return {{"class", to_string(household.household_class)},
          {"severity", to_string(household.severity)},
          {"raised", household.raised}};
}

json explained_rows(const Plan& plan, const Basis& by, const std::vector<PlanHousehold>& sorted,
                    const std::map<std::string, std::int64_t>& decided, const std::string& only) {
  auto rows = json::array();
  for (std::size_t i = 0; i < plan.allowances.size(); ++i) {
    const auto& each = plan.allowances[i];
    if (!only.empty() && each.household != only) continue;
    const auto why = explain(each, by.standard, plan);
    const auto found = decided.find(each.household);
    json row{{"household", each.household},
             {"needy", each.needy},
             {"tier", each.tier},
             {"full", each.full},
             {"capped", each.capped},
             {"fen", each.fen},
             {"decided_fen", found == decided.end() ? json(nullptr) : json(found->second)},
             {"why", {{"zh", why.zh}, {"en", why.en}}}};
    row.update(household_words(sorted[i]));
    rows.push_back(std::move(row));
  }
  return rows;
}

/// How each household's amount comes about, decided or only thought of.
Result<json> explain_plan(const QueryContext& context, const GateParts& parts) {
  const auto& params = context.params;
  const auto village = DivisionCode::parse(text_at(params, "village")).value();
  const auto at = read_gate(context.db, parts, text_at(params, "campaign"), village, context.caller.jurisdiction);
  if (!at) return fail(at.error());
  const auto by = basis_of(context, *at, parts);
  if (!by) return fail(by.error());
  auto households = plan_households(at->households, parts.standards);
  std::ranges::sort(households, {}, &PlanHousehold::household);
  const auto plan = make_plan(households, by->standard, by->policy, by->budget.value_or(kMostFen));
  if (!plan) return fail(plan.error());
  std::map<std::string, std::int64_t> decided;
  for (const auto& row : frozen_amounts(context.db, at->campaign.campaign, village)) decided[row.household] = row.fen;
  auto basis = pinned_json({by->standard, by->policy});
  basis["basis"] = by->kind;
  basis["budget_fen"] = or_null(by->budget);
  return json{{"basis", std::move(basis)},
              {"wanted", plan->wanted},
              {"total", plan->total},
              {"rows", explained_rows(*plan, *by, households, decided, params.value("household", ""))}};
}

/// A list's part of the county's money: all that is not decided yet, over all lists that are not, by what the campaign
/// pays by. Problems: `no-standard`, `no-budget` (409), those of `make_plan`.
Result<json> share_of_list(const QueryContext& context, const GateParts& parts) {
  const auto village = DivisionCode::parse(text_at(context.params, "village")).value();
  const auto at =
      read_gate(context.db, parts, text_at(context.params, "campaign"), village, context.caller.jurisdiction);
  if (!at) return fail(at.error());
  const auto& campaign = at->campaign.campaign;
  const auto pinned = find_pinned(context.db, campaign);
  const auto budget = budget_of(at->campaign.facts);
  if (!pinned || budget == 0) {
    return fail(ProblemKind::conflict, pinned ? "no-budget" : "no-standard",
                {"县级先登记本年度资金并定下标准和分配办法，才能算出本村份额；也可以直接填写本村资金",
                 "the county enters the money and sets standard and policy first; or type this list's money"});
  }
  const auto decided = frozen_so_far(context.db, campaign, village);
  auto rows =
      households_of_lists(context.db, campaign, at->campaign.facts.division, PlannedLists::undecided, parts.standards);
  const auto own = [&](const PlanHousehold& row) { return row.village == village.text(); };
  if (std::ranges::none_of(rows, own))
    std::ranges::copy(plan_households(at->households, parts.standards), std::back_inserter(rows));
  const auto households = rows.size();
  const auto plan =
      make_plan(std::move(rows), pinned->standard, pinned->policy, std::max<std::int64_t>(0, budget - decided.fen));
  if (!plan) return fail(plan.error());
  const auto found = std::ranges::find(plan->villages, village.text(), &VillageEffect::village);
  return json{{"standard", pinned->standard.id},
              {"policy", to_string(pinned->policy)},
              {"budget_fen", budget},
              {"decided", decided_wire(decided)},
              {"households", households},
              {"wanted", plan->wanted},
              {"share_fen", found == plan->villages.end() ? 0 : found->fen}};
}

Shape policy_shape() { return Shape::one_of({"equal", "by_class", "by_severity"}); }

api::Operation explaining(const GateParts& parts) {
  const auto count = Shape::integer(0, INT64_MAX / 2);
  return {.name = "plan.explain",
          .kind = api::Kind::query,
          .summary = {"逐户说明金额怎样算出（未注明标准的，按已锁定或已定的标准）",
                      "How each household's amount comes about, by what was frozen or pinned unless asked otherwise"},
          .params = Shape::object({need("campaign", Shape::uuid()), need("village", Shape::division()),
                                   may("household", Shape::uuid(), "this one alone"),
                                   may("standard", Shape::text(1, 60)), may("policy", policy_shape()),
                                   may("budget_fen", Shape::integer(0, kMostFen), "of this list")}),
          .result = Shape::object({need("basis", Shape::any(), "the standard with its source, and why this one"),
                                   need("wanted", count), need("total", count),
                                   need("rows", Shape::array(Shape::any(), 0, 20'000))}),
          .roles = kReaders,
          .scope = api::division_at("village"),
          .query = [parts](const QueryContext& context) { return explain_plan(context, parts); }};
}

api::Operation comparing(const GateParts& parts) {
  return {
      .name = "plan.compare",
      .kind = api::Kind::query,
      .summary = {"同一笔资金按三种办法测算，比较对各村、各类家庭的影响",
                  "One budget under three policies, and what each does to every village and class"},
      .params = Shape::object({need("campaign", Shape::uuid()), need("division", Shape::division()),
                               need("standard", Shape::text(1, 60)), need("budget_fen", Shape::integer(0, kMostFen)),
                               may("lists", Shape::one_of({"all", "ready", "undecided"}),
                                   "all; those at the county's gate or past it; those without amounts")}),
      .result =
          Shape::object({need("standard", Shape::text(1, 60)), need("households", Shape::integer(0, INT64_MAX / 2)),
                         need("decided", Shape::any(), "lists frozen so far, and what they come to"),
                         need("plans", Shape::array(Shape::any(), 3, 3))}),
      .roles = kPlanners,
      .scope = api::division_at("division"),
      .query = [parts](const QueryContext& context) { return compare_plans(context, parts); }};
}

api::Operation sharing(const GateParts& parts) {
  const auto count = Shape::integer(0, INT64_MAX / 2);
  return {.name = "plan.share",
          .kind = api::Kind::query,
          .summary = {"本村在全县一本账里的份额：剩余资金按已定办法分到未锁定的各村",
                      "A list's part of one plan over the county: the money left, over all lists not frozen yet"},
          .params = Shape::object({need("campaign", Shape::uuid()), need("village", Shape::division())}),
          .result = Shape::object({need("standard", Shape::text(1, 60)), need("policy", policy_shape()),
                                   need("budget_fen", count), need("decided", Shape::any()), need("households", count),
                                   need("wanted", count), need("share_fen", count)}),
          .roles = kPlanners,
          .scope = api::division_at("village"),
          .query = [parts](const QueryContext& context) { return share_of_list(context, parts); }};
}

}  // namespace

void declare_plans(api::Registry& registry, const GateParts& parts) {
  registry.add(explaining(parts));
  registry.add(comparing(parts));
  registry.add(sharing(parts));
}

}  // namespace anlan::relief
