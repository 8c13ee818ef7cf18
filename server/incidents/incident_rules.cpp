#include "incidents/incident_rules.hpp"

#include <algorithm>
#include <tuple>
#include <utility>

namespace anlan::incidents {
namespace {

using Faults = std::vector<FieldFault>;

void add(Faults& faults, std::string pointer, std::string zh, std::string en) {
  faults.push_back({std::move(pointer), {std::move(zh), std::move(en)}});
}

Result<void> bad_incident(Faults faults) {
  if (faults.empty()) return {};
  auto detail = faults.front().detail;
  return fail(
      {.kind = ProblemKind::invalid, .type = "bad-incident", .detail = std::move(detail), .errors = std::move(faults)});
}

void judge_hazard(const Opening& opening, const OpeningFacts& facts, Faults& faults) {
  if (facts.hazard == nullptr) {
    return add(faults, "/hazard", "没有代码为 " + opening.hazard + " 的灾种，请从灾种目录中选择",
               "there is no hazard " + opening.hazard + "; choose one of the catalogue");
  }
  if (!opening.sub_hazard) return;
  if (facts.jurisdiction.level() == Level::city) {
    return add(faults, "/sub_hazard", "市级填一级灾种，二级灾种由县级填写，请去掉二级灾种",
               "the city reports the first level only; leave the sub-hazard to the counties");
  }
  const auto same = [&opening](const SubHazard& kind) { return kind.code == *opening.sub_hazard; };
  if (std::ranges::none_of(facts.hazard->kinds, same)) {
    add(faults, "/sub_hazard", facts.hazard->name.zh + "没有代码为 " + *opening.sub_hazard + " 的二级灾种",
        facts.hazard->name.en + " has no second-level hazard " + *opening.sub_hazard);
  }
}

void judge_place(const DivisionCode& code, const std::string& pointer, const OpeningFacts& facts, Faults& faults) {
  if (code.level() == Level::village) {
    return add(faults, pointer, "受灾范围填到县或乡镇，请换成村所在的乡镇 " + code.parent()->text(),
               "an area is made of counties and townships; take the village's township " + code.parent()->text());
  }
  if (!code.within(facts.jurisdiction)) {
    return add(faults, pointer, "区划 " + code.text() + " 不在您的辖区（" + facts.jurisdiction.text() + "）内",
               "division " + code.text() + " is outside your jurisdiction (" + facts.jurisdiction.text() + ")");
  }
  if (std::ranges::find(facts.unknown, code) != facts.unknown.end()) {
    add(faults, pointer, "没有代码为 " + code.text() + " 的区划，请核对代码",
        "there is no division " + code.text() + "; check the code");
  }
}

void judge_time(Instant at, Instant now, const std::string& pointer, Faults& faults) {
  if (at <= now + kClockTolerance) return;
  add(faults, pointer, "时间不能晚于现在（" + format_time(now) + "），请核对",
      "the time lies in the future (it is " + format_time(now) + "); check it");
}

auto wrong_state(std::string type, std::string zh, std::string en) {
  return fail(ProblemKind::conflict, std::move(type), {std::move(zh), std::move(en)});
}

}  // namespace

Result<void> check_opening(const Opening& opening, const OpeningFacts& facts, Instant now) {
  Faults faults;
  judge_hazard(opening, facts, faults);
  judge_time(opening.occurred_at, now, "/occurred_at", faults);
  if (opening.area.empty()) add(faults, "/area", "请至少选择一个县或乡镇", "choose at least one county or township");
  for (std::size_t i = 0; i < opening.area.size(); ++i) {
    judge_place(opening.area[i], "/area/" + std::to_string(i), facts, faults);
  }
  return bad_incident(std::move(faults));
}

std::vector<DivisionCode> normalised_area(std::vector<DivisionCode> area, const std::vector<DivisionCode>& counties) {
  const auto is_city = [](const DivisionCode& code) { return code.level() == Level::city; };
  if (std::ranges::any_of(area, is_city)) return counties;
  std::ranges::sort(area);
  std::vector<DivisionCode> out;
  // A county sorts before its townships.
  for (auto& code : area) {
    if (out.empty() || !code.within(out.back())) out.push_back(std::move(code));
  }
  return out;
}

Result<void> check_stabilise(const Incident& incident, Instant stabilised_at, Instant now) {
  if (incident.state != IncidentState::open) {
    return wrong_state("incident-not-open", "该事件已标记为灾情稳定或已关闭，无需再次标记",
                       "the incident is stable or closed already; nothing to do");
  }
  Faults faults;
  judge_time(stabilised_at, now, "/stabilised_at", faults);
  if (stabilised_at < incident.occurred_at) {
    add(faults, "/stabilised_at", "灾情稳定时间不能早于发生时间 " + format_time(incident.occurred_at),
        "it cannot be stable before it occurred, " + format_time(incident.occurred_at));
  }
  return bad_incident(std::move(faults));
}

Result<void> check_close(const Incident& incident) {
  if (incident.state != IncidentState::closed) return {};
  return wrong_state("incident-closed", "该事件已经关闭", "the incident is closed already");
}

Result<void> check_reopen(const Incident& incident) {
  if (incident.state != IncidentState::open) return {};
  return wrong_state("incident-open", "该事件没有关闭，也没有标记为稳定，无需重新打开",
                     "the incident is open: there is nothing to reopen");
}

std::vector<Near> same_process(const Opening& opening, const Hazard& hazard,
                               const std::vector<DivisionCode>& neighbourhood,
                               const std::vector<Incident>& candidates) {
  std::vector<Near> out;
  if (!hazard.same_process) return out;
  for (const auto& candidate : candidates) {
    const auto apart = std::chrono::abs(candidate.occurred_at - opening.occurred_at);
    const auto meets = [&candidate](const DivisionCode& code) { return touches(candidate.area, code); };
    if (candidate.hazard != hazard.code || candidate.exercise != opening.exercise || apart > *hazard.same_process ||
        std::ranges::none_of(neighbourhood, meets)) {
      continue;
    }
    out.push_back({.incident = candidate,
                   .apart = std::chrono::duration_cast<std::chrono::minutes>(apart),
                   .shares_area = std::ranges::any_of(opening.area, meets)});
  }
  std::ranges::sort(out, {}, [](const Near& near) {
    return std::tuple{!near.shares_area, near.apart, std::string_view{near.incident.incident}};
  });
  return out;
}

}  // namespace anlan::incidents
