#pragma once

#include "access/key_record.hpp"

namespace anlan::app {

/// Whose data each key of the site seals, and whether they are still needed: an incident's or a relief
/// campaign's until it is closed; the stores' own ("goods") always, since the ledger's records are kept. `site` is the
/// division the site is for.
[[nodiscard]] access::KeyOwners key_owners(const DivisionCode& site);

}  // namespace anlan::app
