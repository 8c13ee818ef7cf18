#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "supplies/movement.hpp"
#include "supplies/stock_queries.hpp"

namespace anlan::supplies {

/// Clocks of tablets and desks differ: a document may lie this far ahead of ours.
inline constexpr std::chrono::minutes kClockTolerance{5};

/// Problem `bad-movement` for a moment that has not come yet.
[[nodiscard]] Result<void> check_moment(Instant occurred_at, Instant now);

/// What a document takes from one account, and what that has.
struct Draw {
  std::string pointer;  ///< of the first line that asks
  Text goods;           ///< "棉被（批 00000417）"
  Text unit;
  Text where;  ///< "沁阳市库 库位 A-1"
  Quantity asked = 0;
  Holding holding = {};
};

/// Whether the account has what is asked of it, now and at every moment since.
[[nodiscard]] bool enough(const Draw& draw) noexcept;

/// No account may ever have less than nothing: neither now, nor at any moment since the document's own (a back-dated
/// issue can take what a later one already took). What a waybill holds is spoken for.
/// Problems, 409, an error per draw: `not-enough-stock`, `held-for-waybill`, `would-have-been-negative`.
[[nodiscard]] Result<void> check_draws(const std::vector<Draw>& draws);

/// Whether all goods are real or all of an exercise, as the incident says when there is one: the mode of the document.
/// Problem `mixed-exercise` (409).
[[nodiscard]] Result<bool> mode_of(const std::vector<Pick>& picks, std::optional<bool> incident_exercise);

/// Problem `batch-expired` (409) with every line whose batch was past its last day on `day`. Such goods can be moved,
/// returned and scrapped, not handed out.
[[nodiscard]] Result<void> check_fresh(const std::vector<Pick>& picks, const Day& day);

/// Whether a new batch can be what is said of it: real days in order, a donation with its donor, an end for what does
/// not keep. `pointer` is the batch's place in the parameters. Problem `bad-movement`.
[[nodiscard]] Result<void> check_batch(const BatchFacts& facts, const Day& received_on, const Item& item,
                                       const std::string& pointer);

/// Problem `unknown-bin` for a bin the place does not have; "" is always there.
[[nodiscard]] Result<void> check_bin(const Place& place, const std::string& bin, const std::string& pointer);

/// Problem `needs-waybill` (409) unless one office keeps both ends: then nothing leaves its hands.
[[nodiscard]] Result<void> check_transfer(const Place& from, const Place& to);

/// What may be taken back: once, not a reversal itself, and not what a waybill, a recovery, an inspection, a loan or a
/// requisition moved: those papers have their own way back.
/// Problems, 409: `already-reversed`, `a-reversal`, `belongs-to-waybill`, `belongs-to-paper`.
[[nodiscard]] Result<void> check_reversible(const Recorded& recorded);

/// A scrapping needs the opinion of a testing institute or of at least five experts (甘肃 救灾物资回收和报废实施办法),
/// each named once. Problem `bad-movement`.
[[nodiscard]] Result<void> check_opinion(const nlohmann::json& opinion);

/// Who recounts is somebody else than who counted. Problem `bad-movement`.
[[nodiscard]] Result<void> check_counters(const std::string& counted_by, const std::string& recounted_by);

}  // namespace anlan::supplies
