#pragma once

#include <vector>

#include "store/database.hpp"
#include "supplies/due_rules.hpp"

namespace anlan::supplies {

/// What `stock.due` is asked.
struct DueQuestion {
  DivisionCode division;  ///< places in it, and people in it who got goods
  Day today;
  Reminders reminders = {};
};

/// Goods of the catalogue that people have and must give back, with a day or without.
[[nodiscard]] std::vector<Due> goods_to_take_back(store::Connection& db, const GoodsCatalogue& goods,
                                                  const DueQuestion& question);

/// Units of a batch that `place` issued to a division, that people there still have, and that nobody has to take back
/// any more on `day`.
[[nodiscard]] Quantity theirs_by_now(store::Connection& db, const GoodsCatalogue& goods, const std::string& place,
                                     const DivisionCode& division, const std::string& batch, const Day& day);

/// Batches in places that expired, expire, or should be rotated; the bins of a place together. Real goods only.
[[nodiscard]] std::vector<Due> goods_to_use(store::Connection& db, const DueQuestion& question);

}  // namespace anlan::supplies
