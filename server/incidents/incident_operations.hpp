#pragma once

#include "api/registry.hpp"
#include "divisions/divisions.hpp"
#include "incidents/catalogue.hpp"

namespace anlan::incidents {

/// incident.*, observation.*, clock.* and their topics. What is given outlives the registry. The entries and views they
/// stand on come from `declare_facts`.
void declare_incidents(api::Registry& registry, const Catalogue& catalogue, const divisions::Divisions& divisions);

/// observation.* and its topic.
void declare_observation_operations(api::Registry& registry, const divisions::Divisions& divisions);

/// clock.* and its topic.
void declare_clock_operations(api::Registry& registry);

}  // namespace anlan::incidents
