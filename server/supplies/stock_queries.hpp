#pragma once

#include <compare>
#include <optional>
#include <string>
#include <vector>

#include <nlohmann/json_fwd.hpp>

#include "store/database.hpp"
#include "supplies/movement.hpp"

namespace anlan::supplies {

/// An item in a place; goods of an exercise are counted by themselves.
struct StockKey {
  std::string place;
  std::string item;
  bool exercise = false;

  friend auto operator<=>(const StockKey&, const StockKey&) = default;
};

/// A batch whoever asks.
[[nodiscard]] std::optional<Batch> find_batch(store::Connection& db, const std::string& batch);
/// The same by the digits on its label.
[[nodiscard]] std::optional<Batch> find_batch_by_label(store::Connection& db, const std::string& label);
/// The number that the next batch's label is made of.
[[nodiscard]] std::int64_t next_batch_number(store::Connection& db);

/// Which goods and how many: what a line of a command names, or a pile that lies somewhere.
struct Pick {
  Batch batch;
  std::string bin = {};
  Quantity quantity = 0;
};

/// What lies at a spot of one batch, now and at the worst moment since `since`.
struct Holding {
  Quantity quantity = 0;
  Quantity held = 0;  ///< by waybills that are picked but not on their way
  Quantity lowest = 0;
  Instant lowest_at = {};  ///< when it was that low; only when that is after `since`
};
[[nodiscard]] Holding find_holding(store::Connection& db, const Spot& at, const std::string& batch, Instant since);

/// What lay at a spot of one batch at a moment, as far as it is known today.
[[nodiscard]] Quantity quantity_at(store::Connection& db, const Spot& at, const std::string& batch, Instant moment);

/// A document with what only the journal knows.
struct Recorded {
  Movement movement;
  std::int64_t seq = 0;
  Instant recorded_at = {};
  std::string actor = {};  ///< JSON
  std::optional<std::string> reversed_by = {};

  [[nodiscard]] std::int64_t version() const noexcept { return reversed_by ? 2 : 1; }
};
[[nodiscard]] std::optional<Recorded> find_movement(store::Connection& db, const std::string& movement);

/// The wire's Movement.
[[nodiscard]] nlohmann::json recorded_json(const Recorded& recorded);

/// What `stock.movements` can be narrowed by.
struct MovementFilter {
  std::optional<std::string> place = {};  ///< whose document it is, or where a line begins or ends
  std::optional<std::string> item = {};
  std::optional<std::string> batch = {};
  std::optional<std::string> incident = {};
  std::optional<MovementKind> kind = {};
  std::int64_t before = INT64_MAX;  ///< seq
  std::int64_t limit = 200;
};
/// Documents of places in the jurisdiction, and of those that sent goods there; the newest first.
[[nodiscard]] std::vector<Recorded> list_movements(store::Connection& db, const DivisionCode& jurisdiction,
                                                   const MovementFilter& filter);

/// The wire's Row of `stock.balance` by item, also the value of the state topic: all batches of the item in the place.
[[nodiscard]] nlohmann::json stock_row_json(store::Connection& db, const StockKey& key);

/// The wire's Recalculated for each account of a back-dated movement: the balance after every later document, with and
/// without it. Empty when nothing happened later.
[[nodiscard]] nlohmann::json recalculated_json(store::Connection& db, const Recorded& recorded);

/// The piles of an item in a place, each with what is free to take: what waybills hold is left out.
[[nodiscard]] std::vector<Pick> free_stock(store::Connection& db, const StockKey& key);

/// How much of a batch a waybill put where, corrections taken off.
struct Landed {
  std::string batch;  ///< uuid
  Spot at;
  Quantity quantity = 0;
};
/// What a waybill put into the place it went to; by batch and bin.
[[nodiscard]] std::vector<Landed> landed(store::Connection& db, const std::string& place, const std::string& waybill);

/// Bins of a place that hold something, by name.
[[nodiscard]] std::vector<std::string> used_bins(store::Connection& db, const std::string& place);

}  // namespace anlan::supplies
