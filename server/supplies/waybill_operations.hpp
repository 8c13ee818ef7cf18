#pragma once

#include "access/key_ring.hpp"
#include "api/registry.hpp"
#include "supplies/goods.hpp"
#include "supplies/norms.hpp"
#include "supplies/receipt.hpp"

namespace anlan::supplies {

/// What waybills stand on. All outlives the registry.
struct WaybillParts {
  const GoodsCatalogue& goods;
  const NormsCatalogue& norms;
  access::KeyRing& keys;
  ReceiptSecrets secrets;
};

/// waybill.* and their topic: what is written, and what is read or revealed.
void declare_waybill_operations(api::Registry& registry, const WaybillParts& parts);
void declare_waybill_queries(api::Registry& registry, const WaybillParts& parts);

}  // namespace anlan::supplies
