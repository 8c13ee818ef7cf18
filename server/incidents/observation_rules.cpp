#include "incidents/observation_rules.hpp"

#include <utility>

#include "incidents/incident_rules.hpp"

namespace anlan::incidents {
namespace {

using Faults = std::vector<FieldFault>;

void judge_time(const ObservationClaim& claim, Instant now, Faults& faults) {
  if (claim.occurred_at <= now + kClockTolerance) return;
  faults.push_back({"/occurred_at",
                    {"发生时间不能晚于现在（" + format_time(now) + "），请核对",
                     "the time lies in the future (it is " + format_time(now) + "); check it"}});
}

void judge_division(const ObservationClaim& claim, const ObservationFacts& facts, Faults& faults) {
  if (!claim.division && !facts.place) {
    faults.push_back(
        {"/division", {"没有位置时请选择村、乡镇或县", "without a point, say which division it is about"}});
  }
  if (claim.division && !facts.division_exists) {
    faults.push_back({"/division",
                      {"没有代码为 " + claim.division->text() + " 的区划，请核对代码",
                       "there is no division " + claim.division->text() + "; check the code"}});
  }
}

void judge_photos(const ObservationFacts& facts, Faults& faults) {
  for (std::size_t i = 0; i < facts.photo_types.size(); ++i) {
    const auto& type = facts.photo_types[i];
    if (type && type->starts_with("image/")) continue;
    faults.push_back({"/photos/" + std::to_string(i),
                      {"这张照片还没有上传成功，请重新上传后再报", "this photo is not stored; upload it again first"}});
  }
}

auto unknown_incident() {
  return fail(
      ProblemKind::not_found, "unknown-incident",
      {"没有这个事件，请从列表中选择，或不填事件直接报", "there is no such incident; choose one of the list or none"});
}

Result<void> check_claim(const ObservationClaim& claim, const ObservationFacts& facts, Instant now) {
  Faults faults;
  judge_time(claim, now, faults);
  judge_division(claim, facts, faults);
  judge_photos(facts, faults);
  if (!faults.empty()) {
    auto detail = faults.front().detail;
    return fail({.kind = ProblemKind::invalid,
                 .type = "bad-observation",
                 .detail = std::move(detail),
                 .errors = std::move(faults)});
  }
  if (claim.division && !claim.division->within(facts.jurisdiction)) {
    return fail(outside_jurisdiction(*claim.division, facts.jurisdiction));
  }
  if (claim.incident && !facts.incident) return unknown_incident();
  return {};
}

ObservationDoubt elsewhere(const DivisionCode& point, const DivisionCode& claimed) {
  return {"elsewhere",
          {"定位点在 " + point.text() + "，与填报单位 " + claimed.text() + " 不一致，请电话核实",
           "the point lies in " + point.text() + ", not in " + claimed.text() + "; ask by telephone"}};
}

/// The division the observation is kept under; adds a doubt when the point says otherwise.
DivisionCode settle_division(const ObservationClaim& claim, const ObservationFacts& facts,
                             std::vector<ObservationDoubt>& doubts) {
  const auto& claimed = claim.division ? *claim.division : facts.jurisdiction;
  if (!facts.place || !facts.place->division) return claimed;
  const auto& found = *facts.place->division;
  if (found.within(claimed)) return found;
  doubts.push_back(elsewhere(found, claimed));
  return claimed;
}

/// An incident reaches all of a city it names, and the whole of each county that it or its townships name.
bool reaches(const std::vector<DivisionCode>& area, const DivisionCode& division) {
  return touches(area, division) || touches(counties_of(area), division);
}

Result<void> may_belong(const Observation& observation, const Incident& incident) {
  if (incident.state == IncidentState::closed) {
    return fail(ProblemKind::conflict, "incident-closed",
                {"这次灾情已结束，请选择未结束的灾情，或请县、市先重新开启",
                 "the incident is closed; choose one that is not, or ask the county or city to reopen it"});
  }
  if (incident.exercise) {
    return fail_field("/incident", "exercise-incident",
                      {"这是真实快报，不能归入演练，请选择真实灾情",
                       "the observation is real and cannot belong to an exercise; choose a real incident"});
  }
  if (!reaches(incident.area, observation.division)) {
    return fail_field("/incident", "outside-incident",
                      {"这次灾情的范围不含快报所在的县（市、区），请另选，或先开启新的灾情",
                       "the incident does not reach the observation's county; choose another or open a new one"});
  }
  return {};
}

}  // namespace

Problem outside_jurisdiction(const DivisionCode& division, const DivisionCode& jurisdiction) {
  return {.kind = ProblemKind::forbidden,
          .type = "outside-jurisdiction",
          .detail = {"区划 " + division.text() + " 不在您的辖区（" + jurisdiction.text() + "）内，请改选辖区内的单位",
                     "division " + division.text() + " is outside your jurisdiction (" + jurisdiction.text() +
                         "); choose one inside it"},
          .errors = {{"/division", {"不在您的辖区内", "outside your jurisdiction"}}}};
}

Result<Observation> note_observation(const ObservationClaim& claim, const ObservationFacts& facts, std::string id,
                                     Instant now) {
  if (auto held = check_claim(claim, facts, now); !held) return fail(std::move(held.error()));
  auto doubts = facts.place ? facts.place->doubts : std::vector<ObservationDoubt>{};
  auto division = settle_division(claim, facts, doubts);
  if (facts.incident && facts.incident->state == IncidentState::closed) {
    doubts.push_back(
        {"incident_closed",
         {"该事件已关闭，请值班员核对归属", "the incident is closed; somebody has to see where this belongs"}});
  }
  return Observation{.observation = std::move(id),
                     .incident = claim.incident,
                     .division = std::move(division),
                     .text = claim.text,
                     .point = facts.place ? std::optional{facts.place->at} : std::nullopt,
                     .doubts = std::move(doubts),
                     .photos = claim.photos,
                     .occurred_at = claim.occurred_at,
                     .received_at = now,
                     .recorded_at = now,
                     .channel = claim.channel,
                     .actor = facts.actor,
                     .exercise = facts.incident && facts.incident->exercise};
}

Result<Observation> assign_observation(Observation observation, const std::optional<Incident>& incident) {
  if (auto held = check_withdraw(observation); !held) return fail(std::move(held.error()));
  if (observation.incident) {
    return fail(ProblemKind::conflict, "observation-assigned",
                {"这条快报已归入灾情，请刷新后查看；如归错，请撤回并写明原因，再重新报送",
                 "the observation belongs to an incident already; reload to see which, and if it is the wrong one, "
                 "withdraw it with a reason and report again"});
  }
  if (!incident) return unknown_incident();
  if (auto held = may_belong(observation, *incident); !held) return fail(std::move(held.error()));
  observation.incident = incident->incident;
  ++observation.version;
  return observation;
}

Result<void> check_withdraw(const Observation& observation) {
  if (!observation.withdrawn) return {};
  return fail(ProblemKind::conflict, "observation-withdrawn",
              {"这条速报已经撤回", "the observation has been withdrawn already"});
}

}  // namespace anlan::incidents
