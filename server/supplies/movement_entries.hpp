#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "journal/entry.hpp"
#include "journal/entry_types.hpp"
#include "supplies/movement.hpp"

namespace anlan::supplies {

/// The ledger's facts, on the stream `stock/<uuid of the movement>`; a reversal lies on the stream of what it reverses,
/// so that a document has version 1, and 2 once it was taken back.
///
/// Bodies, version 1:
/// - `stock.moved`     the wire's Movement, and `batches`: those that came into being with it
/// - `stock.reversed`  the same, with `reverses` and no batches; its lines are those of the other, the other way round
inline constexpr std::string_view kStockMoved = "stock.moved";
inline constexpr std::string_view kStockReversed = "stock.reversed";

void declare_stock_entries(journal::EntryTypes& types);

[[nodiscard]] std::string stock_stream(const std::string& movement);

[[nodiscard]] journal::Draft stock_moved(const Movement& movement, const std::vector<Batch>& born = {});
[[nodiscard]] journal::Draft stock_reversed(const Movement& reversal);

}  // namespace anlan::supplies
