#include "supplies/receipt.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "access/device_signature.hpp"
#include "access/token.hpp"
#include "journal/digest.hpp"
#include "supplies/json_fields.hpp"

namespace anlan::supplies {

using nlohmann::json;

namespace {

std::string sha256(std::string_view text) { return journal::to_hex(journal::digest(journal::Algorithm::sha256, text)); }

DivisionCode division_at(const json& body, const char* field) {
  return DivisionCode::parse(text_at(body, field)).value();
}

Instant time_at(const json& body, const char* field) { return parse_time(text_at(body, field)).value(); }

}  // namespace

ReceiptSecrets random_secrets() { return {.code = access::make_code, .token = access::make_token}; }

ReceiptSettings receipt_settings(const NormsCatalogue& norms) {
  return {.difference_term = std::chrono::hours{norms.setting("difference_hours")},
          .clock_tolerance = std::chrono::minutes{norms.setting("device_clock_minutes")}};
}

std::string canonical_text(const DeviceReceipt& receipt) {
  auto text = fmt::format("anlan receipt 1\nreceipt {}\nwaybill {}\nsigned_at {}\nname {}\nphoto {}\nnote {}\n",
                          receipt.receipt, receipt.waybill, receipt.signed_at, receipt.name_digest,
                          receipt.photo.value_or("-"), sha256(receipt.note));
  for (const auto& line : receipt.lines) {
    text += fmt::format("line {} good {} damaged {} short {}\n", line.line, line.good, line.damaged, line.missing);
  }
  return text;
}

std::string name_digest_of(const std::string& salt, const std::string& name) { return sha256(salt + "\n" + name); }

json receipt_key_json(const ReceiptKey& key) {
  return {{"waybill", key.waybill},          {"number", key.number},    {"code", key.code}, {"token", key.token},
          {"division", key.division.text()}, {"exercise", key.exercise}};
}

ReceiptKey read_receipt_key(const json& body) {
  return {.waybill = body.at("waybill"),
          .number = body.at("number"),
          .code = body.at("code"),
          .token = body.at("token"),
          .division = division_at(body, "division"),
          .exercise = body.at("exercise")};
}

json receipt_lines_json(const std::vector<ReceiptLine>& lines) {
  auto out = json::array();
  for (const auto& line : lines) {
    out.push_back({{"line", line.line}, {"good", line.good}, {"damaged", line.damaged}, {"short", line.missing}});
  }
  return out;
}

std::vector<ReceiptLine> read_receipt_lines(const json& lines) {
  std::vector<ReceiptLine> out;
  for (const auto& line : lines) {
    out.push_back({line.at("line"), line.at("good"), line.at("damaged"), line.at("short")});
  }
  return out;
}

json device_receipt_json(const DeviceReceipt& receipt) {
  return {{"receipt", receipt.receipt},
          {"waybill", receipt.waybill},
          {"lines", receipt_lines_json(receipt.lines)},
          {"note", receipt.note},
          {"photo", or_null(receipt.photo)},
          {"name_digest", receipt.name_digest},
          {"name", receipt.sealed_name},
          {"public_key", receipt.public_key},
          {"signature", receipt.signature},
          {"signed_at", receipt.signed_at},
          {"sent_at", format_time(receipt.sent_at)},
          {"received_at", format_time(receipt.received_at)},
          {"at", format_time(receipt.at)},
          {"clock_off", receipt.clock_off},
          {"from", receipt.from->text()},
          {"to", receipt.to->text()},
          {"exercise", receipt.exercise}};
}

DeviceReceipt read_device_receipt(const json& body) {
  return {.receipt = body.at("receipt"),
          .waybill = body.at("waybill"),
          .lines = read_receipt_lines(body.at("lines")),
          .note = body.at("note"),
          .photo = optional_at<std::string>(body, "photo"),
          .name_digest = body.at("name_digest"),
          .public_key = body.at("public_key"),
          .signature = body.at("signature"),
          .signed_at = body.at("signed_at"),
          .sealed_name = body.at("name"),
          .sent_at = time_at(body, "sent_at"),
          .received_at = time_at(body, "received_at"),
          .at = time_at(body, "at"),
          .clock_off = body.at("clock_off"),
          .from = division_at(body, "from"),
          .to = division_at(body, "to"),
          .exercise = body.at("exercise")};
}

}  // namespace anlan::supplies
