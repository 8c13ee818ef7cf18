#include <algorithm>
#include <string_view>
#include <unordered_map>
#include <utility>

#include "access/pictures.hpp"
#include "api/personal.hpp"
#include "base/json_fields.hpp"
#include "journal/reading.hpp"
#include "relief/gate_context_operations.hpp"
#include "relief/gate_entries.hpp"
#include "relief/household_money_rules.hpp"
#include "relief/household_queries.hpp"
#include "relief/payment_entries.hpp"
#include "relief/payment_payees.hpp"
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
constexpr std::int64_t kMostCount = INT64_MAX / 2;

Shape key_shape() { return Shape::text(16, 16); }

Result<PaymentLine> line_in(const std::map<std::string, PaymentLine>& lines, const std::string& pointer,
                            const std::string& key) {
  const auto found = lines.find(key);
  if (found != lines.end()) return found->second;
  return fail_field(pointer, "unknown-key",
                    {"本村名单没有这个业务键，请核对文件", "this list has no such key; check the file"});
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

Drafts hand(const CommandContext& context, const GateContext& at, const access::KeyRing& keys) {
  if (auto held = check_paying(context, at); !held) return fail(std::move(held.error()));
  const auto& key = text_at(context.params, "key");
  const auto& proof = text_at(context.params, "proof");
  if (auto held = access::check_picture(
          context.db, keys,
          {.owner = key_owner_of(at.campaign.campaign),
           .blob = proof,
           .pointer = "/proof",
           .missing = {"签收照片还没有上传，请先上传", "the photo of the signature was not stored yet; upload it"}});
      !held)
    return fail(std::move(held.error()));
  return line_in(payment_lines(context.db, at.campaign.campaign, at.village), "/key", key)
      .and_then([&](const PaymentLine& line) {
        return check_handing(find_household(context.db, line.household).value()).and_then([&] { return handed(line); });
      })
      .map([&](const auto&) {
        return std::vector<journal::Draft>{
            gate_fact(kPaymentHanded, at.campaign, at.village, {{"key", key}, {"proof", proof}})};
      });
}

/// The reason is sealed: it names people, and says what became of them.
Drafts close(const CommandContext& context, const GateContext& at, access::KeyRing& keys) {
  if (auto held = check_paying(context, at); !held) return fail(std::move(held.error()));
  const auto& key = text_at(context.params, "key");
  return line_in(payment_lines(context.db, at.campaign.campaign, at.village), "/key", key)
      .and_then(closed)
      .and_then(
          [&](const auto&) { return keys.seal(key_owner_of(at.campaign.campaign), text_at(context.params, "reason")); })
      .map([&](std::string sealed) {
        return std::vector<journal::Draft>{
            gate_fact(kPaymentClosed, at.campaign, at.village, {{"key", key}, {"sealed", std::move(sealed)}})};
      });
}

/// Lines that are held because their payee is another than was signed, by key: {number, version} of the household.
Result<std::map<std::string, json>> changed_payees(store::Connection& db, const GateParts& parts,
                                                   const GateContext& at) {
  std::map<std::string, json> out;
  if (at.list.stage != Stage::payment) return out;
  return open_card_payments(db, parts.keys, at.campaign.campaign, at.village, at.households)
      .map([&](const std::vector<OpenPayment>& open) {
        for (const auto& each : open) {
          if (!each.payee || goes_to(each.line, each.mark)) continue;
          out.emplace(each.line.key, json{{"number", each.number}, {"version", each.version}});
        }
        return std::move(out);
      });
}

json file_wire(const PaymentFile& file) {
  return {{"file", file.file},
          {"snapshot", file.snapshot},
          {"count", file.count},
          {"total_fen", file.total_fen},
          {"sent_by", file.sent_by},
          {"sent_by_name", file.sent_by_name},
          {"sent_at", format_time(file.sent_at)}};
}

/// How a household is paid, by the household wherever it is now; nothing once it was withdrawn, and is not paid.
json way_to_pay(const Household& household) {
  if (household.state == HouseholdState::withdrawn) return nullptr;
  return word_of(kPayWords, household.facts.pay_by);
}

/// `other` says that the payee is another than was signed.
json line_wire(const PaymentLine& line, const Household& household, json other) {
  return {{"key", line.key},
          {"household", line.household},
          {"number", household.ordinal},
          {"pay_by", way_to_pay(household)},
          {"fen", line.fen},
          {"state", to_string(line.state)},
          {"attempt", line.attempt},
          {"payee_changed", std::move(other)},
          {"payee_confirmed", !line.confirmed_by.empty()},
          {"returned_for", line.returned_for ? json(to_string(*line.returned_for)) : json(nullptr)}};
}

Result<json> list_payments(const api::QueryContext& context, const GateParts& parts) {
  const auto village = DivisionCode::parse(text_at(context.params, "village")).value();
  const auto at =
      read_gate(context.db, parts, text_at(context.params, "campaign"), village, context.caller.jurisdiction);
  if (!at) return fail(at.error());
  const auto lines = payment_lines(context.db, at->campaign.campaign, village);
  const auto changed = changed_payees(context.db, parts, *at);
  if (!changed) return fail(changed.error());
  auto out = json::array();
  std::unordered_map<std::string_view, const Household*> here;
  for (const auto& household : at->households) here.emplace(household.household, &household);
  for (const auto& [key, line] : lines) {
    const auto other = changed->find(key);
    auto told = other == changed->end() ? json(nullptr) : other->second;
    const auto known = here.find(line.household);
    out.push_back(known != here.end()
                      ? line_wire(line, *known->second, std::move(told))
                      : line_wire(line, find_household(context.db, line.household).value(), std::move(told)));
  }
  auto files = json::array();
  for (const auto& file : payment_files(context.db, at->campaign.campaign, village)) files.push_back(file_wire(file));
  const auto state = payment_state(lines).value_or(PaymentState{});
  return json{{"lines", std::move(out)},    {"files", std::move(files)},           {"approved_fen", state.approved_fen},
              {"paid_fen", state.paid_fen}, {"closed_fen", state.closed_fen},      {"underway", state.underway},
              {"returned", state.returned}, {"seq", journal::head_seq(context.db)}};
}

/// Says how many answers were news and how many were known, so that a file imported twice is seen to be one.
api::Operation counting(api::Operation answering) {
  const auto count = Shape::integer(0, kMostLines);
  answering.result = Shape::object({need("list", Shape::any()), need("taken", count), need("known", count)});
  answering.command = [inner = std::move(answering.command)](const CommandContext& context) -> Result<api::Decision> {
    auto decision = inner(context);
    if (!decision) return decision;
    const auto taken = decision->entries.empty() ? 0 : decision->entries.front().body.at("answers").size();
    const auto known = context.params.at("answers").size() - taken;
    decision->answer = [told = std::move(decision->answer), taken, known](store::Connection& db, const auto& entries) {
      auto out = told(db, entries);
      out["taken"] = taken;
      out["known"] = known;
      return out;
    };
    return decision;
  };
  return answering;
}

}  // namespace

void declare_payments(api::Registry& registry, const GateParts& parts) {
  const auto count = Shape::integer(0, kMostCount);
  declare_payment_files(registry, parts);
  const auto reply = Shape::object({need("key", key_shape()), need("attempt", Shape::integer(1, 1000)),
                                    need("fen", Shape::integer(1, 1'000'000'000)), need("paid", Shape::boolean()),
                                    may("reason", Shape::one_of({"wrong_account", "name_differs", "closed_account",
                                                                 "frozen_account", "dormant", "other"})
                                                      .or_null())});
  registry.add(counting(gate_command(parts, "payment.answer", {"导入银行回盘结果", "Import the bank's answers"},
                                     {need("answers", Shape::array(reply, 1, kMostLines))}, kPayers, answer)));
  registry.add(gate_command(
      parts, "payment.hand", {"登记现金签收", "Record cash that was signed for"},
      {need("key", key_shape()), need("proof", Shape::blob())}, kPayers,
      [parts](const CommandContext& context, const GateContext& at) { return hand(context, at, parts.keys); }));
  auto closing = gate_command(
      parts, "payment.close", {"注明原因注销一笔", "Give a payment up, with a reason"},
      {need("key", key_shape()), need("reason", Shape::text(1, kLongestReason), "kept sealed")}, kPayers,
      [parts](const CommandContext& context, const GateContext& at) { return close(context, at, parts.keys); });
  closing.stands_for = [&keys = parts.keys](const json& params) { return api::without(keys, params, "/reason"); };
  registry.add(std::move(closing));
  declare_payees(registry, parts);
  registry.add(api::Operation{
      .name = "payment.list",
      .kind = api::Kind::query,
      .summary = {"一村的发放明细", "A village's payments"},
      .params = Shape::object({need("campaign", Shape::uuid()), need("village", Shape::division())}),
      .result = Shape::object({need("lines", Shape::array(Shape::any(), 0, kMostLines)),
                               need("files", Shape::array(Shape::any(), 0, kMostLines)), need("approved_fen", count),
                               need("paid_fen", count), need("closed_fen", count), need("underway", count),
                               need("returned", count), need("seq", count)}),
      .roles = kReaders,
      .scope = api::division_at("village"),
      .query = [parts](const api::QueryContext& context) { return list_payments(context, parts); }});
  registry.add(
      api::Topic{.name = "payment",
                 .summary = {"款项送银行、回盘、签收与注销", "Payments sent, answered, handed out and given up"},
                 .roles = kReaders});
}

}  // namespace anlan::relief
