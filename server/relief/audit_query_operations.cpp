#include <utility>

#include "base/json_fields.hpp"
#include "journal/reading.hpp"
#include "relief/audit_entries.hpp"
#include "relief/audit_shapes_operations.hpp"
#include "relief/household_personal.hpp"
#include "relief/household_queries.hpp"
#include "relief/household_shapes_operations.hpp"
#include "relief/supervision_operations.hpp"
#include "relief/trace.hpp"

namespace anlan::relief {

using api::may;
using api::need;
using api::QueryContext;
using api::Shape;
using nlohmann::json;

namespace {

constexpr std::int64_t kPage = 200;

Shape count_shape() { return Shape::integer(0, INT64_MAX / 2); }

json moment(const std::optional<Instant>& at) { return at ? json(format_time(*at)) : json(nullptr); }

/// An inspection of a list that the caller may read: the inspected see it too, and only their own villages of it.
Result<Audit> readable_audit(const QueryContext& context) {
  auto audit = find_audit(context.db, text_at(context.params, "audit"));
  if (audit) {
    const auto campaign = existing_campaign(context.db, audit->campaign, context.caller.jurisdiction);
    if (campaign) return std::move(*audit);
  }
  return fail(ProblemKind::not_found, "unknown-audit",
              {"没有这次督查，请刷新后重选", "there is no such inspection; reload and choose again"});
}

/// The report is about all the villages of an inspection: whoever answers for some of them only does not hear it.
bool hears_report(const QueryContext& context, const Audit& audit) {
  return audit.division.within(context.caller.jurisdiction);
}

Result<json> list(const QueryContext& context, const ReliefParts& parts) {
  const auto campaign = existing_campaign(context.db, text_at(context.params, "campaign"), context.caller.jurisdiction);
  if (!campaign) return fail(campaign.error());
  auto out = json::array();
  for (const auto& audit : list_audits(context.db, campaign->campaign)) {
    out.push_back(audit_wire(context.db, parts, audit, hears_report(context, audit)));
  }
  return json{{"audits", std::move(out)}, {"seq", journal::head_seq(context.db)}};
}

Result<json> get(const QueryContext& context, const ReliefParts& parts) {
  const auto audit = readable_audit(context);
  if (!audit) return fail(audit.error());
  auto villages = json::array();
  for (const auto& count : count_audit_villages(context.db, audit->audit)) {
    const auto village = DivisionCode::parse(count.village).value();
    if (!village.within(context.caller.jurisdiction)) continue;
    auto wire = audit_count_wire(count);
    wire["village"] = count.village;
    wire["village_name"] = parts.divisions.name_of(village);
    wire["census"] = count.census;
    villages.push_back(std::move(wire));
  }
  return json{{"audit", audit_wire(context.db, parts, *audit, hears_report(context, *audit))},
              {"villages", std::move(villages)},
              {"seq", journal::head_seq(context.db)}};
}

json visit_wire(store::Connection& db, const ReliefParts& parts, const AuditVisit& visit, Instant now) {
  const auto household = find_household(db, visit.pick.household).value();
  const auto personal = masked_personal(unseal_personal(parts.keys, household.sealed), now);
  std::int64_t approved = 0;
  std::int64_t paid = 0;
  for (const auto& payment : payments_of(db, household)) {
    approved += payment.approved_fen;
    if (payment.state == "paid") paid += payment.fen;
  }
  return {{"household", visit.pick.household},
          {"village", visit.pick.village.text()},
          {"village_name", parts.divisions.name_of(visit.pick.village)},
          {"number", household.ordinal},
          {"census", visit.pick.census},
          {"head", personal.is_null() ? json(nullptr) : personal["members"][0]["name"]},
          {"address", personal.is_null() ? json(nullptr) : personal["address"]},
          {"people", household.facts.people},
          {"needy", household.facts.needy},
          {"approved_fen", approved},
          {"paid_fen", paid},
          {"result", visit.result ? json(word_of(kAuditResultWords, *visit.result)) : json(nullptr)},
          {"visited_at", moment(visit.visited_at)},
          {"visited_by", or_null(visit.visited_by)},
          {"photo", or_null(visit.photo)},
          {"note", visit.note ? or_null(parts.keys.unseal(*visit.note)) : json(nullptr)},
          {"inquiry", or_null(visit.inquiry)}};
}

Result<json> visits(const QueryContext& context, const ReliefParts& parts) {
  const auto audit = readable_audit(context);
  if (!audit) return fail(audit.error());
  const auto& params = context.params;
  AuditPage page{.audit = audit->audit,
                 .within = DivisionCode::parse(text_at(params, "division")).value(),
                 .limit = params.value("limit", kPage),
                 .skip = params.value("skip", std::int64_t{0})};
  if (params.contains("which"))
    page.which = parse_word<VisitFilter>(kVisitFilterWords, text_at(params, "which")).value();
  auto out = json::array();
  for (const auto& visit : list_audit_visits(context.db, page)) {
    out.push_back(visit_wire(context.db, parts, visit, context.now));
  }
  return json{{"visits", std::move(out)}, {"seq", journal::head_seq(context.db)}};
}

Shape village_shape() {
  return Shape::object({need("village", Shape::division()), need("village_name", Shape::text(0, 200)),
                        need("census", Shape::boolean()), need("households", count_shape()),
                        need("visited", count_shape()), need("differs", count_shape())});
}

Shape visit_shape() {
  return Shape::object({need("household", Shape::uuid()), need("village", Shape::division()),
                        need("village_name", Shape::text(0, 200)), need("number", count_shape()),
                        need("census", Shape::boolean()), need("head", Shape::text(1, 60).or_null(), "masked"),
                        need("address", Shape::text(0, 200).or_null(), "masked"), need("people", count_shape()),
                        need("needy", count_shape()), need("approved_fen", count_shape()),
                        need("paid_fen", count_shape()), need("result", words_shape(kAuditResultWords).or_null()),
                        need("visited_at", Shape::time().or_null()), need("visited_by", Shape::text(1, 100).or_null()),
                        need("photo", Shape::blob().or_null()), need("note", Shape::text(1, kLongestReason).or_null()),
                        need("inquiry", Shape::uuid().or_null())});
}

}  // namespace

json audit_count_wire(const AuditCount& count) {
  return {{"households", count.households}, {"visited", count.visited}, {"differs", count.differs}};
}

Shape audit_count_shape() {
  return Shape::object(
      {need("households", count_shape()), need("visited", count_shape()), need("differs", count_shape())});
}

json audit_wire(store::Connection& db, const ReliefParts& parts, const Audit& audit, bool words) {
  auto out = plan_json(audit.plan);
  out["audit"] = audit.audit;
  out["campaign"] = audit.campaign;
  out["division"] = audit.division.text();
  out["division_name"] = parts.divisions.name_of(audit.division);
  out["version"] = audit.version;
  out["state"] = word_of(kAuditWords, audit.state);
  out["count"] = audit_count_wire(count_audit(db, audit.audit));
  out["planned_at"] = format_time(audit.planned_at);
  out["planned_by"] = audit.planned_by;
  out["report"] = words && audit.report ? or_null(parts.keys.unseal(*audit.report)) : json(nullptr);
  out["closed_at"] = moment(audit.closed_at);
  out["closed_by"] = or_null(audit.closed_by);
  return out;
}

Shape audit_shape() {
  const auto villages = Shape::array(Shape::division(), 0, 2'000);
  return Shape::object(
      {need("audit", Shape::uuid(), "also the seed of the draw"),
       need("campaign", Shape::uuid()),
       need("division", Shape::division()),
       need("division_name", Shape::text(0, 200)),
       need("name", Shape::text(1, 60)),
       need("from", Shape::text(10, 10)),
       need("until", Shape::text(10, 10)),
       need("whole", villages),
       need("sampled", villages),
       need("confidence_permille", count_shape()),
       need("margin_permille", count_shape()),
       need("team", Shape::array(Shape::text(1, 60), 1, 20)),
       need("version", count_shape()),
       need("state", words_shape(kAuditWords)),
       need("count", audit_count_shape()),
       need("planned_at", Shape::time()),
       need("planned_by", Shape::text(1, 100)),
       need("report", Shape::text(1, kLongestReport).or_null(), "null below the division of the inspection too"),
       need("closed_at", Shape::time().or_null()),
       need("closed_by", Shape::text(1, 100).or_null())});
}

void declare_audit_queries(api::Registry& registry, const ReliefParts& parts) {
  registry.add(
      {.name = "audit.list",
       .kind = api::Kind::query,
       .summary = {"一个年度的各次督查", "The inspections of a campaign, the newest first"},
       .params = Shape::object({need("campaign", Shape::uuid())}),
       .result = Shape::object({need("audits", Shape::array(audit_shape(), 0, 200)), need("seq", count_shape())}),
       .roles = kSupervisors,
       .query = [parts](const QueryContext& context) { return list(context, parts); }});
  registry.add(
      {.name = "audit.get",
       .kind = api::Kind::query,
       .summary = {"一次督查的安排和各村进度", "An inspection, and how far it is in each village"},
       .params = Shape::object({need("audit", Shape::uuid())}),
       .result = Shape::object({need("audit", audit_shape()), need("villages", Shape::array(village_shape(), 0, 4'000)),
                                need("seq", count_shape())}),
       .roles = kSupervisors,
       .query = [parts](const QueryContext& context) { return get(context, parts); }});
  registry.add(
      {.name = "audit.visits",
       .kind = api::Kind::query,
       .summary = {"督查要入户的家庭：待入户、已入户、不相符；个人信息已掩码",
                   "Households to be visited, visited, or found to differ; people masked"},
       .params = Shape::object({need("audit", Shape::uuid()), need("division", Shape::division()),
                                may("which", words_shape(kVisitFilterWords)), may("limit", Shape::integer(1, kPage)),
                                may("skip", Shape::integer(0, 10'000))}),
       .result = Shape::object({need("visits", Shape::array(visit_shape(), 0, kPage)), need("seq", count_shape())}),
       .roles = kSupervisors,
       .scope = api::division_at("division"),
       .query = [parts](const QueryContext& context) { return visits(context, parts); }});
  registry.add(api::Topic{.name = "audit",
                          .summary = {"督查的安排、入户结果与办结", "Inspections planned, their visits, and their end"},
                          .roles = kSupervisors});
}

}  // namespace anlan::relief
