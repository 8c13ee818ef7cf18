#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "supplies/goods.hpp"
#include "supplies/waybill_rules.hpp"

namespace anlan::supplies {

/// A waybill by its uuid. Problem `unknown-waybill` (404).
[[nodiscard]] Result<Waybill> known_waybill(store::Connection& db, const std::string& waybill);

/// The same, unless it goes neither from nor to the jurisdiction: then it is as if it did not exist.
[[nodiscard]] Result<Waybill> known_waybill_of(store::Connection& db, const std::string& waybill,
                                               const DivisionCode& jurisdiction);

/// What a count at the far end makes of a waybill, whoever counted: the paper afterwards, and what leaves the road.
struct Receiving {
  Waybill after;
  std::optional<Movement> moved = {};  ///< nothing when nothing arrived
};

/// Asks the rules of the receipt and of the ledger; what differs has to be settled within `term`. Problems: those of
/// `check_receipt` and `check_posting`.
[[nodiscard]] Result<Receiving> receiving(store::Connection& db, const GoodsCatalogue& goods, const Waybill& waybill,
                                          const std::vector<Count>& counts, Receipt receipt, Instant now,
                                          std::chrono::hours term);

}  // namespace anlan::supplies
