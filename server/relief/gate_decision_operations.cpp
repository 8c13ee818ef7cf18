#include <algorithm>
#include <unordered_map>
#include <utility>

#include "api/personal.hpp"
#include "base/json_fields.hpp"
#include "relief/campaign_view.hpp"
#include "relief/gate_context_operations.hpp"
#include "relief/gate_entries.hpp"
#include "relief/gate_view.hpp"
#include "relief/household_money_queries.hpp"
#include "relief/household_money_rules.hpp"
#include "relief/household_personal.hpp"
#include "relief/needs_json.hpp"
#include "relief/payment.hpp"
#include "relief/payment_payees.hpp"
#include "relief/payment_view.hpp"
#include "relief/pin_entries.hpp"
#include "relief/pin_rules.hpp"
#include "relief/pin_view.hpp"
#include "relief/plan_facts.hpp"
#include "relief/relief_operations.hpp"
#include "relief/way_rules.hpp"

namespace anlan::relief {

using access::Role;
using access::RoleSet;
using api::CommandContext;
using api::need;
using api::Shape;
using nlohmann::json;
using Drafts = Result<std::vector<journal::Draft>>;

namespace {

constexpr RoleSet kCounty{Role::county_reviewer};
constexpr RoleSet kTownship{Role::township_reviewer};
constexpr std::int64_t kMostFen = 1'000'000'000'000;

std::vector<journal::Draft> one(const GateContext& at, std::string_view type, json body) {
  return {gate_fact(type, at.campaign, at.village, std::move(body))};
}

/// Whose gate a stage is: the village's and township's clerks prepare, the township reviews, the county decides and
/// pays.
RoleSet keepers_of(Stage stage) {
  switch (stage) {
    case Stage::report:
    case Stage::village_review:
    case Stage::public_notice:
    case Stage::second_notice:
      return kEnterers;
    case Stage::township_review:
    case Stage::relieved:
    case Stage::follow_up:
      return kTownship;
    default:
      return kCounty;
  }
}

Result<void> check_keeper(const CommandContext& context, const GateContext& at) {
  if (keepers_of(at.list.stage).contains(context.caller.role)) return {};
  const auto title = std::string{title_of(at.list.stage)};
  return fail(ProblemKind::forbidden, "other-gate",
              {"「" + title + "」环节不由您的岗位办理，请交有关岗位",
               "this stage's gate is kept by another office; hand it over"});
}

/// Nobody of the list is paid with another one.
Result<void> check_paid_once(const CommandContext& context, const GateContext& at, const GateParts& parts) {
  auto elsewhere = paid_elsewhere(context.db, at.campaign.campaign, at.village);
  for (auto& each : elsewhere) each.village = parts.divisions.name_of(DivisionCode::parse(each.village).value());
  return check_paid_nowhere_else(elsewhere);
}

/// The households as the plan takes them. Problem `nobody-needy` (409) names those without anybody in need, which the
/// plan would silently leave out.
Result<std::vector<PlanHousehold>> plannable(const GateContext& at, const ReliefCatalogue& standards) {
  Problem problem{.kind = ProblemKind::conflict, .type = "nobody-needy"};
  for (const auto& each : at.households) {
    if (each.facts.needy > 0) continue;
    problem.errors.push_back(
        {"/households/" + each.household,
         {"需救助人口为 0，请改正或撤下", "nobody in need: correct it or withdraw the household"}});
  }
  if (problem.errors.empty()) return plan_households(at.households, standards);
  problem.detail = {
      "有 " + std::to_string(problem.errors.size()) + " 户需救助人口为 0，请改正或撤下后再锁定",
      std::to_string(problem.errors.size()) + " households have nobody in need: correct or withdraw them, then freeze"};
  return fail(std::move(problem));
}

/// What the campaign's lists are paid by: what was pinned or, at the first freeze, what is asked for. Problems:
/// `not-the-pinned-standard` (409), those of `check_pin`.
Result<PinnedStandard> standard_for(const CommandContext& context, const GateContext& at,
                                    const ReliefCatalogue& standards, const std::optional<PinnedStandard>& pinned) {
  const auto& id = text_at(context.params, "standard");
  const auto policy = parse_policy(text_at(context.params, "policy")).value();
  if (pinned) {
    if (pinned->standard.id == id && pinned->policy == policy) return *pinned;
    return fail(ProblemKind::conflict, "not-the-pinned-standard",
                {"本年度已定标准和分配办法，各村须一致；请按已定的测算",
                 "the campaign's standard and policy are pinned and the same for every village: plan by those"});
  }
  auto standard = standards.standard(id);
  if (!standard) return fail(std::move(standard.error()));
  const PinnedStandard asked{std::move(*standard), policy};
  return check_pin(at.campaign, asked, pinned, 0).map([&] { return asked; });
}

/// The lists of the winter together may not promise more than all levels give. Problem `beyond-budget` (409).
Result<void> check_budget(const CommandContext& context, const GateContext& at, std::int64_t total_fen) {
  std::int64_t budget = 0;
  std::int64_t before = 0;
  for (const auto& each : winter_of(context.db, at.campaign.campaign)) {
    budget += budget_of(find_campaign(context.db, each).value().facts);
    const auto but = each == at.campaign.campaign ? std::optional{at.village} : std::nullopt;
    before += frozen_so_far(context.db, each, but).fen;
  }
  if (budget == 0 || before + total_fen <= budget) return {};
  const auto over = yuan(before + total_fen - budget);
  return fail(ProblemKind::conflict, "beyond-budget",
              {"各村锁定金额合计超过本年度各级资金 " + over + " 元，请调低本村资金或先补登年度资金",
               "all lists together are " + over +
                   " yuan above what all levels give: lower this one, or enter more "
                   "funding first"});
}

/// What is signed beside the amount: whom it goes to, and what may be given in goods. Problem `key-not-held` (409).
Result<void> add_payee(Decided& row, const std::string& campaign, const Household& household, access::KeyRing& keys) {
  const auto personal = unseal_personal(keys, household.sealed);
  if (!personal) {
    return fail(ProblemKind::conflict, "key-not-held",
                {"本站没有打开名单的密钥，收款账户无法随名单锁定；请联系管理员从保管副本恢复密钥文件",
                 "this site does not hold the list's key, so its payees cannot be frozen: ask the administrator for "
                 "the key file's safe copy"});
  }
  row.needs = household.facts.needs;
  return payee_mark(keys, campaign, row.household, *personal).map([&](std::string mark) {
    row.payee = std::move(mark);
  });
}

json frozen_body(const Snapshot& snapshot, const PinnedStandard& by, std::int64_t budget) {
  auto lines = json::array();
  for (const auto& row : snapshot.rows) {
    lines.push_back({{"household", row.household},
                     {"needy", row.needy},
                     {"fen", row.fen},
                     {"payee", row.payee},
                     {"needs", needs_json(row.needs)}});
  }
  return {{"snapshot", snapshot.hash}, {"standard", by.standard.id},      {"policy", to_string(by.policy)},
          {"budget_fen", budget},      {"total_fen", snapshot.total_fen}, {"rows", std::move(lines)}};
}

/// Amounts for the list by the campaign's standard, as a snapshot with its hash.
Result<Snapshot> decide_amounts(const GateContext& at, const GateParts& parts, const PinnedStandard& by,
                                std::int64_t budget) {
  auto households = plannable(at, parts.standards);
  if (!households) return fail(std::move(households.error()));
  const auto plan = make_plan(std::move(*households), by.standard, by.policy, budget);
  if (!plan) return fail(plan.error());
  std::vector<Decided> rows;
  std::unordered_map<std::string_view, const Household*> known;
  for (const auto& each : at.households) known.emplace(each.household, &each);
  for (const auto& each : plan->allowances) {
    auto& row = rows.emplace_back(Decided{each.household, each.village, each.needy, each.fen});
    const auto& household = *known.at(each.household);
    if (auto added = add_payee(row, at.campaign.campaign, household, parts.keys); !added)
      return fail(std::move(added.error()));
  }
  return freeze(at.campaign.campaign, std::move(rows));
}

Drafts freeze_list(const CommandContext& context, const GateContext& at, const GateParts& parts) {
  if (at.list.stage != Stage::county_decision) {
    return fail(ProblemKind::conflict, "wrong-stage",
                {"名单不在县定环节，不能锁定", "the list is not at the county's gate: it cannot be frozen"});
  }
  const auto pinned = find_pinned(context.db, at.campaign.campaign);
  const auto by = standard_for(context, at, parts.standards, pinned);
  if (!by) return fail(by.error());
  if (auto held = check_paid_once(context, at, parts); !held) return fail(std::move(held.error()));
  const auto budget = context.params.at("budget_fen").get<std::int64_t>();
  const auto snapshot = decide_amounts(at, parts, *by, budget);
  if (!snapshot) return fail(snapshot.error());
  if (auto held = check_budget(context, at, snapshot->total_fen); !held) return fail(std::move(held.error()));
  auto entries = one(at, kGateFrozen, frozen_body(*snapshot, *by, budget));
  if (!pinned) entries.push_back(campaign_pinned(at.campaign, *by, "随首次锁定名单固定"));
  return entries;
}

Drafts sign(const CommandContext& context, const GateContext& at) {
  const Signature signature{context.caller.account, context.now, text_at(context.params, "snapshot")};
  return check_signature(at.list, signature).map([&] {
    return one(at, kGateSigned, {{"snapshot", signature.snapshot}});
  });
}

Drafts allot(const CommandContext& context, const GateContext& at) {
  if (at.list.stage != Stage::allotment) {
    return fail(ProblemKind::conflict, "wrong-stage",
                {"名单不在下达环节", "the list is not at the stage of allotment"});
  }
  const auto& document = text_at(context.params, "document");
  if (std::ranges::find(at.list.allotments, document, &AllotmentNotice::document) != at.list.allotments.end()) {
    return fail_field("/document", "allotted-already",
                      {"这个文号已经登记过，请核对", "this document is on record already; check it"});
  }
  return one(at, kGateAllotted, {{"document", document}, {"fen", context.params.at("fen")}});
}

Drafts confirm(const CommandContext&, const GateContext& at) {
  if (at.list.stage == Stage::relieved) return one(at, kGateConfirmed, json::object());
  return fail(ProblemKind::conflict, "wrong-stage", {"名单不在已救助环节", "the list is not at the stage of results"});
}

Drafts pass(const CommandContext& context, const GateContext& at, const GateParts& parts) {
  if (auto held = check_keeper(context, at); !held) return fail(std::move(held.error()));
  if (at.list.stage == Stage::allotment) {
    if (auto held = check_paid_once(context, at, parts); !held) return fail(std::move(held.error()));
  }
  return pass_gate(at.list, rules_of(parts.standards), context.caller.account, context.now).map([&](Stage to) {
    return one(at, kGatePassed, {{"from", to_string(at.list.stage)}, {"to", to_string(to)}});
  });
}

/// Reasons name people: they are sealed as the people are.
Drafts send_back(const CommandContext& context, const GateContext& at, access::KeyRing& keys) {
  if (auto held = check_keeper(context, at); !held) return fail(std::move(held.error()));
  const auto to = parse_stage(text_at(context.params, "to")).value();
  const auto& reason = text_at(context.params, "reason");
  return check_return(at.list, to, reason)
      .and_then([&] { return keys.seal(key_owner_of(at.campaign.campaign), reason); })
      .map([&](std::string sealed) {
        return one(at, kGateReturned,
                   {{"from", to_string(at.list.stage)}, {"to", to_string(to)}, {"sealed", std::move(sealed)}});
      });
}

}  // namespace

void declare_gate_decisions(api::Registry& registry, const GateParts& parts) {
  const RoleSet all{Role::village_informant, Role::township_clerk, Role::township_reviewer, Role::county_reviewer};
  registry.add(gate_command(
      parts, "gate.freeze", {"按标准测算并锁定名单和金额", "Plan by a standard and freeze list and amounts"},
      {need("standard", Shape::text(1, 60)), need("policy", Shape::one_of({"equal", "by_class", "by_severity"})),
       need("budget_fen", Shape::integer(0, kMostFen))},
      kCounty,
      [parts](const CommandContext& context, const GateContext& at) { return freeze_list(context, at, parts); }));
  registry.add(gate_command(parts, "gate.sign", {"对锁定的名单签字（须两人）", "Sign the frozen list; two people do"},
                            {need("snapshot", Shape::blob(), "the hash that was looked at")}, kCounty, sign));
  registry.add(
      gate_command(parts, "gate.allot", {"登记资金下达文号和金额", "Record the document that allots the money"},
                   {need("document", Shape::text(1, 100)), need("fen", Shape::integer(1, kMostFen))}, kCounty, allot));
  registry.add(
      gate_command(parts, "gate.confirm", {"核对确认已救助数", "Confirm the results"}, {}, kTownship, confirm));
  registry.add(
      gate_command(parts, "gate.pass", {"本环节办结，转下一环节", "Pass the gate to the next stage"}, {}, all,
                   [parts](const CommandContext& context, const GateContext& at) { return pass(context, at, parts); }));
  auto returning = gate_command(
      parts, "gate.return", {"注明理由退回之前的环节", "Send the list back to an earlier stage, with a reason"},
      {need("to", Shape::one_of({"report", "village_review", "public_notice", "township_review", "county_decision",
                                 "allotment", "payment", "second_notice", "relieved"})),
       need("reason", Shape::text(1, kLongestReason), "kept sealed")},
      all,
      [parts](const CommandContext& context, const GateContext& at) { return send_back(context, at, parts.keys); });
  returning.stands_for = [&keys = parts.keys](const json& params) { return api::without(keys, params, "/reason"); };
  registry.add(std::move(returning));
}

}  // namespace anlan::relief
