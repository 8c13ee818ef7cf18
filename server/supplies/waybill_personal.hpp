#pragma once

#include <string>

#include <nlohmann/json_fwd.hpp>

#include "access/key_ring.hpp"
#include "supplies/waybill.hpp"

namespace anlan::supplies {

// Who drives and who signed at a desk: sealed in the journal and the views, masked in every answer.

/// The vehicle as it is kept: {plate, driver, phone} of a command, the person sealed for `owner`. Problems of KeyRing.
[[nodiscard]] Result<Vehicle> sealed_vehicle(access::KeyRing& keys, const nlohmann::json& said,
                                             const std::string& owner);

/// Who counted, as it is kept: {name, phone?} of a command, sealed for `owner`. Problems of KeyRing.
[[nodiscard]] Result<Receipt> sealed_receiver(access::KeyRing& keys, const nlohmann::json& said,
                                              const std::string& owner);

/// The wire's Waybill: `waybill_json` with its version, and its people behind masks.
[[nodiscard]] nlohmann::json waybill_wire(const access::KeyRing& keys, const Waybill& waybill);

/// {driver, driver_phone, receiver, receiver_phone} in clear; null what nobody said or whose key is gone. A receipt of
/// a device has its own reveal.
[[nodiscard]] nlohmann::json clear_people(const access::KeyRing& keys, const Waybill& waybill);

/// The name at the desk behind a mask; empty when nobody signed at one.
[[nodiscard]] std::string masked_receiver(const access::KeyRing& keys, const Waybill& waybill);

}  // namespace anlan::supplies
