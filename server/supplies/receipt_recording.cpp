#include "supplies/receipt_recording.hpp"

#include <utility>

#include "access/personal.hpp"
#include "base/json.hpp"
#include "journal/commands.hpp"
#include "journal/reading.hpp"
#include "supplies/document_entries.hpp"
#include "supplies/document_view.hpp"
#include "supplies/json_fields.hpp"
#include "supplies/movement_entries.hpp"
#include "supplies/receipt_entries.hpp"
#include "supplies/receipt_view.hpp"
#include "supplies/sources_personal.hpp"
#include "supplies/waybill_personal.hpp"
#include "supplies/waybill_receiving.hpp"

namespace anlan::supplies {

using nlohmann::json;

namespace {

constexpr std::string_view kOperation = "receipt.sign";
/// The code is on a paper that many hands hold: nobody fills the journal with it.
constexpr std::int64_t kMostContradictions = 5;

/// A device is known by its key; what it did is its own, whoever held it.
journal::Actor device_actor(const DeviceReceipt& receipt) {
  return {"device/" + receipt.public_key.substr(0, 16), "无账号签收", "receiver", receipt.to ? receipt.to->text() : ""};
}

json recorded(const DeviceReceipt& receipt, const Waybill& waybill) {
  json out{{"receipt", receipt.receipt},
           {"number", waybill.number},
           {"signed_at", receipt.signed_at},
           {"at", format_time(receipt.at)},
           {"received_at", format_time(receipt.received_at)},
           {"clock_off", receipt.clock_off},
           {"lines", receipt_lines_json(receipt.lines)},
           {"contradicts", false},
           {"due_at", nullptr}};
  if (waybill.difference) out["due_at"] = format_time(waybill.difference->due_at);
  return out;
}

/// What the server adds to what the device said.
Result<void> complete(DeviceReceipt& receipt, const Recorder& recorder, const Delivery& delivery,
                      const Waybill& waybill, Instant now) {
  auto sealed =
      recorder.keys.seal(key_owner(waybill.incident), dump({{"name", delivery.name}, {"salt", delivery.salt}}));
  if (!sealed) return fail(std::move(sealed.error()));
  const auto timing = timing_of(parse_time(receipt.signed_at).value(), receipt.sent_at, waybill.dispatched_at.value(),
                                now, recorder.settings.clock_tolerance);
  receipt.sealed_name = std::move(*sealed);
  receipt.received_at = now;
  receipt.at = timing.at;
  receipt.clock_off = timing.clock_off;
  receipt.from = waybill.from_division;
  receipt.to = waybill.to.division;
  receipt.exercise = waybill.exercise;
  return {};
}

Result<json> record_first(store::Connection& db, const Recorder& recorder, Delivery delivery, const Waybill& waybill,
                          Instant now) {
  auto& receipt = delivery.receipt;
  const auto counts = counts_of(waybill, receipt.lines);
  if (!counts) return fail(counts.error());
  if (auto held = complete(receipt, recorder, delivery, waybill, now); !held) return fail(std::move(held.error()));
  Receipt signature{.at = receipt.at, .device = receipt.receipt};
  auto taken =
      receiving(db, recorder.goods, waybill, *counts, std::move(signature), now, recorder.settings.difference_term);
  if (!taken) return fail(std::move(taken.error()));
  const journal::Stamp stamp{device_actor(receipt), now, delivery.command_id};
  (void)recorder.journal.append(db, receipt_signed(receipt), stamp);
  (void)recorder.journal.append(db, waybill_fact(kWaybillReceived, taken->after), stamp);
  if (taken->moved) (void)recorder.journal.append(db, stock_moved(*taken->moved), stamp);
  return recorded(receipt, taken->after);
}

json contradicting(const DeviceReceipt& receipt, const Waybill& waybill, const PaperReceipt& account) {
  auto out = recorded(receipt, waybill);
  out["contradicts"] = true;
  out["due_at"] = account.ruling ? json(nullptr) : json(format_time(account.due_at.value()));
  return out;
}

PaperReceipt account_of(const DeviceReceipt& receipt, const Waybill& waybill, std::vector<PaperDoubt> doubts,
                        Instant due_at) {
  return {.waybill = waybill.waybill,
          .device = receipt.receipt,
          .number = waybill.number,
          .paper = {},
          .scan = receipt.photo.value_or(""),
          .lines = receipt.lines,
          .signed_at = receipt.at,
          .entered_at = receipt.received_at,
          .entered_by = device_actor(receipt),
          .doubts = std::move(doubts),
          .due_at = due_at,
          .from = waybill.from_division,
          .to = waybill.to.division,
          .exercise = waybill.exercise};
}

/// Who signed first, behind a mask.
std::string first_signer(store::Connection& db, const Recorder& recorder, const Waybill& waybill) {
  if (!waybill.receipt || !waybill.receipt->device) return masked_receiver(recorder.keys, waybill);
  return masked_name(recorder.keys, find_receipt(db, *waybill.receipt->device).value());
}

/// A receipt for what was received already: what says the same is not needed, what says something else is kept and
/// waits for a ruling as a paper does.
Result<json> record_second(store::Connection& db, const Recorder& recorder, Delivery delivery, const Waybill& waybill,
                           Instant now) {
  auto& receipt = delivery.receipt;
  const auto counts = paper_counts(waybill, receipt.lines);
  if (!counts) return fail(counts.error());
  auto doubts = doubts_between(waybill, *counts);
  if (doubts.empty() || count_contradictions(db, waybill.waybill) >= kMostContradictions) {
    return fail(already_received(waybill, first_signer(db, recorder, waybill)));
  }
  if (auto held = complete(receipt, recorder, delivery, waybill, now); !held) return fail(std::move(held.error()));
  const auto account = account_of(receipt, waybill, std::move(doubts), now + recorder.settings.difference_term);
  const journal::Stamp stamp{device_actor(receipt), now, delivery.command_id};
  (void)recorder.journal.append(db, receipt_signed(receipt), stamp);
  (void)recorder.journal.append(db, paper_fact(kReceiptContradicted, account), stamp);
  return contradicting(receipt, waybill, account);
}

/// The answer to a receipt that is there already: its own when it is the same one, else which was first.
Result<json> answer_again(store::Connection& db, const Recorder& recorder, const Waybill& waybill,
                          const DeviceReceipt& stored, const DeviceReceipt& again) {
  if (stored.waybill != again.waybill || stored.signature != again.signature) {
    return fail(already_received(waybill, masked_name(recorder.keys, stored)));
  }
  const auto account = find_paper(db, waybill.waybill, stored.receipt);
  return account ? contradicting(stored, waybill, *account) : recorded(stored, waybill);
}

}  // namespace

Result<ReceiptKey> shown_key(store::Connection& db, const Shown& shown) {
  auto key = shown.token.empty() ? key_by_number(db, shown.number) : key_by_token(db, shown.token);
  if (key && opens(*key, shown)) return std::move(*key);
  if (shown.token.empty()) {
    return fail(ProblemKind::not_found, "wrong-receipt-code",
                {"运单号与六位签收码对不上，请对照运单逐位核对",
                 "the waybill's number and the six digits do not belong together; compare them with the paper"});
  }
  return fail(ProblemKind::not_found, "unknown-receipt-token",
              {"这里没有这个二维码的运单，请核对是不是本单位发出的，或输入运单号和六位签收码",
               "no waybill of ours has this code; check who sent it, or type its number and six digits"});
}

Result<json> record(store::Connection& db, const Recorder& recorder, Delivery delivery, Instant now) {
  const auto& receipt = delivery.receipt;
  const journal::CommandKey key{device_actor(receipt).account, delivery.command_id};
  const auto request = canonical_text(receipt) + receipt.signature;
  auto before = journal::answered_before(db, key, kOperation, request);
  if (!before) return fail(std::move(before.error()));
  if (*before) return json::parse(**before);
  const auto shown = shown_key(db, delivery.shown);
  if (!shown) return fail(shown.error());
  if (shown->waybill != receipt.waybill) {
    return fail_field("/waybill", "bad-receipt",
                      {"签收的运单与签收码不是同一张，请重新打开运单页面",
                       "the receipt is for another waybill than the code; open the waybill's page again"});
  }
  const auto waybill = find_waybill(db, shown->waybill).value();
  const auto stored = find_receipt(db, receipt.receipt);
  if (stored) return answer_again(db, recorder, waybill, *stored, receipt);
  const auto recording = waybill.state == WaybillState::received ? record_second : record_first;
  auto answer = recording(db, recorder, std::move(delivery), waybill, now);
  if (answer) journal::remember_answer(db, key, kOperation, request, dump(*answer), journal::head_seq(db));
  return answer;
}

std::optional<std::string> clear_name(const access::KeyRing& keys, const DeviceReceipt& receipt) {
  const auto plain = keys.unseal(receipt.sealed_name);
  return plain ? optional_at<std::string>(json::parse(*plain), "name") : std::nullopt;
}

std::string masked_name(const access::KeyRing& keys, const DeviceReceipt& receipt) {
  return access::mask_name(clear_name(keys, receipt).value_or(""));
}

}  // namespace anlan::supplies
