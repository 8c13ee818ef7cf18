#include <map>
#include <string>
#include <utility>

#include "api/personal.hpp"
#include "base/json_fields.hpp"
#include "journal/reading.hpp"
#include "relief/gate_context_operations.hpp"
#include "relief/gate_entries.hpp"
#include "relief/gate_view.hpp"
#include "relief/household_queries.hpp"
#include "relief/objection_operations.hpp"
#include "relief/objection_view.hpp"
#include "relief/public_notice_operations.hpp"
#include "relief/relief_operations.hpp"

namespace anlan::relief {

using access::Role;
using api::CommandContext;
using api::may;
using api::need;
using api::QueryContext;
using api::Shape;
using nlohmann::json;

namespace {

constexpr access::RoleSet kHearers{Role::township_reviewer, Role::county_reviewer, Role::auditor};

auto unknown_objection() {
  return fail(ProblemKind::not_found, "unknown-objection",
              {"没有这条异议，请刷新后重选", "there is no such objection; reload and choose again"});
}

/// The household's number on the list; null when somebody is missing from it.
json number_of(store::Connection& db, const std::string& household) {
  const auto found = household.empty() ? std::nullopt : find_household(db, household);
  return found ? json(found->ordinal) : json(nullptr);
}

json objection_wire(store::Connection& db, const ObjectionRecord& each, Stage stage,
                    const divisions::Divisions& divisions) {
  const auto& [id, household, raised_at, settled_at, upheld] = each.objection;
  return {{"objection", id},
          {"village", each.village.text()},
          {"name", divisions.name_of(each.village)},
          {"household", household.empty() ? json(nullptr) : json(household)},
          {"number", number_of(db, household)},
          {"raised_at", format_time(raised_at)},
          {"door", each.door},
          {"late", each.late},
          {"settled_at", settled_at ? json(format_time(*settled_at)) : json(nullptr)},
          {"upheld", settled_at ? json(upheld) : json(nullptr)},
          {"settled_by", or_null(each.settled_by_name)},
          {"stage", to_string(stage)},
          {"stops_notice", !settled_at && !each.late && !household.empty()}};
}

/// Where the list that each is about stands now.
std::map<std::string, Stage> stages_in(store::Connection& db, const std::string& campaign, const DivisionCode& within) {
  std::map<std::string, Stage> out;
  for (const auto& each : stages_of(db, campaign, within)) out.emplace(each.village.text(), each.stage);
  return out;
}

Result<json> list(const QueryContext& context, const GateParts& parts) {
  const auto& campaign = text_at(context.params, "campaign");
  if (auto found = existing_campaign(context.db, campaign, context.caller.jurisdiction); !found)
    return fail(found.error());
  const auto within = DivisionCode::parse(text_at(context.params, "division")).value();
  const auto stages = stages_in(context.db, campaign, within);
  auto out = json::array();
  for (const auto& each : list_objections(
           context.db, {.campaign = campaign, .within = within, .open_only = context.params.value("open", false)})) {
    const auto stage = stages.find(each.village.text());
    out.push_back(
        objection_wire(context.db, each, stage == stages.end() ? Stage::report : stage->second, parts.divisions));
  }
  return json{{"objections", std::move(out)}, {"seq", journal::head_seq(context.db)}};
}

/// Its words, who may be called back, and the answer; a look on record.
Result<api::Decision> read(const CommandContext& context, const GateParts& parts) {
  const auto found = find_objection(context.db, text_at(context.params, "objection"));
  if (!found) return unknown_objection();
  const auto said = parts.keys.unseal(found->sealed);
  if (!said) {
    return fail(ProblemKind::conflict, "key-not-held",
                {"本站没有打开这条异议的密钥（可能已按规定销毁）",
                 "this site does not hold the key of this objection; it may be destroyed"});
  }
  auto clear = json::parse(*said);
  clear["answer"] = found->answer ? or_null(parts.keys.unseal(*found->answer)) : json(nullptr);
  const access::Revealed look{.stream = gate_stream(found->campaign, found->village),
                              .division = found->village,
                              .fields = {"words", "contact", "answer"},
                              .purpose = text_at(context.params, "purpose")};
  return api::reveal(look, std::move(clear));
}

Result<DivisionCode> village_of_objection(store::Connection& db, const json& params) {
  const auto found = find_objection(db, text_at(params, "objection"));
  if (!found) return unknown_objection();
  return found->village;
}

Result<json> notice(const QueryContext& context, const GateParts& parts) {
  const auto village = DivisionCode::parse(text_at(context.params, "village")).value();
  const auto& campaign = text_at(context.params, "campaign");
  const auto at = read_gate(context.db, parts, campaign, village, context.caller.jurisdiction);
  if (!at) return fail(at.error());
  return public_notice(context.db, parts, *at).map([&](json shown) {
    const auto code = notice_code_of(context.db, campaign, village);
    return json{{"notice", std::move(shown)}, {"code", code ? json(code->token) : json(nullptr)}};
  });
}

}  // namespace

void declare_objection_queries(api::Registry& registry, const GateParts& parts) {
  registry.add(api::Operation{
      .name = "gate.notice",
      .kind = api::Kind::query,
      .summary = {"公示内容（姓名已掩码，无号码）和异议二维码", "What the public notice says, masked, and its code"},
      .params = Shape::object({need("campaign", Shape::uuid()), need("village", Shape::division())}),
      .result = Shape::object(
          {need("notice", Shape::any()), need("code", Shape::any(), "by which whoever reads it objects; once posted")}),
      .roles = kReaders,
      .scope = api::division_at("village"),
      .query = [parts](const QueryContext& context) { return notice(context, parts); }});
  registry.add(api::Operation{
      .name = "objection.list",
      .kind = api::Kind::query,
      .summary = {"异议和答复情况，最新在前", "Objections and what became of them, the newest first"},
      .params = Shape::object(
          {need("campaign", Shape::uuid()), need("division", Shape::division()), may("open", Shape::boolean())}),
      .result = Shape::object(
          {need("objections", Shape::array(Shape::any(), 0, 1000)), need("seq", Shape::integer(0, INT64_MAX / 2))}),
      .roles = kHearers,
      .scope = api::division_at("division"),
      .query = [parts](const QueryContext& context) { return list(context, parts); }});
  registry.add(api::Operation{
      .name = "objection.read",
      .kind = api::Kind::command,
      .summary = {"注明用途，查看异议的内容", "Read what an objection says, with a purpose"},
      .params = Shape::object({need("objection", Shape::uuid()), need("purpose", Shape::text(1, kLongestReason)),
                               need("command_id", Shape::uuid())}),
      .result = Shape::object({need("revealed", Shape::any(), "{words, contact, answer}")}),
      .roles = kHearers,
      .scope = village_of_objection,
      .command = [parts](const CommandContext& context) { return read(context, parts); }});
}

}  // namespace anlan::relief
