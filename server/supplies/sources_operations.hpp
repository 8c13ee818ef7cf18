#pragma once

#include <string>
#include <vector>

#include "access/key_ring.hpp"
#include "access/rate_limit.hpp"
#include "api/registry.hpp"
#include "divisions/divisions.hpp"
#include "store/reader_pool.hpp"
#include "supplies/entitled.hpp"
#include "supplies/goods.hpp"

namespace anlan::supplies {

/// What the papers of where goods come from and end stand on. All outlives the registry.
struct SourceParts {
  const GoodsCatalogue& goods;
  const divisions::Divisions& divisions;
  access::KeyRing& keys;
  store::ReaderPool& readers;
  access::RateLimits public_limits = {};  ///< of the list that needs no account
  access::UptimeClock clock = access::uptime;
  const EntitledLists* lists = nullptr;  ///< that entitle households to goods; none: every household is typed in
};

/// donation.*, handout.*, loan.*, requisition.* and their topics.
void declare_sources(api::Registry& registry, const SourceParts& parts);

/// Its parts: donations for those who work with them and for the public, what goes to
/// households, what is borrowed, lent and requisitioned.
void declare_donation_operations(api::Registry& registry, const SourceParts& parts);
void declare_donation_public_operations(api::Registry& registry, const SourceParts& parts);
void declare_handout_operations(api::Registry& registry, const SourceParts& parts);
void declare_loan_operations(api::Registry& registry, const SourceParts& parts);
void declare_requisition_operations(api::Registry& registry, const SourceParts& parts);

/// What is said of a batch that comes into being; where it is from, the paper says.
[[nodiscard]] api::Shape fresh_batch_shape();
/// A name and a phone, to be sealed.
[[nodiscard]] api::Shape contact_shape();

}  // namespace anlan::supplies
