#pragma once

#include <map>
#include <optional>
#include <string>

#include "base/division_code.hpp"
#include "store/database.hpp"
#include "supplies/goods.hpp"
#include "supplies/movement.hpp"

namespace anlan::supplies {

/// What form A07 asks of the ledger, and for which part of it.
struct FigureQuestion {
  DivisionCode division;  ///< the reporting unit
  std::optional<std::string> incident = {};
  std::optional<Instant> from = {};
  std::optional<Instant> until = {};
  bool exercise = false;
};

/// A07007 to A07012 (自然灾害情况统计调查制度 2024, form A07), in base units, each there even when it is zero.
///
/// The unit's own places are those of its level inside it; a county's also those of its townships and villages, which
/// do not report by themselves.
/// - 安排 (07–09), "by this level's government, not those above or below": goods that the unit's own budget paid for
///   (funded by its level, taken in by a place inside it) and that left its own places, for people or for places of
///   others.
/// - 发放 (10–12), "by this level, with what came from above": goods of any origin that reached people from its own
///   places. What comes back later was handed out all the same.
/// Documents that were reversed count in neither.
[[nodiscard]] std::map<std::string, Quantity> relief_figures(store::Connection& db, const GoodsCatalogue& goods,
                                                             const FigureQuestion& question);

}  // namespace anlan::supplies
