#include "relief/relief_operations.hpp"

#include "relief/home_operations.hpp"

namespace anlan::relief {

void declare_relief(api::Registry& registry, const ReliefParts& parts) {
  declare_campaign_operations(registry, parts);
  declare_household_operations(registry, parts);
  declare_household_queries(registry, parts);
  declare_household_changes(registry, parts);
  declare_household_import(registry, parts);
  declare_household_photos(registry, parts);
  declare_household_years(registry, parts);
  declare_homes(registry, parts);
}

api::Shape version_shape() { return api::Shape::integer(1, INT64_MAX / 2); }

}  // namespace anlan::relief
