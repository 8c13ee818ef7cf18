#pragma once

#include "access/key_ring.hpp"
#include "api/registry.hpp"
#include "divisions/divisions.hpp"
#include "supplies/goods.hpp"
#include "supplies/receipt.hpp"

namespace anlan::supplies {

/// goods.get, place.*, stock.*, release.*, waybill.*, stocktake.*, recovery.*, inspection.* and their topics. What is
/// given outlives the registry. The entries and views they stand on come from `declare_facts`.
void declare_supplies(api::Registry& registry, const GoodsCatalogue& goods, const divisions::Divisions& divisions,
                      const NormsCatalogue& norms, access::KeyRing& keys,
                      const ReceiptSecrets& secrets = random_secrets());

/// Its parts: warehouses and points; what is written in the ledger; what is read from it; the papers of the way out;
/// counting; what comes back and what arrives.
void declare_place_operations(api::Registry& registry, const divisions::Divisions& divisions);
void declare_movement_operations(api::Registry& registry, const GoodsCatalogue& goods,
                                 const divisions::Divisions& divisions);
void declare_stock_queries(api::Registry& registry, const GoodsCatalogue& goods);
void declare_release_operations(api::Registry& registry, const GoodsCatalogue& goods,
                                const divisions::Divisions& divisions, access::KeyRing& keys);
void declare_stocktake_operations(api::Registry& registry, const GoodsCatalogue& goods);
void declare_due_operations(api::Registry& registry, const GoodsCatalogue& goods);
void declare_recovery_operations(api::Registry& registry, const GoodsCatalogue& goods,
                                 const divisions::Divisions& divisions);
void declare_inspection_operations(api::Registry& registry, const GoodsCatalogue& goods,
                                   const divisions::Divisions& divisions);

}  // namespace anlan::supplies
