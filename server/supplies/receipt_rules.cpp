#include "supplies/receipt_rules.hpp"

#include <algorithm>
#include <utility>

namespace anlan::supplies {
namespace {

constexpr std::size_t kTokenLength = 43;
constexpr std::string_view kPath = "/r/";

bool is_token(std::string_view text) {
  return text.size() == kTokenLength && std::ranges::all_of(text, [](char c) {
           return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
         });
}

std::chrono::milliseconds magnitude(std::chrono::milliseconds span) { return span < span.zero() ? -span : span; }

std::string pointer_of(std::size_t line, const char* field) { return "/lines/" + std::to_string(line) + field; }

}  // namespace

Result<std::string> token_in(std::string_view scan) {
  const auto path = scan.rfind(kPath);
  auto text = path == std::string_view::npos ? scan : scan.substr(path + kPath.size());
  text = text.substr(0, text.find_first_of("?#/"));
  if (is_token(text)) return std::string{text};
  return fail_field("/scan", "not-a-waybill-code",
                    {"这个二维码不是安澜运单上的签收码。请扫描运单右上角的二维码，或输入运单号和六位签收码",
                     "this is not the code of one of our waybills; scan the one on the waybill, or type the waybill's "
                     "number and its six digits"});
}

bool opens(const ReceiptKey& key, const Shown& shown) noexcept {
  if (!shown.token.empty()) return key.token == shown.token;
  return !shown.code.empty() && key.number == shown.number && key.code == shown.code;
}

Result<std::vector<Count>> counts_of(const Waybill& waybill, const std::vector<ReceiptLine>& lines) {
  std::vector<Count> counts;
  for (const auto& line : lines) {
    counts.push_back({.line = line.line, .received = line.good + line.damaged, .damaged = line.damaged});
  }
  if (auto held = check_receipt(waybill, counts); !held) return fail(std::move(held.error()));
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const auto sent = waybill.loads[lines[i].line].quantity;
    if (counts[i].received + lines[i].missing == sent) continue;
    return fail_field(pointer_of(i, "/short"), "bad-receipt",
                      {"完好、破损、短少之和应等于发出的 " + std::to_string(sent) + "，请重新清点这一行",
                       "good, damaged and short have to add up to the " + std::to_string(sent) +
                           " that were sent; count this line again"});
  }
  return counts;
}

Timing timing_of(Instant signed_at, Instant sent_at, Instant dispatched_at, Instant now,
                 std::chrono::minutes tolerance) {
  const auto skew = now - sent_at;
  const bool skewed = magnitude(skew) > tolerance;
  const auto meant = skewed ? signed_at + skew : signed_at;
  const bool impossible = meant > now + tolerance || meant + tolerance < dispatched_at;
  const auto latest = std::max(dispatched_at, now);
  return {.at = std::clamp(meant, dispatched_at, latest), .clock_off = skewed || impossible};
}

Problem already_received(const Waybill& waybill, const std::string& who) {
  const auto at = waybill.receipt ? format_time(waybill.receipt->at) : std::string{};
  const auto receipt = waybill.receipt && waybill.receipt->device ? waybill.receipt->device->substr(0, 8) : "";
  const auto zh = (who.empty() ? "" : "由 " + who + " ") + "于 " + at + " 签收" +
                  (receipt.empty() ? "" : "（回单 " + receipt + "）");
  const auto en =
      "at " + at + (who.empty() ? "" : " by " + who) + (receipt.empty() ? "" : " (receipt " + receipt + ")");
  return {
      .kind = ProblemKind::conflict,
      .type = "already-received",
      .detail = {"运单 " + waybill.number + " 已" + zh + "，这次没有再记。数量不同请联系发货的值班人员，由其处理差异",
                 "waybill " + waybill.number + " was received " + en +
                     " and nothing was recorded again; where the counts differ, tell the office that sent it"}};
}

}  // namespace anlan::supplies
