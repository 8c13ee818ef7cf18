#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "supplies/goods.hpp"
#include "supplies/movement_rules.hpp"

namespace anlan::supplies {

/// Reads what the rules of a document must know of the ledger, and asks them. Goods a waybill of the same document
/// holds
/// (`own_hold`) do not stand in its way.
[[nodiscard]] Result<void> check_posting(store::Connection& db, const GoodsCatalogue& goods, const Movement& movement,
                                         bool own_hold = false);

/// The words for a draw that is refused; looked up only then.
void describe(store::Connection& db, const GoodsCatalogue& goods, const Line& line, Draw& draw);

/// `unknown-place` (404).
[[nodiscard]] Problem unknown_place();
/// A place by its uuid. Problem `unknown-place` (404).
[[nodiscard]] Result<Place> known_place(store::Connection& db, const std::string& place);

/// The batches and numbers that `lines` of a command name. Problem `unknown-batch` with the pointer.
[[nodiscard]] Result<std::vector<Pick>> read_picks(store::Connection& db, const nlohmann::json& lines);

/// The problem `unknown-blob`: entries name only what is stored.
[[nodiscard]] tl::unexpected<Problem> unknown_blob(std::string pointer);

/// Whether the incident is an exercise; nothing without an incident. Problem `unknown-incident` (404).
[[nodiscard]] Result<std::optional<bool>> exercise_of(store::Connection& db,
                                                      const std::optional<std::string>& incident);

/// Where something lies, in words: the place's name and bin, or "在途".
[[nodiscard]] Text spot_text(store::Connection& db, const Spot& at);

}  // namespace anlan::supplies
