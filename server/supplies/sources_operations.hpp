#pragma once

#include <string>
#include <vector>

#include "access/key_ring.hpp"
#include "access/personal.hpp"
#include "api/registry.hpp"
#include "divisions/divisions.hpp"
#include "store/reader_pool.hpp"
#include "supplies/goods.hpp"

namespace anlan::supplies {

/// What the papers of where goods come from and end stand on. All outlives the registry.
struct SourceParts {
  const GoodsCatalogue& goods;
  const divisions::Divisions& divisions;
  access::KeyRing& keys;
  store::ReaderPool& readers;
};

/// donation.*, handout.* and their topics.
void declare_sources(api::Registry& registry, const SourceParts& parts);

/// Its parts: donations for those who work with them and for the public, and what goes to households.
void declare_donation_operations(api::Registry& registry, const SourceParts& parts);
void declare_donation_public_operations(api::Registry& registry, const SourceParts& parts);
void declare_handout_operations(api::Registry& registry, const SourceParts& parts);

/// Somebody sees sealed values in clear: the look is an entry, the values go to this caller alone, under "revealed".
[[nodiscard]] api::Decision reveal(const access::Revealed& fact, nlohmann::json clear);

}  // namespace anlan::supplies
