#pragma once

#include "access/key_ring.hpp"
#include "journal/entry_types.hpp"
#include "journal/view.hpp"

namespace anlan::relief {

/// Declares what this room writes to the journal, and its views in the order in which they build on each other. The
/// ring, which outlives the views, opens what they are found by.
void declare_facts(journal::EntryTypes& types, journal::ViewSet& views, access::KeyRing& keys);

}  // namespace anlan::relief
