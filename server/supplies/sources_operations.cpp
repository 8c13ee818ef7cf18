#include "supplies/sources_operations.hpp"

#include "supplies/supply_shapes_operations.hpp"

namespace anlan::supplies {

using api::may;
using api::need;
using api::Shape;

void declare_sources(api::Registry& registry, const SourceParts& parts) {
  declare_donation_operations(registry, parts);
  declare_donation_public_operations(registry, parts);
  declare_handout_operations(registry, parts);
  declare_loan_operations(registry, parts);
  declare_requisition_operations(registry, parts);
}

Shape fresh_batch_shape() {
  return Shape::object({may("lot", Shape::text(1, 60).or_null()), may("maker", Shape::text(1, 100).or_null()),
                        may("made_on", day_shape().or_null()), may("suggested_years", Shape::integer(1, 100).or_null()),
                        may("expires_on", day_shape().or_null())});
}

Shape contact_shape() {
  return Shape::object({need("name", Shape::text(1, 40)), may("phone", Shape::text(3, 40).or_null())});
}

}  // namespace anlan::supplies
