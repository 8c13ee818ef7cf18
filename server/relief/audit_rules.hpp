#pragma once

#include <map>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "relief/audit.hpp"

namespace anlan::relief {

/// A household that stands on a list of a village which is looked at.
struct AuditCandidate {
  std::string household;
  DivisionCode village;
  int risk = 0;  ///< points by what the rules found, 0 to 100
};

/// Whether the plan holds: days in order, villages within the division, none in both parts, some in one. Problems
/// `bad-audit`, `leak-found` for numbers of people in its words.
[[nodiscard]] Result<void> check_plan(const AuditPlan& plan, const DivisionCode& division);

/// Whom to visit: everybody of the villages looked at wholly, and of the others as many as confidence and margin ask
/// for, drawn by risk from all of them together; the same seed and lists give the same. Problems `bad-sample-design`,
/// `audit-empty` (409), `audit-too-large` (409).
[[nodiscard]] Result<std::vector<AuditPick>> draw_audit(const AuditPlan& plan,
                                                        const std::vector<AuditCandidate>& candidates,
                                                        std::string_view seed);

struct AuditFound {
  AuditResult result = AuditResult::agrees;
  bool told = false;  ///< whether it is said in words what differs
  Instant at = {};
  bool replaces = false;  ///< corrects what was entered before
};
/// Problems `audit-closed` (409), `not-drawn` (409), `visited-already` (409), `bad-visit`.
[[nodiscard]] Result<void> check_visit(const Audit& audit, const std::optional<AuditVisit>& visit,
                                       const AuditFound& found, Instant now);

/// Problems `audit-closed` (409), `audit-unfinished` (409) while somebody is to be visited and that is not meant so.
[[nodiscard]] Result<void> check_close_audit(const Audit& audit, std::int64_t unvisited, bool leave_unvisited);

}  // namespace anlan::relief
