#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "supplies/document_view.hpp"
#include "supplies/place.hpp"
#include "supplies/waybill.hpp"

namespace anlan::supplies {

/// The first signature: an approved release, for which this place still owes what the loads take, signed by somebody
/// who did not approve it. Problems: `not-approved`, `over-approved` (409), `approver-signs` (403).
[[nodiscard]] Result<void> check_pick(const Release& release, const Waybill& waybill, const Sent& sent);

/// The second signature, by somebody who gave neither the first nor the order. Problems: `waybill-not-picked` (409),
/// `same-signatory`, `approver-signs` (403).
[[nodiscard]] Result<void> check_dispatch(const Waybill& waybill, const Release& release, const journal::Actor& by);

/// Problem `waybill-not-picked` (409) once it left.
[[nodiscard]] Result<void> check_cancel(const Waybill& waybill);

/// What was counted of one line.
struct Count {
  std::size_t line = 0;
  Quantity received = 0;
  Quantity damaged = 0;  ///< of those
  std::string bin = {};  ///< where they were put
};

/// Every line counted once, not more than was sent, not more damaged than arrived. Problems: `waybill-not-dispatched`,
/// `more-than-sent` (409), `bad-receipt`.
[[nodiscard]] Result<void> check_receipt(const Waybill& waybill, const std::vector<Count>& counts);

/// The waybill as it is after the count; opens a difference, due after `term`, when something is short or damaged.
[[nodiscard]] Waybill counted(Waybill waybill, const std::vector<Count>& counts, Receipt receipt, Instant now,
                              std::chrono::hours term);

/// Problem `no-open-difference` (409).
[[nodiscard]] Result<void> check_settle(const Waybill& waybill);

/// Every line as it is once what was on the road is where the difference's outcome says.
void settle_lines(Waybill& waybill);

}  // namespace anlan::supplies
