#include "incidents/report_rules.hpp"

#include <algorithm>
#include <chrono>
#include <utility>

#include "incidents/report_statement.hpp"

namespace anlan::incidents {
namespace {

Result<void> must_be_open(const Incident& incident) {
  if (incident.state != IncidentState::closed) return {};
  return fail(ProblemKind::conflict, "incident-closed",
              {"这次灾情已结束，不能再报或更正；确需更正请先由县或市重新开启",
               "the incident is closed; ask the county or city to reopen it first"});
}

Result<void> must_report(const DivisionCode& division) {
  if (division.level() == Level::township || division.level() == Level::county) return {};
  return fail_field("/division", "not-a-reporting-unit",
                    {"灾情报表由乡镇（街道）和县（市、区）填报；村的情况请用快速上报",
                     "townships and counties file reports; use a quick observation for a village"});
}

Result<void> reason_given(const std::string& reason) {
  if (!reason.empty()) return {};
  return fail_field("/reason", "reason-missing", {"请写明原因", "say why"});
}

Result<void> not_withdrawn(const Report& chain) {
  if (chain.state != ReportState::withdrawn) return {};
  return fail(ProblemKind::conflict, "report-withdrawn",
              {"这份报告已撤回；请按初报重新报送", "this report was withdrawn; file a first report again"});
}

std::string phase_name(Phase phase) {
  switch (phase) {
    case Phase::initial:
      return "初报";
    case Phase::update:
      return "续报";
    case Phase::final:
      return "核报";
  }
  return {};
}

auto wrong_phase(Text detail) { return fail_field("/phase", "wrong-phase", std::move(detail)); }

/// The office that made the chain's latest statement; withdrawals and returns state nothing.
std::string stated_by(const std::vector<Version>& versions) {
  const auto states = [](const Version& version) { return state_after(version.kind) == ReportState::effective; };
  const auto latest = std::find_if(versions.rbegin(), versions.rend(), states);
  return latest == versions.rend() ? std::string{} : latest->actor.value("division", "");
}

/// Where no chain stands, only a first report may start one.
Result<void> may_start(const Filing& filing) {
  if (filing.statement.phase != Phase::initial) {
    return fail_field("/phase", "first-report-missing",
                      {"还没有初报，请先报初报", "there is no first report yet; file it first"});
  }
  if (filing.expects_none) return {};
  return fail(ProblemKind::conflict, "report-withdrawn",
              {"您看到的报告已撤回；请按初报重新报送", "the report you saw was withdrawn; file a first report again"});
}

auto chain_exists(const Report& chain) {
  const auto version = std::to_string(chain.current.version);
  return fail({.kind = ProblemKind::conflict,
               .type = "chain-exists",
               .detail = {"该单位对这次灾情已有报告（" + phase_name(chain.current.statement.phase) + "，第 " + version +
                              " 版）。请在其后续报或更正，不要另报",
                          "this unit already reports on this incident (" +
                              std::string{to_string(chain.current.statement.phase)} + ", version " + version +
                              "); add an update or a correction to that report"},
               .errors = {{"/division", {"已有报告 " + chain.report, "report " + chain.report + " exists"}}},
               .current_version = chain.current.version});
}

/// 初报 → 续报 … → 核报; after that only corrections.
Result<void> may_follow(const Filing& filing, const Report& chain) {
  if (filing.expects_none) return chain_exists(chain);
  if (chain.state == ReportState::returned) {
    return fail(ProblemKind::conflict, "report-returned",
                {"报告已被退回，请先更正：" + chain.current.reason,
                 "the report was returned, correct it first: " + chain.current.reason});
  }
  if (chain.current.statement.phase == Phase::final) {
    return wrong_phase({"已经核报，只能更正", "the final report is in; only corrections may follow"});
  }
  if (filing.statement.phase == Phase::initial) {
    return wrong_phase({"初报已报，请选续报或核报；要改初报请用更正",
                        "the first report is in; choose update or final, or correct the first report"});
  }
  return {};
}

Result<void> may_submit(const Filing& filing, const ReportFacts& facts) {
  if (auto open = must_be_open(facts.incident); !open) return open;
  if (auto unit = must_report(filing.division); !unit) return unit;
  return facts.chain ? may_follow(filing, *facts.chain) : may_start(filing);
}

Result<void> may_correct(const Filing& filing, const ReportFacts& facts) {
  if (auto open = must_be_open(facts.incident); !open) return open;
  if (auto alive = not_withdrawn(*facts.chain); !alive) return alive;
  if (auto reason = reason_given(filing.reason); !reason) return reason;
  const auto phase = facts.chain->current.statement.phase;
  if (filing.statement.phase == phase) return {};
  return wrong_phase({"更正不能改变期别，这份报告现在是" + phase_name(phase),
                      "a correction keeps the phase, which is " + std::string{to_string(phase)}});
}

/// The version that the filing becomes, once its statement holds.
Result<Version> accept(const Filing& filing, const ReportFacts& facts, VersionKind kind) {
  auto warnings = judge_statement(filing, facts, kind);
  if (!warnings) return tl::unexpected<Problem>(std::move(warnings.error()));
  return Version{.report = facts.chain ? facts.chain->report : filing.report,
                 .incident = facts.incident.incident,
                 .division = filing.division,
                 .kind = kind,
                 .statement = filing.statement,
                 .reason = filing.reason,
                 .warnings = std::move(*warnings),
                 .exercise = facts.incident.exercise};
}

/// A link that repeats the chain's latest statement: the figures it is about, without judging them again.
Version about(const Report& chain, VersionKind kind, const std::string& reason) {
  auto version = chain.current;
  version.kind = kind;
  version.reason = reason;
  version.fault.reset();
  return version;
}

}  // namespace

Result<void> check_own_word(const Report& chain, const std::vector<Version>& versions, const DivisionCode& by) {
  if (by == chain.division || stated_by(versions) == by.text()) return {};
  if (chain.state == ReportState::returned) {
    return fail(ProblemKind::forbidden, "not-your-report",
                {"这份报告是填报单位自己报的，已经退回，须由其更正；请电话催办",
                 "the unit filed this itself and has it back: it corrects it; remind it by telephone"});
  }
  return fail(ProblemKind::forbidden, "not-your-report",
              {"这份报告是填报单位自己报的，上级不能代为更正或撤回。请用“退回”并写明原因，由其更正",
               "the unit filed this itself, so the level above neither corrects nor withdraws it; return it with a "
               "reason, and the unit corrects it"});
}

Result<Version> submit_report(const Filing& filing, const ReportFacts& facts) {
  if (auto may = may_submit(filing, facts); !may) return tl::unexpected<Problem>(std::move(may.error()));
  return accept(filing, facts, VersionKind::submission);
}

Result<Version> correct_report(const Filing& filing, const ReportFacts& facts) {
  if (auto may = may_correct(filing, facts); !may) return tl::unexpected<Problem>(std::move(may.error()));
  return accept(filing, facts, VersionKind::correction);
}

Result<Version> withdraw_report(const Report& chain, const Incident& incident, const std::string& reason) {
  for (const auto& held : {must_be_open(incident), not_withdrawn(chain), reason_given(reason)}) {
    if (!held) return fail(held.error());
  }
  return about(chain, VersionKind::withdrawal, reason);
}

Result<Version> return_report(const Report& chain, const Incident& incident, const DivisionCode& by,
                              const std::string& reason, Fault fault) {
  if (chain.division.parent() != by) {
    return fail(ProblemKind::forbidden, "not-the-level-above",
                {"只有直接上一级可以退回", "only the level right above may return a report"});
  }
  for (const auto& held : {must_be_open(incident), not_withdrawn(chain), reason_given(reason)}) {
    if (!held) return fail(held.error());
  }
  if (chain.state == ReportState::returned) {
    return fail(ProblemKind::conflict, "report-returned",
                {"已经退回，等待更正", "already returned and waiting for its correction"});
  }
  auto version = about(chain, VersionKind::giving_back, reason);
  version.fault = fault;
  return version;
}

}  // namespace anlan::incidents
