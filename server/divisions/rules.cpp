#include "divisions/rules.hpp"

#include <algorithm>
#include <string>

namespace anlan::divisions {
namespace {

constexpr std::string_view kRepaired = "self-intersection";
constexpr std::size_t kMostFaults = 20;

bool hinders(const gis::Finding& finding, bool repair) noexcept {
  return finding.severity == gis::Severity::error || (!repair && finding.code == kRepaired);
}

std::string pointer_of(const gis::Finding& finding) {
  if (finding.code == kRepaired) return "/repair";
  if (finding.code == "code-column-missing") return "/code_field";
  return finding.code.starts_with("crs-") ? "/epsg" : "/blob";
}

Text words_of(const gis::Finding& finding) {
  Text words{finding.zh + finding.remedy_zh, finding.en + " " + finding.remedy_en};
  if (!finding.feature) return words;
  const auto row = std::to_string(*finding.feature + 1);
  return {"第 " + row + " 个图形：" + words.zh, "shape " + row + ": " + words.en};
}

}  // namespace

Verdict judge(const gis::ImportReport& report, bool repair, const std::optional<LayerFacts>& in_force,
              std::string_view version) noexcept {
  const bool hindered =
      std::ranges::any_of(report.findings, [repair](const gis::Finding& finding) { return hinders(finding, repair); });
  if (hindered || !report.crs_candidates.empty() || report.features_accepted == 0) return Verdict::refuse;
  return in_force && in_force->version == version ? Verdict::unchanged : Verdict::adopt;
}

Problem refusal(const gis::ImportReport& report, bool repair) {
  Problem problem{.kind = ProblemKind::invalid,
                  .type = "boundaries-refused",
                  .detail = {"没有采用，现行边界不变。请按下列说明处理后重新导入；先试读（dry_run）可看完整报告",
                             "not adopted, the boundaries in force stay; do what is listed and import again; a dry_run "
                             "shows the whole report"}};
  for (const auto& finding : report.findings) {
    if (problem.errors.size() == kMostFaults) break;
    if (hinders(finding, repair)) problem.errors.push_back({pointer_of(finding), words_of(finding)});
  }
  if (problem.errors.empty()) {
    problem.errors.push_back(
        {"/blob", {"文件里没有可以采用的图形", "there is no shape in the file that could be adopted"}});
  }
  return problem;
}

}  // namespace anlan::divisions
