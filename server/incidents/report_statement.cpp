#include "incidents/report_statement.hpp"

#include <algorithm>
#include <chrono>
#include <utility>

#include "incidents/checks.hpp"
#include "incidents/incident_rules.hpp"

namespace anlan::incidents {
namespace {

using Faults = std::vector<FieldFault>;

constexpr std::chrono::hours kLongBefore{30 * 24};  // a report on an incident a month before it began has a wrong date

void add(Faults& faults, std::string pointer, std::string zh, std::string en) {
  faults.push_back({std::move(pointer), {std::move(zh), std::move(en)}});
}

void judge_times(const Statement& statement, const ReportFacts& facts, Faults& faults) {
  if (statement.received_at > facts.now + kClockTolerance) {
    add(faults, "/received_at", "接报时间在未来，请核对", "received in the future; check the time");
  }
  if (statement.occurred_at > statement.received_at) {
    add(faults, "/occurred_at", "报送时点不能晚于接报时间", "cannot be later than the time it was received");
  }
  if (statement.occurred_at < facts.incident.occurred_at - kLongBefore) {
    add(faults, "/occurred_at", "比灾情发生早 30 天以上，请核对日期",
        "more than 30 days before the incident; check the date");
  }
}

void judge_minimum(const Statement& statement, const Catalogue& catalogue, Faults& faults) {
  if (statement.phase != Phase::initial) return;
  for (const auto& [code, indicator] : catalogue.indicators()) {
    if (!indicator.minimum || statement.figures.contains(code)) continue;
    add(faults, "/figures/" + code, "初报必须填“" + indicator.name.zh + "”，不清楚请填“不详”",
        "a first report states " + indicator.name.en + "; say unknown when it is not known");
  }
}

void judge_final(const Statement& statement, Faults& faults) {
  if (statement.phase != Phase::final) return;
  for (const auto& [code, figure] : statement.figures) {
    if (!figure.instant || figure.cumulative) continue;
    add(faults, "/figures/" + code + "/cumulative", "核报一律用累计值，请补填",
        "a final report states the cumulative value");
  }
}

void judge_source(const Filing& filing, Faults& faults) {
  if (!filing.on_behalf) return;
  if (filing.statement.channel == journal::Channel::web) {
    add(faults, "/channel", "代报请选电话、传真等接报方式", "say how it reached you: by phone, fax, …");
  }
  if (filing.statement.contact_unit.empty() && filing.statement.contact_post.empty()) {
    add(faults, "/contact", "代报请写明来报的单位或岗位", "name the unit or post that gave the figures");
  }
}

void judge_privacy(const Filing& filing, Faults& faults) {
  const auto& statement = filing.statement;
  const auto look = [&faults](const std::string& text, std::string pointer) {
    if (!holds_personal_number(text)) return;
    add(faults, std::move(pointer), "请去掉手机号或身份证号，只写单位和岗位",
        "remove the phone or identity number; a unit and a post are enough");
  };
  look(statement.contact_unit, "/contact/unit");
  look(statement.contact_post, "/contact/post");
  look(statement.situation, "/narrative/situation");
  look(statement.response, "/narrative/response");
  look(filing.reason, "/reason");
  for (const auto& [code, figure] : statement.figures) look(figure.note, "/figures/" + code + "/note");
}

std::vector<Finding> surroundings(const Filing& filing, const Incident& incident) {
  std::vector<Finding> findings;
  if (!touches(incident.area, filing.division)) {
    findings.push_back({.check = "outside-area",
                        .severity = Severity::warning,
                        .pointer = "/division",
                        .text = {"该单位不在这次灾情的范围内，已按新增受灾单位计入",
                                 "this unit lies outside the incident's area; it counts as newly affected"}});
  }
  if (filing.statement.phase == Phase::final && incident.state != IncidentState::stable) {
    findings.push_back(
        {.check = "final-before-stable",
         .severity = Severity::warning,
         .pointer = "/phase",
         .text = {"灾情尚未宣布稳定就已核报", "a final report before the incident was declared stable"}});
  }
  return findings;
}

/// What the chain would state as a whole with this statement, without what the statement itself gets wrong.
std::vector<Finding> doubts_about_standing(const Filing& filing, const ReportFacts& facts, VersionKind kind,
                                           const std::vector<Finding>& alone) {
  if (!facts.chain) return {};
  auto standing = kind == VersionKind::correction ? facts.chain->settled : facts.chain->standing();
  overlay(standing, filing.statement.figures);
  auto findings = evaluate_checks(facts.catalogue, standing);
  std::erase_if(findings, [&alone](const Finding& finding) {
    return std::ranges::find(alone, finding.check, &Finding::check) != alone.end();
  });
  for (auto& finding : findings) finding.severity = Severity::warning;
  return findings;
}

std::vector<Finding> checks_of(const Filing& filing, const ReportFacts& facts, VersionKind kind) {
  auto findings = evaluate_checks(facts.catalogue, filing.statement.figures);
  for (auto& more : {doubts_about_standing(filing, facts, kind, findings),
                     compare_versions(facts.catalogue, facts.known, filing.statement.figures),
                     surroundings(filing, facts.incident)}) {
    findings.insert(findings.end(), more.begin(), more.end());
  }
  return findings;
}

/// Sorts findings into faults and warnings that stay with the version.
std::vector<Finding> settle(std::vector<Finding> findings, const std::string& reason, Faults& faults) {
  std::vector<Finding> warnings;
  bool unexplained = false;
  for (auto& finding : findings) {
    const bool explained = finding.asks_reason && !reason.empty();
    unexplained = unexplained || (finding.asks_reason && !explained);
    if (!explained && (finding.asks_reason || finding.severity == Severity::error)) {
      faults.push_back({finding.pointer, std::move(finding.text)});
    } else {
      warnings.push_back(std::move(finding));
    }
  }
  if (unexplained) add(faults, "/reason", "数字有明显变化，请说明原因", "the figures moved; say why");
  return warnings;
}

bool is_digit(char c) noexcept { return c >= '0' && c <= '9'; }

}  // namespace

Result<std::vector<Finding>> judge_statement(const Filing& filing, const ReportFacts& facts, VersionKind kind) {
  Faults faults;
  judge_times(filing.statement, facts, faults);
  judge_minimum(filing.statement, facts.catalogue, faults);
  judge_final(filing.statement, faults);
  judge_source(filing, faults);
  judge_privacy(filing, faults);
  auto warnings = settle(checks_of(filing, facts, kind), filing.reason, faults);
  if (faults.empty()) return warnings;
  const auto count = std::to_string(faults.size());
  return fail({.kind = ProblemKind::invalid,
               .type = "report-invalid",
               .detail = {"有 " + count + " 处需要核对，请按提示修改后重发",
                          count + " things to put right before this can be sent"},
               .errors = std::move(faults)});
}

bool holds_personal_number(std::string_view text) noexcept {
  constexpr std::size_t kMobile = 11;
  constexpr std::size_t kIdentity = 17;  // and a check character
  for (std::size_t at = 0; at < text.size();) {
    std::size_t end = at;
    while (end < text.size() && is_digit(text[end])) ++end;
    const auto length = end - at;
    if (length == kMobile && text[at] == '1' && text[at + 1] >= '3') return true;
    if (length == kIdentity || length == kIdentity + 1) return true;
    at = end + 1;
  }
  return false;
}

}  // namespace anlan::incidents
