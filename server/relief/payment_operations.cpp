#include <algorithm>
#include <utility>

#include "access/personal.hpp"
#include "base/json_fields.hpp"
#include "journal/blobs.hpp"
#include "journal/digest.hpp"
#include "relief/gate_context_operations.hpp"
#include "relief/gate_entries.hpp"
#include "relief/household_personal.hpp"
#include "relief/payment_entries.hpp"
#include "relief/payment_rules.hpp"
#include "relief/payment_view.hpp"
#include "relief/relief_operations.hpp"

namespace anlan::relief {

using access::Role;
using access::RoleSet;
using api::CommandContext;
using api::may;
using api::need;
using api::Shape;
using nlohmann::json;
using Drafts = Result<std::vector<journal::Draft>>;

namespace {

constexpr RoleSet kPayers{Role::county_reviewer};
constexpr std::size_t kMostLines = 20'000;

Shape key_shape() { return Shape::text(16, 16); }

Result<void> check_paying(const GateContext& at) {
  if (at.list.stage == Stage::payment) return {};
  return fail(ProblemKind::conflict, "wrong-stage", {"名单不在发放环节", "the list is not at the stage of payment"});
}

Result<PaymentLine> line_in(const std::map<std::string, PaymentLine>& lines, const std::string& pointer,
                            const std::string& key) {
  const auto found = lines.find(key);
  if (found != lines.end()) return found->second;
  return fail_field(pointer, "unknown-key",
                    {"本村名单没有这个业务键，请核对文件", "this list has no such key; check the file"});
}

/// The snapshot that was signed. Its hash is made again from the amounts, so that a file can be made from nothing else.
Result<Snapshot> signed_snapshot(store::Connection& db, const GateContext& at) {
  auto snapshot = freeze(at.campaign.campaign, frozen_amounts(db, at.campaign.campaign, at.village));
  if (snapshot && at.list.freeze && snapshot->hash == at.list.freeze->snapshot) return snapshot;
  return fail(ProblemKind::conflict, "not-as-approved",
              {"锁定的名单与签字的不一致，不能发放；请退回县定重新锁定",
               "the frozen list is not what was signed: return it to the county"});
}

/// Card lines that may be sent, and whom they go to.
struct Outgoing {
  std::vector<PaymentLine> lines;
  std::map<std::string, Payee> payees;
};

Outgoing outgoing(const GateParts& parts, const GateContext& at, const std::map<std::string, PaymentLine>& known) {
  std::map<std::string, const Household*> households;
  for (const auto& each : at.households) households.emplace(each.household, &each);
  Outgoing out;
  for (const auto& [key, line] : known) {
    const auto found = households.find(line.household);
    const bool open = line.state == LineState::ready || line.state == LineState::returned;
    if (!open || found == households.end() || found->second->facts.pay_by != PayBy::card) continue;
    out.lines.push_back(line);
    const auto personal = unseal_personal(parts.keys, found->second->sealed);
    if (!personal) continue;
    const auto& head = personal->head();
    out.payees.emplace(line.household, Payee{personal->account_name.value_or(head.name), head.id_number.value_or(""),
                                             personal->account.value_or("")});
  }
  return out;
}

Result<api::Decision> send(const CommandContext& context, const GateParts& parts) {
  const auto at = gate_context(context, parts);
  if (!at) return fail(at.error());
  if (auto held = check_paying(*at); !held) return fail(std::move(held.error()));
  const auto snapshot = signed_snapshot(context.db, *at);
  if (!snapshot) return fail(snapshot.error());
  auto [lines, payees] = outgoing(parts, *at, payment_lines(context.db, at->campaign.campaign, at->village));
  if (lines.empty()) {
    return fail(ProblemKind::conflict, "nothing-to-send",
                {"没有待发的银行卡款项", "no payment by card is waiting to be sent"});
  }
  if (auto held = check_sending(at->campaign.campaign, *snapshot, lines); !held) return fail(std::move(held.error()));
  std::ranges::transform(lines, lines.begin(), sent);
  auto file = payment_file(*snapshot, lines, payees);
  if (!file) return fail(std::move(file.error()));
  auto recorded = json::array();
  for (const auto& line : lines) recorded.push_back({{"key", line.key}, {"attempt", line.attempt}});
  const auto hash = journal::to_hex(journal::digest(journal::Algorithm::sha256, *file));
  const access::Revealed look{.stream = gate_stream(at->campaign.campaign, at->village),
                              .division = at->village,
                              .fields = {"account_name", "id_number", "account"},
                              .purpose = text_at(context.params, "purpose")};
  api::Decision decision;
  decision.entries.push_back(gate_fact(kPaymentSent, at->campaign, at->village,
                                       {{"snapshot", snapshot->hash}, {"file", hash}, {"lines", std::move(recorded)}}));
  decision.entries.push_back(access::draft_of(look));
  decision.answer = [hash, count = lines.size()](store::Connection&, const std::vector<journal::Entry>&) {
    return json{{"hash", hash}, {"count", count}};
  };
  decision.aside = [bytes = std::move(*file)](json& answer) { answer["file"] = bytes; };
  return decision;
}

Drafts answer(const CommandContext& context, const GateContext& at) {
  const auto lines = payment_lines(context.db, at.campaign.campaign, at.village);
  auto recorded = json::array();
  std::vector<FieldFault> faults;
  auto after = lines;
  for (std::size_t i = 0; i < context.params.at("answers").size(); ++i) {
    const auto& said = context.params.at("answers")[i];
    const auto pointer = "/answers/" + std::to_string(i);
    const auto line = line_in(after, pointer + "/key", text_at(said, "key"));
    BankAnswer told{
        .key = text_at(said, "key"), .attempt = said.at("attempt"), .fen = said.at("fen"), .paid = said.at("paid")};
    if (const auto reason = optional_at<std::string>(said, "reason")) told.reason = parse_return_reason(*reason);
    if (!told.paid && !told.reason) told.reason = ReturnReason::other;
    const auto next = line.and_then([&](const PaymentLine& before) { return answered(before, told); });
    if (!next) {
      faults.push_back({pointer, next.error().detail});
      continue;
    }
    if (next->state == line->state) continue;
    after[next->key] = *next;
    recorded.push_back({{"key", told.key},
                        {"attempt", told.attempt},
                        {"paid", told.paid},
                        {"reason", told.paid ? json(nullptr) : json(to_string(*told.reason))}});
  }
  if (!faults.empty()) {
    const auto count = std::to_string(faults.size());
    return fail({.kind = ProblemKind::conflict,
                 .type = "answers-do-not-fit",
                 .detail = {"回盘里有 " + count + " 笔对不上，整份没有采用；请核对后重新导入",
                            count + " answers do not fit, so none was taken: check the file and import it again"},
                 .errors = std::move(faults)});
  }
  if (recorded.empty()) return std::vector<journal::Draft>{};
  return std::vector<journal::Draft>{
      gate_fact(kPaymentAnswered, at.campaign, at.village, {{"answers", std::move(recorded)}})};
}

Drafts hand(const CommandContext& context, const GateContext& at) {
  if (auto held = check_paying(at); !held) return fail(std::move(held.error()));
  const auto& key = text_at(context.params, "key");
  const auto& proof = text_at(context.params, "proof");
  if (!journal::has_blob(context.db, proof)) {
    return fail_field("/proof", "unknown-blob",
                      {"签收照片还没有上传，请先上传", "the photo of the signature was not stored yet; upload it"});
  }
  return line_in(payment_lines(context.db, at.campaign.campaign, at.village), "/key", key)
      .and_then(handed)
      .map([&](const auto&) {
        return std::vector<journal::Draft>{
            gate_fact(kPaymentHanded, at.campaign, at.village, {{"key", key}, {"proof", proof}})};
      });
}

Drafts close(const CommandContext& context, const GateContext& at) {
  if (auto held = check_paying(at); !held) return fail(std::move(held.error()));
  const auto& key = text_at(context.params, "key");
  return line_in(payment_lines(context.db, at.campaign.campaign, at.village), "/key", key)
      .and_then(closed)
      .map([&](const auto&) {
        return std::vector<journal::Draft>{gate_fact(kPaymentClosed, at.campaign, at.village,
                                                     {{"key", key}, {"reason", context.params.at("reason")}})};
      });
}

Result<json> list_payments(const api::QueryContext& context, const GateParts& parts) {
  const auto village = DivisionCode::parse(text_at(context.params, "village")).value();
  const auto at =
      read_gate(context.db, parts, text_at(context.params, "campaign"), village, context.caller.jurisdiction);
  if (!at) return fail(at.error());
  const auto lines = payment_lines(context.db, at->campaign.campaign, village);
  auto out = json::array();
  for (const auto& [key, line] : lines) {
    out.push_back({{"key", key},
                   {"household", line.household},
                   {"fen", line.fen},
                   {"state", to_string(line.state)},
                   {"attempt", line.attempt},
                   {"returned_for", line.returned_for ? json(to_string(*line.returned_for)) : json(nullptr)}});
  }
  const auto state = payment_state(lines).value_or(PaymentState{});
  return json{{"lines", std::move(out)},        {"approved_fen", state.approved_fen}, {"paid_fen", state.paid_fen},
              {"closed_fen", state.closed_fen}, {"underway", state.underway},         {"returned", state.returned}};
}

}  // namespace

void declare_payments(api::Registry& registry, const GateParts& parts) {
  auto sending = gate_command(parts, "payment.send",
                              {"生成一卡通发放文件并登记送银行", "Make the bank's file and record it as sent"},
                              {need("purpose", Shape::text(1, kLongestReason))}, kPayers, {});
  sending.result =
      Shape::object({need("hash", Shape::blob()), need("count", Shape::integer(1, kMostLines)),
                     may("file", Shape::any(), "the file, for this caller alone and only the first time")});
  sending.command = [parts](const CommandContext& context) { return send(context, parts); };
  registry.add(std::move(sending));
  const auto reply = Shape::object({need("key", key_shape()), need("attempt", Shape::integer(1, 1000)),
                                    need("fen", Shape::integer(1, 1'000'000'000)), need("paid", Shape::boolean()),
                                    may("reason", Shape::one_of({"wrong_account", "name_differs", "closed_account",
                                                                 "frozen_account", "dormant", "other"})
                                                      .or_null())});
  registry.add(gate_command(parts, "payment.answer", {"导入银行回盘结果", "Import the bank's answers"},
                            {need("answers", Shape::array(reply, 1, kMostLines))}, kPayers, answer));
  registry.add(gate_command(parts, "payment.hand", {"登记现金签收", "Record cash that was signed for"},
                            {need("key", key_shape()), need("proof", Shape::blob())}, kPayers, hand));
  registry.add(gate_command(parts, "payment.close", {"注明原因注销一笔", "Give a payment up, with a reason"},
                            {need("key", key_shape()), need("reason", Shape::text(1, kLongestReason))}, kPayers,
                            close));
  registry.add(
      api::Operation{.name = "payment.list",
                     .kind = api::Kind::query,
                     .summary = {"一村的发放明细", "A village's payments"},
                     .params = Shape::object({need("campaign", Shape::uuid()), need("village", Shape::division())}),
                     .roles = kReaders,
                     .scope = api::division_at("village"),
                     .query = [parts](const api::QueryContext& context) { return list_payments(context, parts); }});
  registry.add(
      api::Topic{.name = "payment",
                 .summary = {"款项送银行、回盘、签收与注销", "Payments sent, answered, handed out and given up"},
                 .roles = kReaders});
}

}  // namespace anlan::relief
