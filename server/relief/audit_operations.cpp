#include <algorithm>
#include <utility>

#include "access/pictures.hpp"
#include "api/personal.hpp"
#include "base/json_fields.hpp"
#include "base/uuid.hpp"
#include "journal/journal.hpp"
#include "relief/audit_entries.hpp"
#include "relief/audit_risk.hpp"
#include "relief/audit_rules.hpp"
#include "relief/audit_shapes_operations.hpp"
#include "relief/household_shapes_operations.hpp"
#include "relief/inquiry_entries.hpp"
#include "relief/inquiry_rules.hpp"
#include "relief/inquiry_view.hpp"
#include "relief/supervision_operations.hpp"

namespace anlan::relief {

using access::Role;
using api::CommandContext;
using api::may;
using api::need;
using api::Shape;
using boost::asio::awaitable;
using nlohmann::json;

namespace {

/// Who inspects stands above the townships that are inspected.
constexpr access::RoleSet kInspectors{Role::county_reviewer, Role::auditor};
constexpr const char* kRule = "audit";  ///< as inquiries name what raised the doubt

std::vector<DivisionCode> villages_in(const json& params, const char* field) {
  std::vector<DivisionCode> out;
  for (const auto& code : params.value(field, json::array())) {
    out.push_back(DivisionCode::parse(code.get<std::string>()).value());
  }
  return out;
}

AuditPlan plan_in(const json& params) {
  return {.name = params.at("name"),
          .from = params.at("from"),
          .until = params.at("until"),
          .whole = villages_in(params, "whole"),
          .sampled = villages_in(params, "sampled"),
          .design = {.confidence_permille = params.at("confidence_permille"),
                     .margin_permille = params.at("margin_permille")},
          .team = params.at("team").get<std::vector<std::string>>()};
}

/// What the rules find is asked beside the writer: it may take long. Only a draw needs it.
awaitable<Result<std::string>> look_for_risk(SupervisionParts parts, json params) {
  if (params.value("sampled", json::array()).empty()) co_return std::string{"{}"};
  auto look = [&](store::Connection& db) -> Result<std::string> {
    const auto turn = parts.runs->turn();
    if (!turn) return fail(turn.error());
    const auto division = DivisionCode::parse(text_at(params, "division")).value();
    return dump(json(risk_by_household(db, parts.rules, {text_at(params, "campaign"), division})));
  };
  co_return co_await parts.relief.readers.run(std::move(look));
}

std::vector<AuditCandidate> candidates_of(const CommandContext& context, const Campaign& campaign,
                                          const AuditPlan& plan) {
  const auto risks = json::parse(context.prepared);
  std::vector<AuditCandidate> out;
  for (const auto* villages : {&plan.whole, &plan.sampled}) {
    for (const auto& village : *villages) {
      const int of_village = risks.value(village.text(), 0);
      for (const auto& one : on_list(context.db, campaign.campaign, village)) {
        out.push_back({.household = one.household,
                       .village = village,
                       .risk = std::min(100, of_village + risks.value(one.household, 0))});
      }
    }
  }
  return out;
}

Result<api::Decision> decide_plan(const CommandContext& context, const SupervisionParts& parts) {
  const auto& params = context.params;
  const auto campaign = existing_campaign(context.db, text_at(params, "campaign"), context.caller.jurisdiction);
  if (!campaign) return fail(campaign.error());
  Audit audit{.audit = make_uuid(context.now),
              .campaign = campaign->campaign,
              .division = DivisionCode::parse(text_at(params, "division")).value(),
              .plan = plan_in(params),
              .exercise = campaign->exercise};
  if (auto held = check_plan(audit.plan, audit.division); !held) return fail(std::move(held.error()));
  const auto picks = draw_audit(audit.plan, candidates_of(context, *campaign, audit.plan), audit.audit);
  if (!picks) return fail(picks.error());
  api::Decision out;
  out.entries.push_back(audit_planned(audit, *picks));
  out.answer = [parts, id = audit.audit](store::Connection& db, const std::vector<journal::Entry>&) {
    return json{{"audit", audit_wire(db, parts.relief, find_audit(db, id).value(), false)}};
  };
  return out;
}

/// An inquiry into what a visit found, or the one that goes on about the household.
std::optional<journal::Draft> inquire(const CommandContext& context, const Audit& audit, AuditVisit& visit) {
  const auto known = inquiry_about(context.db, {audit.campaign, kRule, visit.pick.village, visit.pick.household});
  if (known && (known->state == InquiryState::open || known->state == InquiryState::confirmed)) {
    visit.inquiry = known->inquiry;
    return std::nullopt;
  }
  visit.inquiry = make_uuid(context.now);
  return inquiry_opened({.inquiry = *visit.inquiry,
                         .campaign = audit.campaign,
                         .rule = kRule,
                         .rule_version = 1,
                         .village = visit.pick.village,
                         .household = visit.pick.household,
                         .facts = {{"audit", audit.plan.name}, {"found", word_of(kAuditResultWords, *visit.result)}},
                         .exercise = audit.exercise,
                         .note = visit.note});
}

/// What a visit found, once the rules let it pass.
Result<AuditVisit> visit_in(const CommandContext& context, const ReliefParts& parts, const Audit& audit) {
  const auto& params = context.params;
  const auto known = find_audit_visit(context.db, audit.audit, text_at(params, "household"));
  const auto note = optional_at<std::string>(params, "note");
  const AuditFound found{.result = parse_word<AuditResult>(kAuditResultWords, text_at(params, "result")).value(),
                         .told = note.has_value(),
                         .at = parse_time(text_at(params, "at")).value(),
                         .replaces = params.value("replaces", false)};
  if (auto held = check_visit(audit, known, found, context.now); !held) return fail(std::move(held.error()));
  const Inquiry about{.inquiry = {},
                      .campaign = audit.campaign,
                      .rule = {},
                      .village = known->pick.village,
                      .household = known->pick.household,
                      .facts = {}};
  if (auto held = check_decider(context.caller.account, hands_of(context.db, about)); !held)
    return fail(std::move(held.error()));
  AuditVisit out{.pick = known->pick,
                 .result = found.result,
                 .visited_at = found.at,
                 .photo = optional_at<std::string>(params, "photo")};
  if (out.photo) {
    if (auto held = access::check_picture(
            context.db, parts.keys,
            {.owner = key_owner_of(audit.campaign),
             .blob = *out.photo,
             .pointer = "/photo",
             .missing = {"照片还没有上传，请先上传", "the photo was not stored yet; upload it first"}});
        !held)
      return fail(std::move(held.error()));
  }
  if (!note) return out;
  return parts.keys.seal(key_owner_of(audit.campaign), *note).map([&](const std::string& sealed) {
    out.note = sealed;
    return std::move(out);
  });
}

Result<Audit> existing_audit(store::Connection& db, const json& params) {
  auto found = find_audit(db, text_at(params, "audit"));
  if (found) return std::move(*found);
  return fail(ProblemKind::not_found, "unknown-audit",
              {"没有这次督查，请刷新后重选", "there is no such inspection; reload and choose again"});
}

Result<DivisionCode> division_of_audit(store::Connection& db, const json& params) {
  return existing_audit(db, params).map([](const Audit& audit) { return audit.division; });
}

Result<api::Decision> decide_visit(const CommandContext& context, const ReliefParts& parts) {
  const auto audit = existing_audit(context.db, context.params);
  if (!audit) return fail(audit.error());
  auto visit = visit_in(context, parts, *audit);
  if (!visit) return fail(std::move(visit.error()));
  api::Decision out;
  if (*visit->result != AuditResult::agrees) {
    if (auto opened = inquire(context, *audit, *visit)) out.entries.push_back(std::move(*opened));
  }
  out.entries.push_back(audit_visited(*audit, *visit));
  out.answer = [id = audit->audit, inquiry = visit->inquiry](store::Connection& db,
                                                             const std::vector<journal::Entry>&) {
    return json{{"count", audit_count_wire(count_audit(db, id))}, {"inquiry", or_null(inquiry)}};
  };
  return out;
}

Result<api::Decision> decide_close(const CommandContext& context, const ReliefParts& parts) {
  auto audit = existing_audit(context.db, context.params);
  if (!audit) return fail(std::move(audit.error()));
  const auto count = count_audit(context.db, audit->audit);
  const auto unvisited = count.households - count.visited;
  auto held =
      journal::expect_version(context.db, audit_stream(audit->audit), context.params.at("expected_version"))
          .and_then(
              [&] { return check_close_audit(*audit, unvisited, context.params.value("leave_unvisited", false)); })
          .and_then([&] { return parts.keys.seal(key_owner_of(audit->campaign), text_at(context.params, "report")); });
  if (!held) return fail(std::move(held.error()));
  audit->report = std::move(*held);
  api::Decision out;
  out.entries.push_back(audit_closed(*audit, unvisited));
  out.answer = [parts, id = audit->audit](store::Connection& db, const std::vector<journal::Entry>&) {
    return json{{"audit", audit_wire(db, parts, find_audit(db, id).value(), false)}};
  };
  return out;
}

api::Operation plan_operation(const SupervisionParts& parts) {
  const auto villages = Shape::array(Shape::division(), 0, 2'000);
  return {.name = "audit.plan",
          .kind = api::Kind::command,
          .summary = {"安排一次督查：有的村逐户全查，有的村按疑点加权抽查；种子随编号公开，可重复验证",
                      "Plan an inspection: some villages wholly, of others a sample drawn by risk; its id is the seed, "
                      "so the draw can be repeated"},
          .params = Shape::object(
              {need("campaign", Shape::uuid()), need("division", Shape::division()), need("name", Shape::text(1, 60)),
               need("from", Shape::text(10, 10)), need("until", Shape::text(10, 10), "the last day"),
               may("whole", villages, "villages of which every household is visited"),
               may("sampled", villages, "villages of which a sample is drawn, from all together"),
               need("confidence_permille", Shape::integer(800, 999)), need("margin_permille", Shape::integer(10, 200)),
               need("team", Shape::array(Shape::text(1, 60), 1, 20), "who goes"), need("command_id", Shape::uuid())}),
          .result = Shape::object({need("audit", audit_shape())}),
          .roles = kInspectors,
          .scope = api::division_at("division"),
          .command = [parts](const CommandContext& context) { return decide_plan(context, parts); },
          .prepare = [parts](json params) { return look_for_risk(parts, std::move(params)); }};
}

api::Operation visit_operation(const ReliefParts& parts) {
  return {.name = "audit.visit",
          .kind = api::Kind::command,
          .summary = {"登记一户的督查结果；不相符的自动立项核查",
                      "Enter what was found at a household; what differs becomes an inquiry"},
          .params = Shape::object({need("audit", Shape::uuid()), need("household", Shape::uuid()),
                                   need("result", words_shape(kAuditResultWords)), need("at", Shape::time()),
                                   may("note", Shape::text(1, kLongestReason), "kept sealed; needed for what differs"),
                                   may("photo", Shape::blob().or_null()),
                                   may("replaces", Shape::boolean(), "corrects what was entered before"),
                                   need("command_id", Shape::uuid())}),
          .result = Shape::object({need("count", audit_count_shape()), need("inquiry", Shape::uuid().or_null())}),
          .roles = kInspectors,
          .scope = division_of_audit,
          .command = [parts](const CommandContext& context) { return decide_visit(context, parts); },
          .stands_for = [&keys = parts.keys](const json& params) { return api::without(keys, params, "/note"); }};
}

api::Operation close_operation(const ReliefParts& parts) {
  return {
      .name = "audit.close",
      .kind = api::Kind::command,
      .summary = {"办结一次督查，附书面报告", "Close an inspection with its report"},
      .params = Shape::object({need("audit", Shape::uuid()), need("expected_version", version_shape()),
                               need("report", Shape::text(1, kLongestReport), "kept sealed"),
                               may("leave_unvisited", Shape::boolean(), "some were not visited, and that is meant so"),
                               need("command_id", Shape::uuid())}),
      .result = Shape::object({need("audit", audit_shape())}),
      .roles = kInspectors,
      .scope = division_of_audit,
      .command = [parts](const CommandContext& context) { return decide_close(context, parts); },
      .stands_for = [&keys = parts.keys](const json& params) { return api::without(keys, params, "/report"); }};
}

}  // namespace

void declare_audits(api::Registry& registry, const SupervisionParts& parts) {
  registry.add(plan_operation(parts));
  registry.add(visit_operation(parts.relief));
  registry.add(close_operation(parts.relief));
  declare_audit_queries(registry, parts.relief);
}

}  // namespace anlan::relief
