#pragma once

#include <string>

#include <nlohmann/json.hpp>

#include "access/key_ring.hpp"
#include "base/result.hpp"
#include "journal/journal.hpp"
#include "supplies/goods.hpp"
#include "supplies/receipt_rules.hpp"

namespace anlan::supplies {

/// A receipt as it came in, its signature already verified.
struct Delivery {
  DeviceReceipt receipt;
  Shown shown;
  std::string command_id;
  std::string name;  ///< of whoever signed, in clear
  std::string salt;
};

/// What a receipt is recorded with.
struct Recorder {
  const GoodsCatalogue& goods;
  ReceiptSettings settings;
  access::KeyRing& keys;
  journal::Journal& journal;
};

/// The waybill behind a token or a number with its code. Problems: `unknown-receipt-token`, `wrong-receipt-code` (404).
[[nodiscard]] Result<ReceiptKey> shown_key(store::Connection& db, const Shown& shown);

/// Records the receipt, its waybill's arrival and what it moves, or gives the first answer when it was recorded before.
/// One that contradicts an earlier receipt of the same waybill moves nothing: it opens a case for a ruling.
/// Runs inside a writer job. Problems: those of `shown_key`, `counts_of`, `receiving`; `already-received`,
/// `command-id-reused` (409); `key-destroyed`.
[[nodiscard]] Result<nlohmann::json> record(store::Connection& db, const Recorder& recorder, Delivery delivery,
                                            Instant now);

/// The receiver's name behind a mask; empty when its key is destroyed or kept elsewhere.
[[nodiscard]] std::string masked_name(const access::KeyRing& keys, const DeviceReceipt& receipt);
/// The same in clear.
[[nodiscard]] std::optional<std::string> clear_name(const access::KeyRing& keys, const DeviceReceipt& receipt);

}  // namespace anlan::supplies
