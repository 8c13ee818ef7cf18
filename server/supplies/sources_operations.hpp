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

/// Stands for the parameters of a command with personal data at `pointer`: they count for recognising a repeated one,
/// but cannot be guessed from what is kept of it.
[[nodiscard]] Result<std::string> without(access::KeyRing& keys, const nlohmann::json& params, const char* pointer);

/// Somebody sees sealed values in clear: the look is an entry, the values go to this caller alone, under "revealed".
[[nodiscard]] api::Decision reveal(const access::Revealed& fact, nlohmann::json clear);

}  // namespace anlan::supplies
