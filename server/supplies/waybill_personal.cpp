#include "supplies/waybill_personal.hpp"

#include <utility>

#include <nlohmann/json.hpp>

#include "access/personal.hpp"
#include "supplies/json_fields.hpp"
#include "supplies/sources_personal.hpp"

namespace anlan::supplies {

using nlohmann::json;

namespace {

/// A text that may be missing is empty in the types of papers.
std::optional<std::string> said_or_not(const std::string& text) {
  return text.empty() ? std::nullopt : std::optional{text};
}

std::string shown(const access::KeyRing& keys, const std::string& kept, std::string (*mask)(std::string_view)) {
  const auto text = masked(keys, said_or_not(kept), mask);
  return text.is_null() ? "" : text.get<std::string>();
}

}  // namespace

Result<Vehicle> sealed_vehicle(access::KeyRing& keys, const json& said, const std::string& owner) {
  auto driver = keys.seal(owner, text_at(said, "driver"));
  if (!driver) return fail(std::move(driver.error()));
  auto phone = keys.seal(owner, text_at(said, "phone"));
  if (!phone) return fail(std::move(phone.error()));
  return Vehicle{text_at(said, "plate"), std::move(*driver), std::move(*phone)};
}

Result<Receipt> sealed_receiver(access::KeyRing& keys, const json& said, const std::string& owner) {
  auto name = keys.seal(owner, text_at(said, "name"));
  if (!name) return fail(std::move(name.error()));
  auto phone = sealed(keys, optional_at<std::string>(said, "phone"), owner);
  if (!phone) return fail(std::move(phone.error()));
  return Receipt{.name = std::move(*name), .phone = std::move(*phone)};
}

json waybill_wire(const access::KeyRing& keys, const Waybill& waybill) {
  auto out = waybill_json(waybill);
  out["version"] = waybill.version;
  out["vehicle"]["driver"] = shown(keys, waybill.vehicle.driver, access::mask_name);
  out["vehicle"]["phone"] = shown(keys, waybill.vehicle.phone, access::mask_phone);
  if (waybill.receipt) {
    out["receipt"]["name"] = masked_receiver(keys, waybill);
    out["receipt"]["phone"] = masked(keys, waybill.receipt->phone, access::mask_phone);
  }
  return out;
}

json clear_people(const access::KeyRing& keys, const Waybill& waybill) {
  const auto receipt = waybill.receipt.value_or(Receipt{});
  return {{"driver", unsealed(keys, said_or_not(waybill.vehicle.driver))},
          {"driver_phone", unsealed(keys, said_or_not(waybill.vehicle.phone))},
          {"receiver", unsealed(keys, said_or_not(receipt.name))},
          {"receiver_phone", unsealed(keys, receipt.phone)}};
}

std::string masked_receiver(const access::KeyRing& keys, const Waybill& waybill) {
  return waybill.receipt ? shown(keys, waybill.receipt->name, access::mask_name) : "";
}

}  // namespace anlan::supplies
