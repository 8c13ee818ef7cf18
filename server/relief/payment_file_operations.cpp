#include <utility>

#include "access/personal.hpp"
#include "api/personal.hpp"
#include "base/json_fields.hpp"
#include "journal/digest.hpp"
#include "relief/gate_context_operations.hpp"
#include "relief/gate_entries.hpp"
#include "relief/payment_entries.hpp"
#include "relief/payment_payees.hpp"
#include "relief/payment_rules.hpp"
#include "relief/payment_view.hpp"
#include "relief/relief_operations.hpp"
#include "relief/way_rules.hpp"

// The bank's file: made of what was signed and of nothing else, recorded with its hash, and fetched again as it was.

namespace anlan::relief {

using access::Role;
using api::CommandContext;
using api::may;
using api::need;
using api::Shape;
using nlohmann::json;

namespace {

constexpr std::int64_t kMostLines = 20'000;

access::Revealed look_of(const std::string& campaign, const DivisionCode& village, const json& params) {
  return {.stream = gate_stream(campaign, village),
          .division = village,
          .fields = {"account_name", "id_number", "account"},
          .purpose = text_at(params, "purpose")};
}

/// The snapshot that was signed. Its hash is made again from the amounts, so that a file can be made from nothing else.
Result<Snapshot> signed_snapshot(store::Connection& db, const GateContext& at) {
  auto snapshot = freeze(at.campaign.campaign, frozen_amounts(db, at.campaign.campaign, at.village));
  if (snapshot && at.list.freeze && snapshot->hash == at.list.freeze->snapshot) return snapshot;
  return fail(ProblemKind::conflict, "not-as-approved",
              {"锁定的名单与签字的不一致，不能发放；请退回县定重新锁定",
               "the frozen list is not what was signed: return it to the county"});
}

/// Card lines that may be sent, whom they go to, and those whose payee was changed after it was signed.
struct Outgoing {
  std::vector<PaymentLine> lines = {};
  std::map<std::string, Payee> payees = {};
  std::vector<OpenPayment> held = {};
};

Result<Outgoing> outgoing(store::Connection& db, access::KeyRing& keys, const GateContext& at) {
  auto open = open_card_payments(db, keys, at.campaign.campaign, at.village, at.households);
  if (!open) return fail(std::move(open.error()));
  Outgoing out;
  for (auto& each : *open) {
    if (each.payee && !goes_to(each.line, each.mark)) {
      out.held.push_back(std::move(each));
      continue;
    }
    if (each.payee) out.payees.emplace(each.line.household, std::move(*each.payee));
    out.lines.push_back(std::move(each.line));
  }
  return out;
}

/// What was written into a file, and the file.
struct Written {
  std::string snapshot;
  std::string bytes = {};
  json lines = json::array();
  json held = json::array();
  std::int64_t total_fen = 0;
};

/// Whether the lines may go out now, by this account.
Result<void> check_outgoing(const GateContext& at, const Snapshot& snapshot, const Outgoing& out,
                            const std::string& account) {
  if (out.lines.empty() && !out.held.empty()) return fail(all_held(out.held));
  if (out.lines.empty()) {
    return fail(ProblemKind::conflict, "nothing-to-send",
                {"没有待发的银行卡款项；请先导入银行回盘，或登记现金签收",
                 "no payment by card is waiting: import the bank's answers, or record cash"});
  }
  if (auto held = check_sender(out.lines, account); !held) return held;
  return check_sending(at.campaign.campaign, snapshot, out.lines);
}

Result<Written> write_file(const CommandContext& context, access::KeyRing& keys, const GateContext& at) {
  const auto snapshot = signed_snapshot(context.db, at);
  if (!snapshot) return fail(snapshot.error());
  auto going = outgoing(context.db, keys, at);
  if (!going) return fail(std::move(going.error()));
  if (auto held = check_outgoing(at, *snapshot, *going, context.caller.account); !held)
    return fail(std::move(held.error()));
  Written out{.snapshot = snapshot->hash};
  for (auto& line : going->lines) {
    line = sent(std::move(line));
    out.lines.push_back({{"key", line.key}, {"attempt", line.attempt}});
    out.total_fen += line.fen;
  }
  for (const auto& each : going->held) {
    out.held.push_back({{"household", each.line.household}, {"number", each.number}});
  }
  return payment_file(*snapshot, std::move(going->lines), going->payees).map([&](std::string bytes) {
    out.bytes = std::move(bytes);
    return std::move(out);
  });
}

Result<api::Decision> send(const CommandContext& context, const GateParts& parts) {
  const auto at = gate_context(context, parts);
  if (!at) return fail(at.error());
  if (auto held = check_paying(context, *at); !held) return fail(std::move(held.error()));
  auto written = write_file(context, parts.keys, *at);
  if (!written) return fail(std::move(written.error()));
  auto sealed = parts.keys.seal(key_owner_of(at->campaign.campaign), written->bytes);
  if (!sealed) return fail(std::move(sealed.error()));
  const auto hash = journal::to_hex(journal::digest(journal::Algorithm::sha256, written->bytes));
  const auto count = written->lines.size();
  api::Decision decision;
  decision.entries.push_back(gate_fact(kPaymentSent, at->campaign, at->village,
                                       {{"snapshot", written->snapshot},
                                        {"file", hash},
                                        {"total_fen", written->total_fen},
                                        {"lines", std::move(written->lines)},
                                        {"sealed", std::move(*sealed)}}));
  decision.entries.push_back(access::draft_of(look_of(at->campaign.campaign, at->village, context.params)));
  decision.answer = [hash, count, held = std::move(written->held)](store::Connection&,
                                                                   const std::vector<journal::Entry>&) {
    return json{{"hash", hash}, {"count", count}, {"held", held}};
  };
  decision.aside = [bytes = std::move(written->bytes)](json& answer) { answer["file"] = bytes; };
  return decision;
}

/// The file again, byte for byte as it was sent: an answer that was lost on the way loses no file.
Result<api::Decision> fetch(const CommandContext& context, const GateParts& parts) {
  const auto& campaign = text_at(context.params, "campaign");
  const auto village = DivisionCode::parse(text_at(context.params, "village")).value();
  const auto& hash = text_at(context.params, "file");
  const auto found = find_payment_file(context.db, campaign, village, hash);
  if (!found) {
    return fail(ProblemKind::not_found, "unknown-file",
                {"本村没有这份发放文件，请刷新后重选", "this village has no such payment file; reload and choose"});
  }
  auto bytes = parts.keys.unseal(found->sealed.value_or(""));
  if (!bytes) {
    return fail(ProblemKind::conflict, "key-not-held",
                {"本站没有打开这份文件的密钥（可能已按规定销毁）；金额和回盘仍可查询",
                 "this site does not hold the file's key, it may be destroyed; amounts and answers can still be read"});
  }
  return api::reveal(look_of(campaign, village, context.params), {{"hash", hash}, {"file", std::move(*bytes)}});
}

}  // namespace

Result<void> check_paying(const CommandContext& context, const GateContext& at) {
  if (at.list.stage == Stage::payment) return check_payer(at.list, context.caller.account);
  return fail(ProblemKind::conflict, "wrong-stage",
              {"名单不在发放环节，请刷新后看现在的环节", "the list is not at the stage of payment; reload"});
}

void declare_payment_files(api::Registry& registry, const GateParts& parts) {
  const auto purpose = need("purpose", Shape::text(1, kLongestReason));
  auto sending = gate_command(parts, "payment.send",
                              {"生成一卡通发放文件并登记送银行", "Make the bank's file and record it as sent"},
                              {purpose}, {Role::county_reviewer}, {});
  const auto held = Shape::object(
      {need("household", Shape::uuid()), need("number", Shape::integer(1, INT64_MAX / 2), "on the list")});
  sending.result =
      Shape::object({need("hash", Shape::blob()), need("count", Shape::integer(1, kMostLines)),
                     need("held", Shape::array(held, 0, kMostLines), "not sent: another payee than was signed"),
                     may("file", Shape::any(), "the file, for this caller alone and only the first time")});
  sending.command = [parts](const CommandContext& context) { return send(context, parts); };
  registry.add(std::move(sending));
  registry.add(api::Operation{
      .name = "payment.file",
      .kind = api::Kind::command,
      .summary = {"注明用途，重新取出已送银行的发放文件", "Fetch a file that went to the bank again, with a purpose"},
      .params = Shape::object({need("campaign", Shape::uuid()), need("village", Shape::division()),
                               need("file", Shape::blob()), purpose, need("command_id", Shape::uuid())}),
      .result = Shape::object({need("revealed", Shape::any(), "{hash, file}, for this caller alone")}),
      .roles = {Role::county_reviewer, Role::auditor},
      .scope = api::division_at("village"),
      .command = [parts](const CommandContext& context) { return fetch(context, parts); }});
}

}  // namespace anlan::relief
