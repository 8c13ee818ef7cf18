#pragma once

#include <optional>
#include <string>
#include <vector>

#include "journal/view.hpp"
#include "supplies/stocktake.hpp"

namespace anlan::supplies {

/// Stocktakes and their counts. Applies after `StockView`, whose accounts say what the book was. Tables:
///
/// - `stocktake`: a row per stocktake; what its papers say is one JSON column, the rest is what queries filter by.
/// - `stocktake_pile`: a row per pile: those of the snapshot, then those that counters added.
/// - `stocktake_tally`: a row per count of a pile.
///
/// State topic `stocktake_progress`, key `<stocktake>`: {stocktake, number, place, state, version, piles, counted}; no
/// figure of the goods is in it, so keepers may hear it.
class StocktakeView final : public journal::View {
 public:
  [[nodiscard]] std::string_view name() const override { return "stocktake"; }
  [[nodiscard]] std::string fingerprint() const override { return "1"; }
  [[nodiscard]] std::vector<std::string> schema() const override;
  [[nodiscard]] std::vector<std::string> tables() const override {
    return {"stocktake_tally", "stocktake_pile", "stocktake"};
  }
  void apply(const journal::ApplyContext& context) override;
  [[nodiscard]] std::vector<std::string> state_topics() const override { return {"stocktake_progress"}; }
  void states_between(store::Connection& db, std::string_view topic, std::int64_t since, std::int64_t until,
                      const journal::NotificationSink& sink) const override;
};

/// A stocktake whoever asks: for rules.
[[nodiscard]] std::optional<Stocktake> find_stocktake(store::Connection& db, const std::string& stocktake);

/// The number the next one gets.
[[nodiscard]] std::string next_stocktake_number(store::Connection& db);

/// The number of the place's open stocktake of real goods or of an exercise's; "" when there is none.
[[nodiscard]] std::string open_stocktake_number(store::Connection& db, const std::string& place, bool exercise);

/// What the ledger has in a place within a scope, by bin, item and batch.
[[nodiscard]] std::vector<Pile> piles_in(store::Connection& db, const std::string& place, const StocktakeScope& scope,
                                         bool exercise);

/// All piles with their counts, each against the book at its moment: papers that came in late, for what moved before a
/// count, are in it.
[[nodiscard]] std::vector<CountedPile> counted_piles(store::Connection& db, const Stocktake& stocktake);
/// One of them; nothing when it is not listed and nobody added it.
[[nodiscard]] std::optional<CountedPile> find_counted_pile(store::Connection& db, const Stocktake& stocktake,
                                                           const std::string& bin, const std::string& batch);

/// The findings and the movements of an approved stocktake: {findings, movements}; null for others.
[[nodiscard]] nlohmann::json outcome_json(store::Connection& db, const std::string& stocktake);

/// The value of the state topic.
[[nodiscard]] nlohmann::json progress_json(store::Connection& db, const std::string& stocktake);

/// Stocktakes of places in the jurisdiction, the newest first.
[[nodiscard]] std::vector<Stocktake> list_stocktakes(store::Connection& db, const DivisionCode& jurisdiction,
                                                     const std::optional<std::string>& place,
                                                     std::optional<StocktakeState> state);

}  // namespace anlan::supplies
