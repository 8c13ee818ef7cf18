#pragma once

#include "base/result.hpp"
#include "store/database.hpp"
#include "supplies/goods.hpp"
#include "supplies/movement.hpp"

namespace anlan::supplies {

/// What people of a division give back, drawn from where the ledger has it. `movement` asks for all of it out of what
/// was issued; where that is not enough, the rest of the line is taken out of what households got, as a line of its
/// own right behind it. Neither side ever has less than nothing.
/// Problems, 409, with the pointer of the line asked for: those of `check_draws`, when both together do not have it.
[[nodiscard]] Result<Movement> drawn_from_hands(store::Connection& db, const GoodsCatalogue& goods, Movement movement);

}  // namespace anlan::supplies
