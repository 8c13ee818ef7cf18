#pragma once

#include "api/registry.hpp"
#include "relief/relief_catalogue.hpp"

namespace anlan::relief {

/// `standard.list`. The catalogue outlives the registry.
void declare_standard_operations(api::Registry& registry, const ReliefCatalogue& catalogue);

}  // namespace anlan::relief
