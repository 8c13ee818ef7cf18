#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <nlohmann/json_fwd.hpp>

#include "journal/entry.hpp"
#include "journal/entry_types.hpp"
#include "relief/audit.hpp"

namespace anlan::relief {

/// Inspections on the spot, on the streams `audit/<uuid>`. Every body (version 1) has {campaign, audit} and:
///
/// - planned {plan, picks}: the plan in words and numbers, and who was drawn.
/// - visited {household, result, at, photo, inquiry, sealed}: `sealed` is what was said, or null.
/// - closed {unvisited, sealed}: the report.
inline constexpr std::string_view kAuditPlanned = "audit.planned";
inline constexpr std::string_view kAuditVisited = "audit.visited";
inline constexpr std::string_view kAuditClosed = "audit.closed";

void declare_audit_entries(journal::EntryTypes& types);

[[nodiscard]] std::string audit_stream(const std::string& audit);

[[nodiscard]] journal::Draft audit_planned(const Audit& audit, const std::vector<AuditPick>& picks);
[[nodiscard]] journal::Draft audit_visited(const Audit& audit, const AuditVisit& visit);
/// Takes `report` from the audit as it is to be.
[[nodiscard]] journal::Draft audit_closed(const Audit& audit, std::int64_t unvisited);

[[nodiscard]] nlohmann::json plan_json(const AuditPlan& plan);
[[nodiscard]] AuditPlan read_plan(const nlohmann::json& plan);

}  // namespace anlan::relief
