#include "relief/supervision_operations.hpp"

namespace anlan::relief {

void declare_supervision(api::Registry& registry, const SupervisionParts& parts) {
  declare_findings(registry, parts);
  declare_outside_lists(registry, parts.relief);
  declare_inquiries(registry, parts);
  declare_trace(registry, parts.relief);
}

}  // namespace anlan::relief
