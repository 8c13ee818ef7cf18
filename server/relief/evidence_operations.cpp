#include "relief/evidence_operations.hpp"

#include <algorithm>
#include <utility>

#include "access/pictures.hpp"
#include "api/personal.hpp"
#include "base/json_fields.hpp"
#include "journal/blobs.hpp"
#include "relief/evidence_pictures.hpp"
#include "relief/gate_context_operations.hpp"
#include "relief/gate_entries.hpp"
#include "relief/household_entries.hpp"
#include "relief/inquiry_entries.hpp"
#include "relief/inquiry_view.hpp"
#include "relief/trace.hpp"

namespace anlan::relief {

using access::Role;
using access::RoleSet;
using api::CommandContext;
using api::Field;
using api::need;
using api::Shape;
using nlohmann::json;

namespace {

/// Whether a browser can show it beside the others; a paper of another kind opens on its own.
bool is_image(store::Connection& db, const std::string& blob) {
  return journal::media_type_of(db, blob).value_or("").starts_with("image/");
}

/// Why a photo was taken off: sealed, or in clear in entries from before reasons were.
json reason_of(const access::KeyRing& keys, const EvidencePicture& picture) {
  if (!picture.dropped_for || !access::is_sealed(*picture.dropped_for)) return or_null(picture.dropped_for);
  return or_null(keys.unseal(*picture.dropped_for));
}

api::Decision seen(const CommandContext& context, std::string stream, const DivisionCode& village, const char* field,
                   json clear) {
  return api::reveal({.stream = std::move(stream),
                      .division = village,
                      .fields = {field},
                      .purpose = text_at(context.params, "purpose")},
                     std::move(clear));
}

json shown(const CommandContext& context, access::KeyRing& keys, const std::string& blob) {
  auto out = access::shown_picture(keys, context.caller.account, blob, context.now);
  out["image"] = is_image(context.db, blob);
  return out;
}

Result<api::Decision> reveal_evidence(const CommandContext& context, const GateParts& parts) {
  const auto village = DivisionCode::parse(text_at(context.params, "village")).value();
  const auto& campaign = text_at(context.params, "campaign");
  if (auto at = read_gate(context.db, parts, campaign, village, context.caller.jurisdiction); !at) {
    return fail(std::move(at.error()));
  }
  auto clear = json::array();
  for (const auto& each : evidence_pictures(context.db, campaign, village)) {
    auto picture = shown(context, parts.keys, each.blob);
    picture.update({{"of", each.of},
                    {"household", or_null(each.household)},
                    {"at", each.at ? json(format_time(*each.at)) : json(nullptr)},
                    {"dropped_for", reason_of(parts.keys, each)}});
    clear.push_back(std::move(picture));
  }
  return seen(context, gate_stream(campaign, village), village, "evidence", std::move(clear));
}

Result<api::Decision> reveal_proofs(const CommandContext& context, const ReliefParts& parts) {
  return existing_household(context.db, context.params).map([&](const Household& household) {
    auto clear = json::array();
    for (const auto& step : trace_of(context.db, parts.types, household)) {
      for (const auto& blob : step.proofs) {
        clear.push_back(shown(context, parts.keys, blob));
        clear.back().update({{"seq", step.seq}, {"type", step.type}});
      }
    }
    return seen(context, household_stream(household.household), household.facts.village, "proofs", std::move(clear));
  });
}

Result<Inquiry> inquiry_at(store::Connection& db, const json& params) {
  auto found = find_inquiry(db, text_at(params, "inquiry"));
  if (found) return std::move(*found);
  return fail(ProblemKind::not_found, "unknown-inquiry",
              {"没有这条核查，请刷新后重选", "there is no such inquiry; reload and choose again"});
}

Result<api::Decision> reveal_proof(const CommandContext& context, access::KeyRing& keys) {
  return inquiry_at(context.db, context.params).map([&](const Inquiry& inquiry) {
    auto clear = json::array();
    if (inquiry.proof) clear.push_back(shown(context, keys, *inquiry.proof));
    return seen(context, inquiry_stream(inquiry.inquiry), inquiry.village, "proof", std::move(clear));
  });
}

/// `shown`: what "revealed" has of each picture beside its hash and whether it is an image.
api::Operation look(std::string name, Text summary, std::vector<Field> fields, const char* shown, RoleSet roles,
                    api::Scope scope, api::Command decide) {
  fields.push_back(need("purpose", Shape::text(1, kLongestReason)));
  fields.push_back(need("command_id", Shape::uuid()));
  return {.name = std::move(name),
          .kind = api::Kind::command,
          .summary = std::move(summary),
          .params = Shape::object(std::move(fields)),
          .result = Shape::object({need("revealed", Shape::any(), shown)}),
          .roles = roles,
          .scope = std::move(scope),
          .command = std::move(decide)};
}

}  // namespace

void declare_evidence(api::Registry& registry, const GateParts& parts) {
  registry.add(look(
      "gate.reveal_evidence",
      {"注明用途，查看一村名单的材料（会议记录、各次照片、现金签领）",
       "See what lies behind a village's list, with a purpose: minutes, photos, what was signed for cash"},
      {need("campaign", Shape::uuid()), need("village", Shape::division())},
      "[{of, blob, ticket, image, household, at, dropped_for}]; null when it is asked again", kRevealers,
      api::division_at("village"), [parts](const CommandContext& context) { return reveal_evidence(context, parts); }));
}

void declare_proofs(api::Registry& registry, const SupervisionParts& parts) {
  registry.add(look("household.reveal_proofs",
                    {"注明用途，查看一户办理各步的凭据", "See what the steps of a household's way were proved with"},
                    {need("household", Shape::uuid())},
                    "[{seq, type, blob, ticket, image}]; null when it is asked again",
                    {Role::county_reviewer, Role::auditor}, village_of_household,
                    [relief = parts.relief](const CommandContext& context) { return reveal_proofs(context, relief); }));
  registry.add(look(
      "inquiry.reveal_proof", {"注明用途，查看销号佐证", "See what an inquiry was closed with"},
      {need("inquiry", Shape::uuid())}, "[{blob, ticket, image}]; null when it is asked again", kInquirers,
      [](store::Connection& db, const json& params) {
        return inquiry_at(db, params).map([](const Inquiry& inquiry) { return inquiry.village; });
      },
      [&keys = parts.relief.keys](const CommandContext& context) { return reveal_proof(context, keys); }));
}

}  // namespace anlan::relief
