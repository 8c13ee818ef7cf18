#pragma once

#include <chrono>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "supplies/receipt.hpp"
#include "supplies/waybill_rules.hpp"

namespace anlan::supplies {

/// The token in what a camera read: a link to our page, or the bare token. Problem `not-a-waybill-code` for the QR of
/// something else.
[[nodiscard]] Result<std::string> token_in(std::string_view scan);

/// What whoever has no account shows: what was scanned, or what was typed.
struct Shown {
  std::string token = {};
  std::string number = {};
  std::string code = {};
};
/// Whether it opens this waybill.
[[nodiscard]] bool opens(const ReceiptKey& key, const Shown& shown) noexcept;

/// The counts a receipt stands for. Problems: `more-than-sent` (409), `bad-receipt` when good, damaged and short do not
/// add up to what was sent, and those of `check_receipt`.
[[nodiscard]] Result<std::vector<Count>> counts_of(const Waybill& waybill, const std::vector<ReceiptLine>& lines);

/// When goods count as received, by a clock that may be wrong.
struct Timing {
  Instant at;
  bool clock_off = false;
};
/// How far the device's clock is off is seen when it delivers (`sent_at` against `now`), and taken off what it wrote
/// when it signed. Whatever comes out lies between the departure and now.
[[nodiscard]] Timing timing_of(Instant signed_at, Instant sent_at, Instant dispatched_at, Instant now,
                               std::chrono::minutes tolerance);

/// Problem `already-received` (409) that says which receipt was first; `who` is its masked name, perhaps empty.
[[nodiscard]] Problem already_received(const Waybill& waybill, const std::string& who);

}  // namespace anlan::supplies
