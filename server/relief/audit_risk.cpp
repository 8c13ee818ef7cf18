#include "relief/audit_risk.hpp"

#include <algorithm>

namespace anlan::relief {
namespace {

constexpr std::int64_t kMostFindings = 100'000;  // of one rule: what finds more tells none from another

int points_of(const Rule& rule) {
  const auto& severity = rule.shown.at("severity");
  return severity == "high" ? 40 : severity == "medium" ? 20 : 5;
}

}  // namespace

std::map<std::string, int> risk_by_household(store::Connection& db, const RulePack& rules, const FindingScope& scope) {
  constexpr int kMost = 100;
  constexpr int kOfVillage = 5;
  std::map<std::string, int> out;
  for (const auto& rule : rules.rules()) {
    for (const auto& finding : list_findings(db, rule, scope, kMostFindings, 0)) {
      auto& points = out[finding.household.value_or(finding.village.text())];
      points = std::min(kMost, points + (finding.household ? points_of(rule) : kOfVillage));
    }
  }
  return out;
}

}  // namespace anlan::relief
