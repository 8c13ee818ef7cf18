#pragma once

#include "access/key_ring.hpp"
#include "api/registry.hpp"
#include "relief/relief_catalogue.hpp"

namespace anlan::relief {

/// What referrals stand on. All outlives the registry.
struct ReferralParts {
  const ReliefCatalogue& catalogue;
  access::KeyRing& keys;
};

/// referral.* and their topic.
void declare_referral_operations(api::Registry& registry, const ReferralParts& parts);

}  // namespace anlan::relief
