#include <utility>

#include "access/personal.hpp"
#include "journal/blobs.hpp"
#include "journal/reading.hpp"
#include "supplies/document_view.hpp"
#include "supplies/json_fields.hpp"
#include "supplies/receipt_entries.hpp"
#include "supplies/receipt_operations.hpp"
#include "supplies/receipt_recording.hpp"
#include "supplies/receipt_view.hpp"
#include "supplies/supply_personal_operations.hpp"
#include "supplies/supply_shapes_operations.hpp"
#include "supplies/waybill_receiving.hpp"

namespace anlan::supplies {

using access::Role;
using access::RoleSet;
using api::may;
using api::need;
using api::Shape;
using nlohmann::json;

namespace {

/// Who hands the paper with the code to the driver.
constexpr RoleSet kSenders{Role::warehouse_keeper, Role::dispatcher};
/// Who may learn who signed.
constexpr RoleSet kRevealers{Role::county_duty, Role::warehouse_keeper, Role::dispatcher, Role::auditor};

json receipt_wire(store::Connection& db, const access::KeyRing& keys, const DeviceReceipt& receipt) {
  auto out = device_receipt_json(receipt);
  out["name"] = masked_name(keys, receipt);
  out["photo_here"] = receipt.photo && journal::has_blob(db, *receipt.photo);
  out["number"] = find_waybill(db, receipt.waybill).value().number;
  return out;
}

json case_wire(const ReceiptCase& one) {
  json out{{"waybill", one.waybill},
           {"number", one.number},
           {"line", one.line},
           {"item", one.item},
           {"sent", one.sent},
           {"short", one.missing},
           {"damaged", one.damaged},
           {"state", one.settled_at ? "settled" : "open"},
           {"opened_at", format_time(one.opened_at)},
           {"due_at", format_time(one.due_at)},
           {"settled_at", nullptr},
           {"outcome", or_null(one.outcome)},
           {"reason", or_null(one.reason)},
           {"exercise", one.exercise}};
  if (one.settled_at) out["settled_at"] = format_time(*one.settled_at);
  return out;
}

api::Operation code() {
  auto query = [](const api::QueryContext& context) -> Result<json> {
    const auto key = key_of_waybill(context.db, text_at(context.params, "waybill"));
    if (key)
      return json{{"waybill", key->waybill}, {"number", key->number}, {"code", key->code}, {"token", key->token}};
    return fail(ProblemKind::conflict, "waybill-not-dispatched",
                {"运单发运后才有签收码", "a waybill has a code once it has left"});
  };
  return {
      .name = "receipt.code",
      .kind = api::Kind::query,
      .summary = {"运单的签收二维码与六位签收码（发货方）", "The QR token and six digits of a waybill, for its sender"},
      .params = Shape::object({need("waybill", Shape::uuid())}),
      .roles = kSenders,
      .scope =
          [](store::Connection& db, const json& params) {
            return known_waybill(db, text_at(params, "waybill")).map([](const Waybill& waybill) {
              return waybill.from_division;
            });
          },
      .query = std::move(query)};
}

api::Operation list(const ReceiptParts& parts) {
  auto query = [&keys = parts.keys](const api::QueryContext& context) -> Result<json> {
    const ReceiptFilter filter{.waybill = optional_at<std::string>(context.params, "waybill"),
                               .clock_off = context.params.value("clock_off", false)};
    auto receipts = json::array();
    for (const auto& receipt : list_receipts(context.db, context.caller.jurisdiction, filter)) {
      receipts.push_back(receipt_wire(context.db, keys, receipt));
    }
    return json{{"receipts", std::move(receipts)}, {"seq", journal::head_seq(context.db)}};
  };
  return {.name = "receipt.list",
          .kind = api::Kind::query,
          .summary = {"无账号签收的回单，新的在前，姓名已遮盖", "Receipts signed without an account, the newest first"},
          .params = Shape::object({may("waybill", Shape::uuid()), may("clock_off", Shape::boolean())}),
          .roles = kReaders,
          .query = std::move(query)};
}

Result<Unsealed> signer_in_clear(const api::CommandContext& context, const access::KeyRing& keys) {
  const auto receipt = find_receipt(context.db, text_at(context.params, "receipt"));
  const auto& jurisdiction = context.caller.jurisdiction;
  if (!receipt || !(receipt->from->within(jurisdiction) || receipt->to->within(jurisdiction))) {
    return fail(ProblemKind::not_found, "unknown-receipt",
                {"辖区内没有这张回单，请刷新后重选", "there is no such receipt in your area; reload and choose again"});
  }
  auto name = clear_name(keys, *receipt);
  if (!name) {
    return fail(ProblemKind::conflict, "key-destroyed",
                {"这张回单的姓名已随密钥销毁，或密钥不在本站，无法再看",
                 "the name went with its key, or its key is kept at another site; it cannot be read here"});
  }
  return Unsealed{.stream = receipt_stream(receipt->receipt),
                  .division = receipt->to.value(),
                  .fields = {"name"},
                  .clear = {{"name", std::move(*name)}}};
}

api::Operation reveal(const ReceiptParts& parts) {
  return reveal_operation(
      {.name = "receipt.reveal",
       .summary = {"查看签收人姓名原文，须写明用途并留痕", "Who signed, in clear: for a purpose, and on record"},
       .record = "receipt",
       .roles = kRevealers,
       .unseal = [&keys = parts.keys](const api::CommandContext& context) { return signer_in_clear(context, keys); }});
}

api::Operation cases() {
  auto query = [](const api::QueryContext& context) -> Result<json> {
    auto out = json::array();
    for (const auto& one : list_cases(context.db, context.caller.jurisdiction, context.params.value("open", false))) {
      out.push_back(case_wire(one));
    }
    return json{{"cases", std::move(out)}, {"seq", journal::head_seq(context.db)}};
  };
  return {.name = "case.list",
          .kind = api::Kind::query,
          .summary = {"签收差异案件，未结的在前、最急的在前",
                      "Differences on arrival: open ones first, the most urgent first"},
          .params = Shape::object({may("open", Shape::boolean(), "only those nobody settled yet")}),
          .roles = kReaders,
          .query = std::move(query)};
}

}  // namespace

void declare_receipt_queries(api::Registry& registry, const ReceiptParts& parts) {
  registry.add(code());
  registry.add(list(parts));
  registry.add(reveal(parts));
  registry.add(cases());
  registry.add(api::Topic{.name = "receipt",
                          .summary = {"签收码与设备签名的回单", "Receipt codes and signed receipts"},
                          .roles = kReaders});
}

}  // namespace anlan::supplies
