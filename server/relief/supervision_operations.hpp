#pragma once

#include <memory>

#include "relief/finding_queries.hpp"
#include "relief/relief_operations.hpp"
#include "relief/rule_pack.hpp"
#include "relief/rule_runs.hpp"
#include "supplies/goods.hpp"

namespace anlan::relief {

/// What the operations of supervision stand on. All outlives the registry.
struct SupervisionParts {
  ReliefParts relief;
  const RulePack& rules;
  const supplies::GoodsCatalogue& goods;
  std::shared_ptr<RuleRuns> runs = {};  ///< made where supervision is declared
};

/// rule.*, finding.*, outside.*, inquiry.*, likeness.*, audit.*, supervision.*, household.trace and what proves it:
/// what is compared, by which rules, what they find and what comes of it.
void declare_supervision(api::Registry& registry, const SupervisionParts& parts);

/// Its parts.
void declare_audits(api::Registry& registry, const SupervisionParts& parts);
void declare_board(api::Registry& registry, const SupervisionParts& parts);
void declare_findings(api::Registry& registry, const SupervisionParts& parts);
void declare_finding_export(api::Registry& registry, const SupervisionParts& parts);
void declare_inquiries(api::Registry& registry, const SupervisionParts& parts);
void declare_likenesses(api::Registry& registry, const ReliefParts& parts);
void declare_outside_lists(api::Registry& registry, const ReliefParts& parts);
void declare_trace(api::Registry& registry, const SupervisionParts& parts);

/// A finding as supervisors see it, people masked, with the newest inquiry about it.
[[nodiscard]] nlohmann::json finding_wire(store::Connection& db, const ReliefParts& parts, const std::string& campaign,
                                          const Finding& finding);

/// Who sees what the rules find. Whoever enters lists does not, and neither do those below the township.
inline constexpr access::RoleSet kSupervisors{access::Role::township_reviewer, access::Role::county_reviewer,
                                              access::Role::leader, access::Role::auditor};
/// Who asks for a doubt to be looked into.
inline constexpr access::RoleSet kInquirers{access::Role::township_reviewer, access::Role::county_reviewer,
                                            access::Role::auditor};

}  // namespace anlan::relief
