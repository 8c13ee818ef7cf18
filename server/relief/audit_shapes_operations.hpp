#pragma once

#include <nlohmann/json_fwd.hpp>

#include "api/shape.hpp"
#include "relief/audit_view.hpp"
#include "relief/relief_operations.hpp"

namespace anlan::relief {

inline constexpr std::size_t kLongestReport = 5'000;

/// An inspection as it is shown; `words`: with its report, in clear, which no kept answer has.
[[nodiscard]] nlohmann::json audit_wire(store::Connection& db, const ReliefParts& parts, const Audit& audit,
                                        bool words);
[[nodiscard]] api::Shape audit_shape();

/// {households, visited, differs}.
[[nodiscard]] nlohmann::json audit_count_wire(const AuditCount& count);
[[nodiscard]] api::Shape audit_count_shape();

/// audit.list, audit.get, audit.visits and the topic.
void declare_audit_queries(api::Registry& registry, const ReliefParts& parts);

}  // namespace anlan::relief
