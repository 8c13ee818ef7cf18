#include "relief/audit_rules.hpp"

#include <algorithm>
#include <set>
#include <utility>

#include "divisions/division.hpp"
#include "relief/leak_check.hpp"

namespace anlan::relief {
namespace {

constexpr std::size_t kMostVisits = 5'000;

auto bad_audit(std::string pointer, Text detail) {
  return fail_field(std::move(pointer), "bad-audit", std::move(detail));
}

Result<void> check_villages(const AuditPlan& plan, const DivisionCode& division) {
  std::set<std::string> seen;
  for (const auto& [part, villages] : {std::pair{"/whole", &plan.whole}, std::pair{"/sampled", &plan.sampled}}) {
    for (const auto& village : *villages) {
      if (!village.within(division)) {
        return bad_audit(part, {"有的村不在所选区划内，请重选", "a village is outside the division; choose again"});
      }
      if (seen.insert(village.text()).second) continue;
      return bad_audit(part, {"同一个村只能全查或抽查一次，请去掉重复",
                              "a village is looked at once, wholly or by sample; take the other away"});
    }
  }
  if (!seen.empty()) return {};
  return bad_audit("/whole", {"请选择要全查或抽查的村", "choose villages to look at, wholly or by sample"});
}

auto closed_already() {
  return fail(ProblemKind::conflict, "audit-closed",
              {"这次督查已经办结，只能查看", "this inspection is closed and can only be read"});
}

}  // namespace

Result<void> check_plan(const AuditPlan& plan, const DivisionCode& division) {
  if (!divisions::is_day(plan.from) || !divisions::is_day(plan.until) || plan.until < plan.from) {
    return bad_audit("/until", {"督查起止日期不存在或颠倒，请按 2026-12-01 的样子填写",
                                "the days do not exist or are the wrong way round; give them like 2026-12-01"});
  }
  auto words = plan.name;
  for (const auto& one : plan.team) words += '\n' + one;
  if (auto clean = check_no_leak(words); !clean) return clean;
  return check_villages(plan, division);
}

Result<std::vector<AuditPick>> draw_audit(const AuditPlan& plan, const std::vector<AuditCandidate>& candidates,
                                          std::string_view seed) {
  std::vector<AuditPick> picks;
  std::vector<Candidate> lots;
  std::map<std::string, DivisionCode> homes;
  for (const auto& one : candidates) {
    if (std::ranges::find(plan.whole, one.village) != plan.whole.end()) {
      picks.push_back({.household = one.household, .village = one.village, .census = true});
    } else {
      lots.push_back({.household = one.household, .risk = one.risk});
      homes.emplace(one.household, one.village);
    }
  }
  const auto wanted = sample_size(static_cast<std::int64_t>(lots.size()), plan.design);
  if (!wanted) return fail(wanted.error());
  for (auto& pick : draw(std::move(lots), *wanted, seed)) {
    picks.push_back({.household = pick.household, .village = homes.at(pick.household), .census = false});
  }
  if (picks.empty()) {
    return fail(
        ProblemKind::conflict, "audit-empty",
        {"所选的村还没有登记家庭，请另选", "no household stands on the lists of these villages; choose others"});
  }
  if (picks.size() <= kMostVisits) return picks;
  return fail(ProblemKind::conflict, "audit-too-large",
              {"要入户 " + std::to_string(picks.size()) + " 户，一次督查最多 5000 户；请减少全查的村或分几次安排",
               std::to_string(picks.size()) +
                   " households would be visited, 5,000 at most: look at fewer villages wholly, or plan it in parts"});
}

Result<void> check_visit(const Audit& audit, const std::optional<AuditVisit>& visit, const AuditFound& found,
                         Instant now) {
  if (audit.state == AuditState::closed) return closed_already();
  if (!visit) {
    return fail(ProblemKind::conflict, "not-drawn",
                {"这一户不在本次督查名单，请从名单中选择",
                 "this household is not to be visited in this inspection; choose one of its list"});
  }
  if (visit->result && !found.replaces) {
    return fail(ProblemKind::conflict, "visited-already",
                {"这一户已登记结果；要更正请选“更正结果”", "its result was entered; correct it if it is wrong"});
  }
  if (found.at > now) {
    return fail_field("/at", "bad-visit", {"入户时间晚于现在，请更正", "the time has not come yet; correct it"});
  }
  if (found.result == AuditResult::agrees || found.told) return {};
  return fail_field("/note", "bad-visit", {"不相符的须写明情况", "say what is not as it should be"});
}

Result<void> check_close_audit(const Audit& audit, std::int64_t unvisited, bool leave_unvisited) {
  if (audit.state == AuditState::closed) return closed_already();
  if (unvisited == 0 || leave_unvisited) return {};
  const auto count = std::to_string(unvisited);
  return fail(ProblemKind::conflict, "audit-unfinished",
              {"还有 " + count + " 户没有入户；请补齐，或确认不再入户并在报告中说明",
               count + " households were not visited: visit them, or leave them out and say why in the report"});
}

}  // namespace anlan::relief
