#pragma once

#include "journal/entry_types.hpp"
#include "journal/view.hpp"

namespace anlan::supplies {

/// Declares what this room writes to the journal, and its views in the order in which they build on each other.
void declare_facts(journal::EntryTypes& types, journal::ViewSet& views);

}  // namespace anlan::supplies
