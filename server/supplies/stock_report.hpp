#pragma once

#include <optional>
#include <string>

#include <nlohmann/json_fwd.hpp>

#include "store/database.hpp"
#include "supplies/stock_queries.hpp"

namespace anlan::supplies {

/// What `stock.balance` can be narrowed by. Only real places are listed, never the sides.
struct BalanceFilter {
  std::optional<std::string> place = {};
  std::optional<std::string> item = {};
  std::optional<std::string> batch = {};
  std::optional<DivisionCode> division = {};  ///< places in it
  std::optional<Tier> level = {};
  std::optional<Day> expires_before = {};
  bool exercise = false;
};

/// What there is in places of the jurisdiction: a row per place and item, or per place, bin and batch. Places above the
/// jurisdiction are not its business.
[[nodiscard]] nlohmann::json balance_by_item(store::Connection& db, const DivisionCode& jurisdiction,
                                             const BalanceFilter& filter);
[[nodiscard]] nlohmann::json balance_by_batch(store::Connection& db, const DivisionCode& jurisdiction,
                                              const BalanceFilter& filter);

/// A stock card: every line that changed an item in a place, in the order in which it happened, with what there was
/// after it.
struct CardQuestion {
  StockKey key;
  std::optional<Instant> from = {};   ///< rows from here on; what was before is `opening`
  std::optional<Instant> until = {};  ///< and before here
};
[[nodiscard]] nlohmann::json stock_card(store::Connection& db, const CardQuestion& question);

/// One batch from birth to now: its facts, where it lies, and every document that moved it, the first one first.
[[nodiscard]] nlohmann::json batch_life(store::Connection& db, const DivisionCode& jurisdiction, const Batch& batch);

}  // namespace anlan::supplies
