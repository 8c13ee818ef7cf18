#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <nlohmann/json.hpp>

#include "base/division_code.hpp"
#include "base/time.hpp"
#include "supplies/batch.hpp"
#include "supplies/place.hpp"

namespace anlan::supplies {

/// A number of an item's base units.
using Quantity = std::int64_t;
inline constexpr Quantity kMostUnits = 1'000'000'000;  ///< in one line; larger is a typing error

enum class MovementKind : std::uint8_t {
  receive,             ///< supplier or donor → place
  issue,               ///< place → issued
  hand_over,           ///< issued → household
  transfer,            ///< between places of one keeper, or between bins
  give_back,           ///< issued, household → place: "return"
  scrap,               ///< place → scrapped
  adjust,              ///< place ↔ lost, after a count
  dispatch,            ///< place → in transit, on a waybill
  arrive,              ///< in transit → place or issued
  write_off,           ///< in transit → lost, or back to the place: a difference settled
  correct,             ///< between in transit and where it went: another account of the arrival holds
  accept,              ///< set aside → place: inspected, or graded as good
  reject,              ///< set aside → back to whoever delivered
  lend,                ///< place → borrower
  borrow,              ///< lender → place
  loan_return,         ///< borrower → place, or place → lender
  requisition,         ///< owner → place
  requisition_return,  ///< place → owner
  reverse,             ///< another movement, backwards
};

[[nodiscard]] std::string_view to_string(MovementKind kind) noexcept;
[[nodiscard]] std::optional<MovementKind> parse_movement_kind(std::string_view text) noexcept;
[[nodiscard]] std::vector<std::string> movement_words();

/// So many units of a batch, from one spot to another.
struct Line {
  std::string item;
  std::string batch;  ///< uuid
  Quantity quantity = 0;
  Spot from;
  Spot to;
};

/// A document of the ledger: what moved at one moment. Never changed; at most taken back by another one.
struct Movement {
  std::string movement;  ///< uuid
  MovementKind kind = MovementKind::receive;
  std::string place;      ///< whose document it is
  DivisionCode division;  ///< of that place
  Instant occurred_at = {};
  bool exercise = false;
  std::optional<std::string> document = {};   ///< number of the paper
  std::optional<std::string> incident = {};   ///< uuid
  std::optional<std::string> recipient = {};  ///< who got it, of an issue
  std::optional<std::string> reason = {};
  std::optional<std::string> note = {};
  std::optional<std::string> waybill = {};   ///< uuid
  std::optional<std::string> reverses = {};  ///< uuid of the movement this one takes back
  nlohmann::json evidence = nullptr;         ///< the experts' opinion, or who counted; as it was sent
  std::vector<Line> lines = {};
};

/// What takes the document back, at `now` or, of one that lies ahead of our clock, at its own moment.
[[nodiscard]] Movement reversal_of(const Movement& original, std::string id, Instant now, std::string reason);

/// The wire's Movement without what only the journal knows (seq, recorded_at, actor, reversed_by): also the body of its
/// entry, which adds the new batches.
[[nodiscard]] nlohmann::json movement_json(const Movement& movement);
/// Reads what `movement_json` wrote.
[[nodiscard]] Movement read_movement(const nlohmann::json& body);

}  // namespace anlan::supplies
