#include <algorithm>
#include <utility>

#include "access/personal.hpp"
#include "api/personal.hpp"
#include "base/json_fields.hpp"
#include "relief/gate_context_operations.hpp"
#include "relief/gate_entries.hpp"
#include "relief/gate_view.hpp"
#include "relief/payment_entries.hpp"
#include "relief/payment_payees.hpp"
#include "relief/payment_rules.hpp"
#include "relief/payment_view.hpp"
#include "relief/relief_operations.hpp"

// Another payee than was signed: a second person of the county lets the money go there, or nobody does.

namespace anlan::relief {

using access::Role;
using api::CommandContext;
using api::need;
using api::Shape;
using nlohmann::json;
using Drafts = Result<std::vector<journal::Draft>>;

namespace {

Shape key_shape() { return Shape::text(16, 16); }

Result<OpenPayment> payment_in(const CommandContext& context, const GateParts& parts, const GateContext& at) {
  auto open = open_card_payments(context.db, parts.keys, at.campaign.campaign, at.village, at.households);
  if (!open) return fail(std::move(open.error()));
  const auto& key = text_at(context.params, "key");
  const auto found = std::ranges::find_if(*open, [&](const OpenPayment& each) { return each.line.key == key; });
  if (found != open->end()) return std::move(*found);
  return fail_field("/key", "unknown-key",
                    {"本村没有这笔待发的一卡通款项，请刷新后重选",
                     "this village has no such payment by card that waits; reload and choose"});
}

/// The payee as whoever confirms it saw it: the version is of the household he looked at.
Drafts confirm(const CommandContext& context, const GateContext& at, const GateParts& parts) {
  if (at.list.stage != Stage::payment) {
    return fail(ProblemKind::conflict, "wrong-stage",
                {"名单不在发放环节，请刷新后看现在的环节", "the list is not at the stage of payment; reload"});
  }
  const auto payment = payment_in(context, parts, at);
  if (!payment) return fail(payment.error());
  const auto hands = hands_of(context.db, payment->line.household);
  if (auto held = check_confirming(*payment, hands, context.caller.account); !held)
    return fail(std::move(held.error()));
  if (payment->version != context.params.at("expected_version").get<std::int64_t>()) {
    return fail({.kind = ProblemKind::conflict,
                 .type = "stale-version",
                 .detail = {"该户又被更改，请刷新，重新核对收款账户后再确认",
                            "the household was changed again; reload and look at its account anew"},
                 .current_version = payment->version});
  }
  return parts.keys.seal(key_owner_of(at.campaign.campaign), text_at(context.params, "reason"))
      .map([&](std::string sealed) {
        return std::vector<journal::Draft>{
            gate_fact(kPayeeConfirmed, at.campaign, at.village,
                      {{"key", payment->line.key}, {"payee", payment->mark}, {"sealed", std::move(sealed)}})};
      });
}

/// Why a line was given up or its payee confirmed; a look on record.
Result<api::Decision> read_reason(const CommandContext& context, const GateParts& parts) {
  const auto& campaign = text_at(context.params, "campaign");
  const auto village = DivisionCode::parse(text_at(context.params, "village")).value();
  const auto sealed = sealed_reason(context.db, campaign, village, text_at(context.params, "key"));
  if (!sealed) {
    return fail(ProblemKind::not_found, "no-reason",
                {"这笔没有登记原因，请刷新后重选", "no reason is on record for this payment; reload and choose"});
  }
  auto reason = parts.keys.unseal(*sealed);
  if (!reason) {
    return fail(ProblemKind::conflict, "key-not-held",
                {"本站没有打开这条原因的密钥（可能已按规定销毁）；金额和状态仍可查询",
                 "this site does not hold the reason's key, it may be destroyed; amount and state can still be read"});
  }
  const access::Revealed look{.stream = gate_stream(campaign, village),
                              .division = village,
                              .fields = {"reason"},
                              .purpose = text_at(context.params, "purpose")};
  return api::reveal(look, {{"reason", std::move(*reason)}});
}

}  // namespace

void declare_payees(api::Registry& registry, const GateParts& parts) {
  auto confirming = gate_command(
      parts, "payment.confirm_payee",
      {"核对并确认签字后变更的收款账户", "Confirm a payee that was changed after it was signed"},
      {need("key", key_shape()), need("expected_version", version_shape(), "of the household, as it was looked at"),
       need("reason", Shape::text(1, kLongestReason), "kept sealed")},
      {Role::county_reviewer},
      [parts](const CommandContext& context, const GateContext& at) { return confirm(context, at, parts); });
  confirming.stands_for = [&keys = parts.keys](const json& params) { return api::without(keys, params, "/reason"); };
  registry.add(std::move(confirming));
  registry.add(api::Operation{
      .name = "payment.reason",
      .kind = api::Kind::command,
      .summary = {"注明用途，查看注销或账户确认的原因",
                  "Read why a payment was given up or its payee confirmed, with a purpose"},
      .params =
          Shape::object({need("campaign", Shape::uuid()), need("village", Shape::division()), need("key", key_shape()),
                         need("purpose", Shape::text(1, kLongestReason)), need("command_id", Shape::uuid())}),
      .result = Shape::object({need("revealed", Shape::any(), "{reason}, for this caller alone")}),
      .roles = {Role::county_reviewer, Role::auditor},
      .scope = api::division_at("village"),
      .command = [parts](const CommandContext& context) { return read_reason(context, parts); }});
}

}  // namespace anlan::relief
