#pragma once

#include "divisions/divisions.hpp"
#include "incidents/catalogue.hpp"
#include "journal/entry_types.hpp"
#include "journal/view.hpp"

namespace anlan::incidents {

/// Declares what this room writes to the journal, and its views in the order in which they build on each other:
/// incidents, observations, reports, roll-ups, clocks. `catalogue` and `divisions` outlive the views.
void declare_facts(journal::EntryTypes& types, journal::ViewSet& views, const Catalogue& catalogue,
                   const divisions::Divisions& divisions);

}  // namespace anlan::incidents
