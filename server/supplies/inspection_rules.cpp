#include "supplies/inspection_rules.hpp"

#include <set>
#include <utility>

namespace anlan::supplies {
namespace {

constexpr std::size_t kLeastInspectors = 2;

using Faults = std::vector<FieldFault>;

void judge_line(const InspectedLine& line, std::size_t index, Faults& faults) {
  const auto pointer = "/lines/" + std::to_string(index);
  const auto whole = std::to_string(line.quantity);
  if (line.accepted + line.rejected != line.quantity) {
    faults.push_back(
        {pointer + "/accepted",
         {"到货 " + whole + "，合格与不合格合计 " + std::to_string(line.accepted + line.rejected) + "，请核对到相等",
          whole + " arrived, but accepted and rejected make " + std::to_string(line.accepted + line.rejected)}});
  }
  if (line.sampled < 1 || line.sampled > line.quantity) {
    faults.push_back(
        {pointer + "/sampled", {"抽检数须在 1 到 " + whole + " 之间", "between 1 and " + whole + " are looked at"}});
  }
  if (line.rejected > 0 && !line.defects) {
    faults.push_back({pointer + "/defects", {"有不合格，请写明问题", "say what is wrong with what is rejected"}});
  }
}

Movement movement_of(const Inspection& inspection, MovementKind kind, std::string id) {
  return {.movement = std::move(id),
          .kind = kind,
          .place = inspection.place,
          .division = inspection.division,
          .occurred_at = inspection.verdict->at,
          .exercise = inspection.exercise,
          .document = inspection.number,
          .incident = inspection.incident,
          .reason = inspection.verdict->conclusion,
          .evidence = {{"inspection", inspection.inspection}, {"inspectors", inspection.verdict->inspectors}}};
}

}  // namespace

Result<void> check_waiting(const Inspection& inspection) {
  if (inspection.state == InspectionState::waiting) return {};
  const bool concluded = inspection.state == InspectionState::concluded;
  return fail(ProblemKind::conflict, "inspection-closed",
              {"验收单 " + inspection.number + (concluded ? " 已有结论" : " 已作废") + "，请刷新",
               "inspection " + inspection.number + " is " + std::string{to_string(inspection.state)} + "; reload"});
}

Result<void> check_verdict(const Inspection& inspection, const Verdict& verdict) {
  if (auto held = check_waiting(inspection); !held) return held;
  Faults faults;
  const std::set<std::string> names(verdict.inspectors.begin(), verdict.inspectors.end());
  if (names.size() < kLeastInspectors) {
    faults.push_back({"/inspectors", {"验收须两人签字，请填写两个不同的姓名", "two people sign; give two names"}});
  }
  for (std::size_t i = 0; i < inspection.lines.size(); ++i) judge_line(inspection.lines[i], i, faults);
  if (faults.empty()) return {};
  auto detail = faults.front().detail;
  return fail(
      {.kind = ProblemKind::invalid, .type = "bad-verdict", .detail = std::move(detail), .errors = std::move(faults)});
}

Movement inspection_accepted(const Inspection& inspection, std::string id) {
  auto movement = movement_of(inspection, MovementKind::accept, std::move(id));
  for (const auto& line : inspection.lines) {
    if (line.accepted == 0) continue;
    movement.lines.push_back(
        {line.item, line.batch, line.accepted, spot(Side::aside, inspection.place), {inspection.place, line.bin}});
  }
  return movement;
}

Movement inspection_rejected(const Inspection& inspection, std::string id) {
  auto movement = movement_of(inspection, MovementKind::reject, std::move(id));
  for (const auto& line : inspection.lines) {
    if (line.rejected == 0) continue;
    movement.lines.push_back({line.item,
                              line.batch,
                              line.rejected,
                              spot(Side::aside, inspection.place),
                              {inspection.source, inspection.place}});
  }
  return movement;
}

}  // namespace anlan::supplies
