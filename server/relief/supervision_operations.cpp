#include "relief/supervision_operations.hpp"

#include "relief/evidence_operations.hpp"

namespace anlan::relief {

void declare_supervision(api::Registry& registry, const SupervisionParts& given) {
  auto parts = given;
  parts.runs = std::make_shared<RuleRuns>([&rules = parts.rules](store::Connection& db, const FindingScope& scope) {
    return count_pack(db, rules, scope);
  });
  declare_findings(registry, parts);
  declare_finding_export(registry, parts);
  declare_outside_lists(registry, parts.relief);
  declare_inquiries(registry, parts);
  declare_likenesses(registry, parts.relief);
  declare_audits(registry, parts);
  declare_board(registry, parts);
  declare_trace(registry, parts);
  declare_proofs(registry, parts);
}

}  // namespace anlan::relief
