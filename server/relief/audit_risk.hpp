#pragma once

#include <map>
#include <string>

#include "relief/finding_queries.hpp"

namespace anlan::relief {

/// Points by household, by what the rules find now: 40 for a grave finding, 20 for a medium and 5 for a light one, at
/// most 100 together; a finding about a village's whole list counts for each household as a light one and stands under
/// the village's code. Own choice of points; no document gives any.
[[nodiscard]] std::map<std::string, int> risk_by_household(store::Connection& db, const RulePack& rules,
                                                           const FindingScope& scope);

}  // namespace anlan::relief
