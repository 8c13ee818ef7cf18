#include "supplies/receipt_operations.hpp"

#include <utility>

#include "access/device_signature.hpp"
#include "base/json.hpp"
#include "journal/blobs.hpp"
#include "journal/digest.hpp"
#include "supplies/document_view.hpp"
#include "supplies/json_fields.hpp"
#include "supplies/place_view.hpp"
#include "supplies/receipt_door_operations.hpp"
#include "supplies/receipt_recording.hpp"
#include "supplies/receipt_view.hpp"

namespace anlan::supplies {

namespace asio = boost::asio;
using api::may;
using api::need;
using api::Shape;
using nlohmann::json;

namespace {

constexpr std::size_t kLongestNote = 500;
constexpr std::size_t kMostPhotoBytes = 4u << 20;

json look_lines(const GoodsCatalogue& goods, const Waybill& waybill) {
  auto lines = json::array();
  for (const auto& load : waybill.loads) {
    const auto* const item = goods.find(load.item);
    const auto text = [](const Text& words) { return json{{"zh", words.zh}, {"en", words.en}}; };
    lines.push_back({{"line", lines.size()},
                     {"item", load.item},
                     {"name", item == nullptr ? text({load.item, load.item}) : text(item->name)},
                     {"unit", item == nullptr ? text({"", ""}) : text(item->unit)},
                     {"label", load.label},
                     {"quantity", load.quantity}});
  }
  return lines;
}

/// What the paper says too, and nothing of a person: no driver, no telephone.
json look_json(store::Connection& db, const GoodsCatalogue& goods, const Waybill& waybill, Instant now) {
  const auto from = find_place(db, waybill.from);
  json out{{"waybill", waybill.waybill},
           {"number", waybill.number},
           {"state", to_string(waybill.state)},
           {"exercise", waybill.exercise},
           {"from", from ? from->facts.name : ""},
           {"to", waybill.to.site},
           {"plate", waybill.vehicle.plate},
           {"dispatched_at", format_time(waybill.dispatched_at.value())},
           {"eta", waybill.eta ? json(format_time(*waybill.eta)) : json(nullptr)},
           {"lines", look_lines(goods, waybill)},
           {"received", nullptr},
           {"now", format_time(now)}};
  if (waybill.receipt) {
    out["received"] = {{"at", format_time(waybill.receipt->at)}, {"receipt", or_null(waybill.receipt->device)}};
  }
  return out;
}

api::Operation look(const ReceiptParts& parts, const Gate& gate) {
  auto action = [parts, gate](api::ActionContext context) -> asio::awaitable<Result<api::Reply>> {
    const auto shown = shown_in(context.params);
    if (!shown) co_return fail(shown.error());
    const auto tries = tries_of(*shown, context.remote);
    if (auto open = gate->begin(tries, context.remote, parts.clock()); !open) co_return fail(std::move(open.error()));
    auto job = [&goods = parts.goods, shown = *shown, now = context.now](store::Connection& db) -> Result<json> {
      const auto key = shown_key(db, shown);
      if (!key) return fail(key.error());
      return look_json(db, goods, find_waybill(db, key->waybill).value(), now);
    };
    auto seen = co_await parts.readers.run(std::move(job));
    judge(*gate, tries, context.remote, seen);
    if (!seen) co_return fail(std::move(seen.error()));
    co_return api::Reply{.json = dump(*seen)};
  };
  return {.name = "receipt.look",
          .kind = api::Kind::action,
          .summary = {"凭运单二维码或六位签收码查看应收物资（无需账号）",
                      "What a waybill brings, by its QR or six digits; no account needed"},
          .params = Shape::object(with_shown({})),
          .open_to_strangers = true,
          .action = std::move(action)};
}

Delivery delivery_in(const json& params, Shown shown) {
  const std::string name = params.at("name");
  const std::string salt = params.at("salt");
  DeviceReceipt receipt{.receipt = params.at("receipt"),
                        .waybill = params.at("waybill"),
                        .lines = read_receipt_lines(params.at("lines")),
                        .note = params.value("note", ""),
                        .photo = optional_at<std::string>(params, "photo"),
                        .name_digest = name_digest_of(salt, name),
                        .public_key = params.at("public_key"),
                        .signature = params.at("signature"),
                        .signed_at = params.at("signed_at"),
                        .sent_at = parse_time(text_at(params, "sent_at")).value()};
  return {.receipt = std::move(receipt),
          .shown = std::move(shown),
          .command_id = params.at("command_id"),
          .name = name,
          .salt = salt};
}

auto forged() {
  return fail(
      ProblemKind::invalid, "forged-receipt",
      {"签名与内容不符，没有记录。请重新打开运单页面再签收一次",
       "the signature does not fit what it signs, nothing was recorded; open the waybill's page and sign again"});
}

Shape sign_shape() {
  auto line =
      Shape::object({need("line", Shape::integer(0, 199)), need("good", Shape::integer(0, kMostUnits)),
                     need("damaged", Shape::integer(0, kMostUnits)), need("short", Shape::integer(0, kMostUnits))});
  return Shape::object(with_shown(
      {need("command_id", Shape::uuid()), need("receipt", Shape::uuid(), "made by the device"),
       need("waybill", Shape::uuid()), need("lines", Shape::array(std::move(line), 1, 200)),
       may("note", Shape::text(0, kLongestNote)),
       may("photo", Shape::blob().or_null(), "its bytes follow by receipt.photo"),
       need("name", Shape::text(1, 40), "of whoever counted"), need("salt", Shape::text(16, 64)),
       need("public_key", Shape::text(access::kPublicKeyDigits, access::kPublicKeyDigits), "Ed25519, hex"),
       need("signature", Shape::text(access::kSignatureDigits, access::kSignatureDigits), "of the canonical text, hex"),
       need("signed_at", Shape::time(), "by the device's clock"),
       need("sent_at", Shape::time(), "by the device's clock, now: shows how far it is off")}));
}

api::Operation sign(const ReceiptParts& parts, const Gate& gate) {
  auto action = [parts, gate](api::ActionContext context) -> asio::awaitable<Result<api::Reply>> {
    auto shown = shown_in(context.params);
    if (!shown) co_return fail(std::move(shown.error()));
    const auto tries = tries_of(*shown, context.remote);
    auto delivery = delivery_in(context.params, std::move(*shown));
    const auto& receipt = delivery.receipt;
    if (!access::signed_by(receipt.public_key, receipt.signature, canonical_text(receipt))) co_return forged();
    if (auto open = gate->begin(tries, context.remote, parts.clock()); !open) co_return fail(std::move(open.error()));
    auto job = [recorder = Recorder{parts.goods, receipt_settings(parts.norms), parts.keys, parts.journal},
                delivery = std::move(delivery),
                now = context.now](store::Connection& db) { return record(db, recorder, delivery, now); };
    auto answer = co_await parts.writer.submit(std::move(job));
    judge(*gate, tries, context.remote, answer);
    if (!answer) co_return fail(std::move(answer.error()));
    co_return api::Reply{.json = dump(*answer)};
  };
  return {.name = "receipt.sign",
          .kind = api::Kind::action,
          .summary = {"递交设备签名的回单，可离线签署后补交（无需账号）",
                      "Deliver a receipt that a device signed, perhaps long before; no account needed"},
          .params = sign_shape(),
          .open_to_strangers = true,
          .action = std::move(action)};
}

/// Only a photo whose hash a recorded receipt names is taken: strangers cannot fill the disk.
Result<void> check_awaited(store::Connection& db, const std::string& hash) {
  if (names_photo(db, hash)) return {};
  return fail(ProblemKind::not_found, "photo-not-awaited",
              {"没有回单提到这张照片，请先递交回单", "no receipt names this photo; deliver the receipt first"});
}

api::Operation photo(const ReceiptParts& parts) {
  auto action = [parts](api::ActionContext context) -> asio::awaitable<Result<api::Reply>> {
    auto media_type = context.params.at("media_type").get<std::string>();
    const auto& raw = context.params.at("bytes").get_binary();
    std::string bytes(raw.begin(), raw.end());
    auto awaited = [bytes, media_type, check = parts.check_photo](store::Connection& db) -> Result<std::string> {
      if (auto checked = check(media_type, bytes); !checked) return fail(std::move(checked.error()));
      auto hash = journal::to_hex(journal::digest(journal::Algorithm::sha256, bytes));
      return check_awaited(db, hash).map([&] { return hash; });
    };
    auto hash = co_await parts.readers.run(std::move(awaited));
    if (!hash) co_return fail(std::move(hash.error()));
    auto keep = [bytes = std::move(bytes), media_type = std::move(media_type),
                 now = context.now](store::Connection& db) -> Result<std::string> {
      return journal::store_blob(db, media_type, bytes, now);
    };
    auto kept = co_await parts.writer.submit(std::move(keep));
    if (!kept) co_return fail(std::move(kept.error()));
    co_return api::Reply{.json = dump({{"blob", *kept}})};
  };
  return {
      .name = "receipt.photo",
      .kind = api::Kind::action,
      .summary = {"补交回单所列的照片（无需账号）", "Deliver the photo that a receipt names; no account needed"},
      .params = Shape::object({need("media_type", Shape::text(1, 100)), need("bytes", Shape::bytes(kMostPhotoBytes))}),
      .open_to_strangers = true,
      .http_only = true,
      .raw_body = true,
      .action = std::move(action)};
}

}  // namespace

void declare_receipts(api::Registry& registry, const ReceiptParts& parts) {
  const auto gate = receipt_gate(parts);
  registry.add(look(parts, gate));
  registry.add(sign(parts, gate));
  registry.add(photo(parts));
  declare_checkpoint_operations(registry, parts, gate);
  declare_receipt_queries(registry, parts);
  declare_paper_receipts(registry, parts);
}

}  // namespace anlan::supplies
