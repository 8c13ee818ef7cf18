#pragma once

#include "divisions/divisions.hpp"
#include "store/database.hpp"
#include "supplies/allocation_planning.hpp"

namespace anlan::supplies {

/// An item in a place, and whether it belongs to an exercise.
using Promised = std::map<std::pair<std::string, std::string>, Quantity>;

/// What release orders promised of each place and item and no waybill took yet.
[[nodiscard]] Promised promised_of(store::Connection& db, bool exercise);

/// What the stores are free to send, of all items or of one: what waybills hold and orders promised is left out, the
/// first to expire first.
[[nodiscard]] std::vector<FreePile> free_piles(store::Connection& db, const std::vector<Place>& stores, bool exercise);

/// The open stores an office may order from: those whose use it orders; with `others` all above township level that it
/// can see, of which it has to ask.
[[nodiscard]] std::vector<Place> sources_of(store::Connection& db, const DivisionCode& office, bool others);

/// The facts a plan looks at, in the caller's snapshot.
[[nodiscard]] PlanFacts read_plan_facts(store::Connection& db, const NormsCatalogue& norms,
                                        const divisions::Divisions& divisions, const NeedQuestion& question,
                                        const DivisionCode& office, const Assumptions& assumptions);

}  // namespace anlan::supplies
