#pragma once

#include <chrono>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include <nlohmann/json_fwd.hpp>

#include "base/division_code.hpp"
#include "base/time.hpp"
#include "supplies/movement.hpp"
#include "supplies/norms.hpp"

namespace anlan::supplies {

/// Where codes and tokens come from. The rules take them as they are.
struct ReceiptSecrets {
  std::function<std::string()> code;   ///< six digits, to be typed
  std::function<std::string()> token;  ///< 43 characters of base64url, to be scanned
};
/// How receipts are judged: settings of the norms catalogue, each with its source.
struct ReceiptSettings {
  std::chrono::hours difference_term{};    ///< how long a difference may stay unexplained
  std::chrono::minutes clock_tolerance{};  ///< how far a device's clock may be off unremarked
};
[[nodiscard]] ReceiptSettings receipt_settings(const NormsCatalogue& norms);

/// From the operating system's source of randomness.
[[nodiscard]] ReceiptSecrets random_secrets();

/// What lets somebody without an account sign for a waybill: it is on the paper that goes with the goods. Only the
/// sending side hears of it.
struct ReceiptKey {
  std::string waybill;  ///< uuid
  std::string number;   ///< of the waybill
  std::string code;
  std::string token;
  DivisionCode division;  ///< of the sender
  bool exercise = false;
};

/// What was counted of one line of a waybill: the three add up to what was sent.
struct ReceiptLine {
  std::size_t line = 0;
  Quantity good = 0;
  Quantity damaged = 0;
  Quantity missing = 0;  ///< "short" on the wire
};

/// A receipt that a device signed, perhaps days before it could deliver it.
struct DeviceReceipt {
  std::string receipt;  ///< uuid, made by the device
  std::string waybill;  ///< uuid
  std::vector<ReceiptLine> lines = {};
  std::string note = {};
  std::optional<std::string> photo = {};  ///< SHA-256 in hex; its bytes may follow later
  /// SHA-256 in hex of the salt and the receiver's name. It stands for the name in what is signed, so that the
  /// signature can be verified for ever and proves the name only while the sealed one can be read.
  std::string name_digest = {};
  std::string public_key = {};  ///< Ed25519, hex
  std::string signature = {};   ///< over `canonical_text`, hex
  std::string signed_at = {};   ///< RFC 3339, as the device wrote it

  // What the server adds.
  std::string sealed_name = {};           ///< {"name","salt"}
  Instant sent_at = {};                   ///< the device's clock when it delivered
  Instant received_at = {};               ///< the server's clock then
  Instant at = {};                        ///< when the goods count as received
  bool clock_off = false;                 ///< the device's clock was off by more than the settings allow
  std::optional<DivisionCode> from = {};  ///< of the sender
  std::optional<DivisionCode> to = {};
  bool exercise = false;
};

/// The text a device signs: a line each for version, receipt, waybill, signed_at, name digest, photo ("-" for none),
/// SHA-256 of the note, and every count in the order sent.
[[nodiscard]] std::string canonical_text(const DeviceReceipt& receipt);
/// SHA-256 in hex of "<salt>\n<name>".
[[nodiscard]] std::string name_digest_of(const std::string& salt, const std::string& name);

/// The bodies of the entries.
[[nodiscard]] nlohmann::json receipt_key_json(const ReceiptKey& key);
[[nodiscard]] ReceiptKey read_receipt_key(const nlohmann::json& body);
[[nodiscard]] nlohmann::json device_receipt_json(const DeviceReceipt& receipt);
[[nodiscard]] DeviceReceipt read_device_receipt(const nlohmann::json& body);
[[nodiscard]] nlohmann::json receipt_lines_json(const std::vector<ReceiptLine>& lines);
[[nodiscard]] std::vector<ReceiptLine> read_receipt_lines(const nlohmann::json& lines);

}  // namespace anlan::supplies
