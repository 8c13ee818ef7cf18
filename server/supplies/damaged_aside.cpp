#include "supplies/damaged_aside.hpp"

#include <utility>

#include "supplies/aside_view.hpp"
#include "supplies/stock_queries.hpp"

namespace anlan::supplies {

std::optional<Recovery> recovery_of_damaged(store::Connection& db, const Movement& movement, const SentBackBy& by,
                                            std::string id) {
  Recovery recovery{.recovery = std::move(id),
                    .number = next_recovery_number(db),
                    .place = movement.place,
                    .division = movement.division,
                    .from_division = by.division,
                    .from = by.name,
                    .exercise = movement.exercise,
                    .incident = movement.incident,
                    .note = movement.note,
                    .returned_at = movement.occurred_at,
                    .movement = movement.movement};
  for (const auto& line : movement.lines) {
    if (parse_side(line.to.place) != Side::aside) continue;
    recovery.lines.push_back({line.item, line.batch, find_batch(db, line.batch).value().label, line.quantity});
  }
  if (recovery.lines.empty()) return std::nullopt;
  return recovery;
}

}  // namespace anlan::supplies
