#include "supplies/opinion_operations.hpp"

#include "supplies/supply_shapes_operations.hpp"

namespace anlan::supplies {

using api::may;
using api::need;
using api::Shape;

Shape opinion_shape() {
  return Shape::object({need("kind", Shape::one_of({"inspection", "experts"})), need("document", Shape::text(1, 100)),
                        may("experts", Shape::array(Shape::text(1, 40), 0, 30)),
                        need("conclusion", Shape::text(1, kLongestReason)),
                        need("report", Shape::blob(), "the signed paper")});
}

}  // namespace anlan::supplies
