#include "divisions/import_report.hpp"

#include <algorithm>
#include <array>
#include <string_view>

#include <fmt/format.h>

namespace anlan::divisions {
namespace {

struct Mark {
  gis::Severity severity;
  std::string_view sign;
};
constexpr std::array<Mark, 3> kMarks{
    {{gis::Severity::error, "✗"}, {gis::Severity::warning, "!"}, {gis::Severity::note, "·"}}};

std::string finding_text(const gis::Finding& finding, std::string_view sign) {
  const auto where = finding.feature ? fmt::format(" #{}", *finding.feature) : "";
  std::string text = fmt::format("{}{} {}\n  {}\n", sign, where, finding.zh, finding.en);
  if (!finding.remedy_zh.empty()) text += fmt::format("  → {} / {}\n", finding.remedy_zh, finding.remedy_en);
  return text;
}

std::string question_text(const gis::ImportReport& report) {
  if (report.crs_candidates.empty()) return {};
  std::string text = "坐标系不明，请选择后用 --crs 指明 / the coordinate system is not known; choose one with --crs:\n";
  for (const auto& candidate : report.crs_candidates) {
    text += fmt::format("  --crs {}{}  {} / {}\n", candidate.crs.epsg, candidate.crs.swapped ? " --swapped" : "",
                        candidate.zh, candidate.en);
  }
  return text;
}

}  // namespace

std::string to_text(const gis::ImportReport& report) {
  std::string text =
      fmt::format("{}：读到 {} 个要素，接受 {} 个 / {} features read, {} accepted\n", report.format,
                  report.features_read, report.features_accepted, report.features_read, report.features_accepted);
  if (!report.crs_name.empty()) text += fmt::format("坐标系 / coordinate system: {}\n", report.crs_name);
  text += fmt::format("代码列 / code column: {}，名称列 / name column: {}\n", report.fields.code, report.fields.name);
  for (const auto& mark : kMarks) {
    for (const auto& finding : report.findings) {
      if (finding.severity == mark.severity) text += finding_text(finding, mark.sign);
    }
  }
  return text + question_text(report);
}

std::string crs_note(const gis::ImportReport& report, std::optional<gis::WebDatum> undone) {
  std::string note = report.crs_name;
  if (report.crs && report.crs->epsg != 0) note += fmt::format(" (EPSG:{})", report.crs->epsg);
  if (report.crs && report.crs->swapped) note += ", north before east";
  if (undone) note += fmt::format(", {} undone", to_string(*undone));
  return note;
}

Problem to_problem(const gis::Fault& fault) {
  const bool ours = fault.code == "sandbox-unavailable" || fault.code == "scratch-full";
  return {.kind = ours ? ProblemKind::unavailable : ProblemKind::invalid,
          .type = fault.code,
          .detail = {fault.zh, fault.en}};
}

}  // namespace anlan::divisions
