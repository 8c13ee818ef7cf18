#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <nlohmann/json_fwd.hpp>

#include "base/division_code.hpp"
#include "base/time.hpp"
#include "journal/entry.hpp"
#include "supplies/movement.hpp"

namespace anlan::supplies {

enum class StocktakeState : std::uint8_t { open, approved, cancelled };

[[nodiscard]] std::string_view to_string(StocktakeState state) noexcept;
[[nodiscard]] std::optional<StocktakeState> parse_stocktake_state(std::string_view text) noexcept;

/// What shall be counted of a place; an empty list stands for all.
struct StocktakeScope {
  std::vector<std::string> items = {};
  std::vector<std::string> bins = {};

  [[nodiscard]] bool covers(std::string_view item, std::string_view bin) const;
};

/// A batch in a bin, with what the ledger says of it.
struct Pile {
  std::string bin;
  std::string batch;  ///< uuid
  std::string label;
  std::string item;
  Quantity book = 0;  ///< when the stocktake was opened
};

/// How a stocktake ended.
struct Closing {
  Instant at = {};
  journal::Actor by = {};
  std::string note = {};  ///< why, or the approver's remark
};

/// 盘点: what is there is counted by people who are not shown what should be, while goods go in and out as ever. The
/// ledger is corrected once a third person approved the differences.
struct Stocktake {
  std::string stocktake;  ///< uuid
  std::int64_t version = 0;
  std::string number;  ///< eight digits, for people
  StocktakeState state = StocktakeState::open;
  std::string place;  ///< uuid
  DivisionCode division;
  bool exercise = false;  ///< counts the goods of exercises, or the real ones; never both
  StocktakeScope scope = {};
  std::int64_t as_of = 0;      ///< seq of the last entry the snapshot knew
  int tolerance_permille = 0;  ///< of the book figure; beyond it somebody else has to count again
  std::optional<std::string> note = {};
  Instant opened_at = {};
  journal::Actor opened_by = {};
  std::optional<Closing> closing = {};
};

/// One count of a pile. The variance is against the book at that moment, so goods that move later do not disturb it.
struct Tally {
  Quantity counted = 0;
  Quantity book = 0;  ///< what the ledger says lay there when it was counted
  Instant at = {};
  journal::Actor by = {};

  [[nodiscard]] Quantity variance() const noexcept { return counted - book; }
};

enum class PileState : std::uint8_t {
  uncounted,
  recount,  ///< the last count differs too much and nobody confirmed it
  settled,
};

[[nodiscard]] std::string_view to_string(PileState state) noexcept;

/// A pile with all its counts, the first one first.
struct CountedPile {
  Pile pile;
  bool listed = true;  ///< in the snapshot; otherwise found by a counter, or come in since
  std::vector<Tally> tallies = {};

  [[nodiscard]] Quantity variance() const noexcept { return tallies.empty() ? 0 : tallies.back().variance(); }
};

/// A pile is settled by a count within the tolerance, or by two people in a row who found the same variance.
[[nodiscard]] PileState state_of(const CountedPile& counted, int tolerance_permille);

/// What a settled pile ended in: kept in the approval, so that later back-dated papers do not rewrite it.
struct Finding {
  Pile pile;
  Quantity counted = 0;
  Quantity book = 0;
  std::string counted_by = {};  ///< names, in the order of their counts

  [[nodiscard]] Quantity variance() const noexcept { return counted - book; }
};

/// The wire's Stocktake without version and piles: also in the body of `stocktake.opened`.
[[nodiscard]] nlohmann::json stocktake_json(const Stocktake& stocktake);
[[nodiscard]] Stocktake read_stocktake(const nlohmann::json& body);
[[nodiscard]] nlohmann::json pile_json(const Pile& pile);
[[nodiscard]] Pile read_pile(const nlohmann::json& pile);
[[nodiscard]] nlohmann::json finding_json(const Finding& finding);

}  // namespace anlan::supplies
