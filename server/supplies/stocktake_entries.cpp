#include "supplies/stocktake_entries.hpp"

#include <utility>

#include <nlohmann/json.hpp>

namespace anlan::supplies {

using nlohmann::json;

namespace {

journal::Draft draft(std::string_view type, const Stocktake& stocktake, json body) {
  return {.stream = stocktake_stream(stocktake.stocktake),
          .type = std::string{type},
          .division = stocktake.division,
          .body = std::move(body),
          .exercise = stocktake.exercise};
}

}  // namespace

void declare_stocktake_entries(journal::EntryTypes& types) {
  for (const auto type : {kStocktakeOpened, kStocktakeCounted, kStocktakeApproved, kStocktakeCancelled}) {
    types.declare({.name = std::string{type}});
  }
}

std::string stocktake_stream(const std::string& stocktake) { return "stocktake/" + stocktake; }

journal::Draft stocktake_opened(const Stocktake& stocktake, const std::vector<Pile>& piles) {
  auto body = stocktake_json(stocktake);
  body["piles"] = json::array();
  for (const auto& pile : piles) body["piles"].push_back(pile_json(pile));
  return draft(kStocktakeOpened, stocktake, std::move(body));
}

journal::Draft stocktake_counted(const Stocktake& stocktake, const Pile& pile, const Tally& tally) {
  auto fact = draft(kStocktakeCounted, stocktake,
                    {{"stocktake", stocktake.stocktake},
                     {"bin", pile.bin},
                     {"batch", pile.batch},
                     {"label", pile.label},
                     {"item", pile.item},
                     {"counted", tally.counted},
                     {"counted_at", format_time(tally.at)},
                     {"counted_by", journal::to_json(tally.by)}});
  fact.occurred_at = tally.at;
  return fact;
}

journal::Draft stocktake_approved(const Stocktake& stocktake, const std::vector<Finding>& findings,
                                  const std::vector<Movement>& movements) {
  auto body = stocktake_json(stocktake);
  body["findings"] = json::array();
  for (const auto& finding : findings) body["findings"].push_back(finding_json(finding));
  body["movements"] = json::array();
  for (const auto& movement : movements) body["movements"].push_back(movement.movement);
  return draft(kStocktakeApproved, stocktake, std::move(body));
}

journal::Draft stocktake_cancelled(const Stocktake& stocktake) {
  return draft(kStocktakeCancelled, stocktake, stocktake_json(stocktake));
}

}  // namespace anlan::supplies
