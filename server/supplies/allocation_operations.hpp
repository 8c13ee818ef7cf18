#pragma once

#include <functional>

#include "access/key_ring.hpp"
#include "api/registry.hpp"
#include "divisions/road_import.hpp"
#include "store/reader_pool.hpp"
#include "store/workers.hpp"
#include "supplies/allocation_draft.hpp"
#include "supplies/goods.hpp"
#include "supplies/need_operations.hpp"

namespace anlan::supplies {

/// What planning needs of the running server: a plan is read on a reader's snapshot and computed on a worker, so that
/// the writer only records it. All of it outlives the registry.
struct AllocationParts {
  PlanningParts planning;
  const GoodsCatalogue& goods;
  divisions::Roads& roads;
  access::KeyRing& keys;
  store::ReaderPool& readers;
  store::Workers& workers;
  std::function<Instant()> now;
};

/// Everything that begins with `allocation.`, and the topic `allocation`.
void declare_allocation_operations(api::Registry& registry, const AllocationParts& parts);

/// Its parts: making a plan; deciding on it; reading it.
void declare_allocation_decisions(api::Registry& registry, const AllocationParts& parts);
void declare_allocation_queries(api::Registry& registry);

/// An incident's flag; the question's own without an incident. Problems `unknown-incident` (404), `incident-closed`
/// (409).
[[nodiscard]] Result<bool> exercise_for(store::Connection& db, const std::optional<std::string>& incident,
                                        bool otherwise);

/// The wire's Allocation.
[[nodiscard]] nlohmann::json allocation_wire(const AllocationDraft& draft);

/// A scope: the division of the plan a parameter names.
[[nodiscard]] Result<DivisionCode> division_of_allocation(store::Connection& db, const nlohmann::json& params);

}  // namespace anlan::supplies
