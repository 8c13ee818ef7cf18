#pragma once

#include <cstdint>

#include <nlohmann/json_fwd.hpp>

#include "journal/view.hpp"

namespace anlan::relief {

// What GateView keeps on behalf of one entry.

/// Adds to the evidence of a list what the entry brings, or takes away what it returns the list for. `actor`: of the
/// entry.
void change_evidence(nlohmann::json& evidence, const journal::ApplyContext& context, const nlohmann::json& actor);

/// Notes when a household last changed in what its neighbours see; a change that says no weight counts in full.
void keep_change(const journal::ApplyContext& context);

/// Notes a photo, or takes it off again, as evidence of the notice, given as the evidence has it now. What another
/// notice noted stays, whatever this one drops.
void keep_photo(const journal::ApplyContext& context, const nlohmann::json& notice);

}  // namespace anlan::relief
