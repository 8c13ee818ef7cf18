#include "supplies/receipt_door_operations.hpp"

#include <utility>

#include "supplies/json_fields.hpp"

namespace anlan::supplies {

using api::Field;
using api::may;
using api::Shape;
using nlohmann::json;

namespace {

constexpr std::size_t kLongestScan = 500;

Text too_many_codes(int seconds) {
  const auto text = std::to_string(seconds);
  return {"签收码试错过多，请 " + text + " 秒后再试，或直接扫描运单上的二维码",
          "too many wrong codes; try again in " + text + " s, or scan the code on the waybill"};
}

bool wrong_guess(const Problem& problem) {
  return problem.type == "wrong-receipt-code" || problem.type == "unknown-receipt-token";
}

}  // namespace

Gate receipt_gate(const ReceiptParts& parts) {
  return std::make_shared<access::Throttle>(parts.limits, too_many_codes);
}

std::vector<Field> with_shown(std::vector<Field> fields) {
  fields.push_back(may("scan", Shape::text(1, kLongestScan), "what the camera read: a link or the bare token"));
  fields.push_back(may("number", Shape::text(1, 20), "of the waybill, with the six digits"));
  fields.push_back(may("code", Shape::text(6, 6)));
  return fields;
}

Result<Shown> shown_in(const json& params) {
  if (params.contains("scan")) {
    return token_in(text_at(params, "scan")).map([](std::string token) { return Shown{.token = std::move(token)}; });
  }
  if (params.contains("number") && params.contains("code")) {
    return Shown{.number = text_at(params, "number"), .code = text_at(params, "code")};
  }
  return fail_field(
      "/scan", "bad-receipt",
      {"请扫描运单上的二维码，或输入运单号和六位签收码", "scan the waybill's code, or type its number and six digits"});
}

std::string tries_of(const Shown& shown, const std::string& remote) {
  return shown.token.empty() ? "waybill " + shown.number : "scan " + remote;
}

void judge(access::Throttle& gate, const std::string& tries, const std::string& remote, const Result<json>& outcome) {
  if (outcome || !wrong_guess(outcome.error())) gate.succeeded(tries, remote);
}

}  // namespace anlan::supplies
