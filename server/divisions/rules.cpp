#include "divisions/rules.hpp"

#include <algorithm>

namespace anlan::divisions {

Verdict judge(const gis::ImportReport& report, const std::optional<LayerFacts>& in_force,
              std::string_view version) noexcept {
  const bool errors = std::ranges::any_of(
      report.findings, [](const gis::Finding& finding) { return finding.severity == gis::Severity::error; });
  if (errors || !report.crs_candidates.empty() || report.features_accepted == 0) return Verdict::refuse;
  return in_force && in_force->version == version ? Verdict::unchanged : Verdict::adopt;
}

}  // namespace anlan::divisions
