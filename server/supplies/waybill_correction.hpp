#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "supplies/goods.hpp"
#include "supplies/stock_queries.hpp"
#include "supplies/waybill_rules.hpp"

namespace anlan::supplies {

/// The waybill once another account of its arrival holds. What is short or damaged now and was not before opens a
/// difference that is due after `term`; one that is open already keeps its clock; without anything left it is no
/// difference any more. What was missing by the first account and arrived by the second one is taken first from what
/// nobody settled, then from what went back to the store, then from what was written off.
[[nodiscard]] Waybill corrected(Waybill waybill, const std::vector<Count>& counts, Instant now,
                                std::chrono::hours term);

/// What lies elsewhere by the corrected waybill than by the one before: back in transit what did not arrive or is
/// damaged, and to where it went what arrived good. `landed`: where the first account put things in the place it went
/// to; nothing when it went to no place of ours. Empty when as much is good by both.
[[nodiscard]] Movement correction(const Waybill& before, const Waybill& after, std::vector<Landed> landed, Instant at,
                                  std::string id);

/// What another account makes of a waybill that was received: the paper afterwards, and what moves.
struct Righted {
  Waybill after;
  std::optional<Movement> moved = {};
};
/// Asks the ledger. Problem `goods-moved-on` (409) when what has to be moved is no longer where it was put, with what
/// to do first; `place-closed`.
[[nodiscard]] Result<Righted> correcting(store::Connection& db, const GoodsCatalogue& goods, const Waybill& waybill,
                                         const std::vector<Count>& counts, Instant now, std::chrono::hours term);

}  // namespace anlan::supplies
