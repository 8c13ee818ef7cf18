#include "supplies/supply_operations.hpp"

#include "supplies/waybill_operations.hpp"

namespace anlan::supplies {

using api::Shape;
using nlohmann::json;

void declare_supplies(api::Registry& registry, const GoodsCatalogue& goods, const divisions::Divisions& divisions,
                      const NormsCatalogue& norms, access::KeyRing& keys, const ReceiptSecrets& secrets) {
  registry.add(
      api::Operation{.name = "goods.get",
                     .kind = api::Kind::query,
                     .summary = {"救灾物资目录：品名、单位、包装、年限、定额",
                                 "The goods catalogue: units, packagings, shelf lives, norms"},
                     .params = Shape::object({}),
                     .roles = access::RoleSet::everyone(),
                     .query = [&goods](const api::QueryContext&) -> Result<json> { return goods.original(); }});
  declare_place_operations(registry, divisions);
  declare_movement_operations(registry, goods, divisions);
  declare_stock_queries(registry, goods);
  declare_release_operations(registry, goods, divisions, keys);
  declare_waybill_operations(registry, {goods, norms, keys, secrets});
  declare_stocktake_operations(registry, goods);
  declare_due_operations(registry, goods);
  declare_recovery_operations(registry, goods, divisions);
  declare_inspection_operations(registry, goods, divisions);
}

}  // namespace anlan::supplies
