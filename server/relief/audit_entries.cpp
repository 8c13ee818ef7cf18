#include "relief/audit_entries.hpp"

#include "base/json_fields.hpp"
#include "relief/household.hpp"

namespace anlan::relief {

using nlohmann::json;

namespace {

journal::Draft draft_of(std::string_view type, const Audit& audit, json body) {
  body["campaign"] = audit.campaign;
  body["audit"] = audit.audit;
  return {.stream = audit_stream(audit.audit),
          .type = std::string{type},
          .division = audit.division,
          .body = std::move(body),
          .exercise = audit.exercise};
}

json codes_json(const std::vector<DivisionCode>& codes) {
  auto out = json::array();
  for (const auto& code : codes) out.push_back(code.text());
  return out;
}

std::vector<DivisionCode> read_codes(const json& codes) {
  std::vector<DivisionCode> out;
  for (const auto& code : codes) out.push_back(DivisionCode::parse(code.get<std::string>()).value());
  return out;
}

}  // namespace

void declare_audit_entries(journal::EntryTypes& types) {
  for (const auto type : {kAuditPlanned, kAuditVisited, kAuditClosed}) types.declare({.name = std::string{type}});
}

std::string audit_stream(const std::string& audit) { return "audit/" + audit; }

journal::Draft audit_planned(const Audit& audit, const std::vector<AuditPick>& picks) {
  auto rows = json::array();
  for (const auto& pick : picks) {
    rows.push_back({{"household", pick.household}, {"village", pick.village.text()}, {"census", pick.census}});
  }
  return draft_of(kAuditPlanned, audit,
                  {{"division", audit.division.text()}, {"plan", plan_json(audit.plan)}, {"picks", std::move(rows)}});
}

journal::Draft audit_visited(const Audit& audit, const AuditVisit& visit) {
  return draft_of(kAuditVisited, audit,
                  {{"household", visit.pick.household},
                   {"result", word_of(kAuditResultWords, *visit.result)},
                   {"at", format_time(*visit.visited_at)},
                   {"photo", or_null(visit.photo)},
                   {"inquiry", or_null(visit.inquiry)},
                   {"sealed", or_null(visit.note)}});
}

journal::Draft audit_closed(const Audit& audit, std::int64_t unvisited) {
  return draft_of(kAuditClosed, audit, {{"unvisited", unvisited}, {"sealed", or_null(audit.report)}});
}

json plan_json(const AuditPlan& plan) {
  return {{"name", plan.name},
          {"from", plan.from},
          {"until", plan.until},
          {"whole", codes_json(plan.whole)},
          {"sampled", codes_json(plan.sampled)},
          {"confidence_permille", plan.design.confidence_permille},
          {"margin_permille", plan.design.margin_permille},
          {"team", plan.team}};
}

AuditPlan read_plan(const json& plan) {
  return {
      .name = plan.at("name"),
      .from = plan.at("from"),
      .until = plan.at("until"),
      .whole = read_codes(plan.at("whole")),
      .sampled = read_codes(plan.at("sampled")),
      .design = {.confidence_permille = plan.at("confidence_permille"), .margin_permille = plan.at("margin_permille")},
      .team = plan.at("team").get<std::vector<std::string>>()};
}

}  // namespace anlan::relief
