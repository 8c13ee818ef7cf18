#pragma once

#include "relief/gate_operations.hpp"
#include "relief/supervision_operations.hpp"

namespace anlan::relief {

// Pictures are shown to whoever says what for, and each look is on record. Whoever signs a gate sees what he signs for.

/// gate.reveal_evidence: what lies behind a list.
void declare_evidence(api::Registry& registry, const GateParts& parts);
/// household.reveal_proofs: what the steps of a household's trace were proved with. inquiry.reveal_proof: what an
/// inquiry was closed with.
void declare_proofs(api::Registry& registry, const SupervisionParts& parts);

}  // namespace anlan::relief
