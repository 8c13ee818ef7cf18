#pragma once

#include "base/result.hpp"
#include "store/database.hpp"
#include "supplies/goods.hpp"
#include "supplies/movement.hpp"

namespace anlan::supplies {

/// Who gives back first: what was used comes from households, what was never handed out from the village.
enum class Hand { issued, household };

/// What people of a division give back, drawn from where the ledger has it. `movement` asks for all of it out of what
/// was issued; it is taken from the side that gives `first`, and where that is not enough the rest of the line from the
/// other, as a line of its own right behind it. Neither side ever has less than nothing.
/// Problems, 409, with the pointer of the line asked for: those of `check_draws`, when both together do not have it.
[[nodiscard]] Result<Movement> drawn_from_hands(store::Connection& db, const GoodsCatalogue& goods, Movement movement,
                                                Hand first);

}  // namespace anlan::supplies
