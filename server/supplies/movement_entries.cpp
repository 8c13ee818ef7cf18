#include "supplies/movement_entries.hpp"

#include <utility>

namespace anlan::supplies {

using nlohmann::json;

namespace {

journal::Draft draft(const Movement& movement, const std::string& stream, std::string_view type, json batches) {
  auto body = movement_json(movement);
  body["batches"] = std::move(batches);
  return {.stream = stream,
          .type = std::string{type},
          .division = movement.division,
          .body = std::move(body),
          .exercise = movement.exercise,
          .occurred_at = movement.occurred_at};
}

}  // namespace

void declare_stock_entries(journal::EntryTypes& types) {
  types.declare({.name = std::string{kStockMoved}});
  types.declare({.name = std::string{kStockReversed}});
}

std::string stock_stream(const std::string& movement) { return "stock/" + movement; }

journal::Draft stock_moved(const Movement& movement, const std::vector<Batch>& born) {
  auto batches = json::array();
  for (const auto& batch : born) batches.push_back(batch_json(batch));
  return draft(movement, stock_stream(movement.movement), kStockMoved, std::move(batches));
}

journal::Draft stock_reversed(const Movement& reversal) {
  return draft(reversal, stock_stream(reversal.reverses.value()), kStockReversed, json::array());
}

}  // namespace anlan::supplies
