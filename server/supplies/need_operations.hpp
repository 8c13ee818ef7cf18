#pragma once

#include "api/registry.hpp"
#include "divisions/divisions.hpp"
#include "incidents/catalogue.hpp"
#include "supplies/norms.hpp"

namespace anlan::supplies {

/// What the operations of need and allocation work by. All of it outlives the registry.
struct PlanningParts {
  const NormsCatalogue& norms;
  const incidents::Catalogue& catalogue;
  const divisions::Divisions& divisions;
};

/// `need.list`, `need.lineage` and the topic `need`.
void declare_need_operations(api::Registry& registry, const PlanningParts& parts);

}  // namespace anlan::supplies
