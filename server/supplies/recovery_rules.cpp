#include "supplies/recovery_rules.hpp"

#include <algorithm>
#include <set>
#include <utility>

#include "supplies/movement_rules.hpp"

namespace anlan::supplies {
namespace {

Result<void> conflict(std::string type, Text detail) {
  return fail(ProblemKind::conflict, std::move(type), std::move(detail));
}

bool ended(const Recovery& recovery) {
  return recovery.state == RecoveryState::closed || recovery.state == RecoveryState::cancelled;
}

Result<void> check_under_way(const Recovery& recovery) {
  if (!ended(recovery)) return {};
  return conflict("recovery-closed",
                  {"回收单 " + recovery.number + " 已经办结，不能再改；如有问题请按盘点或报废另行办理",
                   "recovery " + recovery.number + " is closed; count or scrap what is wrong"});
}

FieldFault fault(std::size_t index, const char* field, Text detail) {
  return {"/lines/" + std::to_string(index) + field, std::move(detail)};
}

/// The state that follows from the lines.
RecoveryState state_after(const Recovery& recovery) {
  const auto open = [](const RecoveredLine& line) { return line.pending() > 0 || line.scrap > 0; };
  return std::ranges::any_of(recovery.lines, open) ? RecoveryState::graded : RecoveryState::closed;
}

Movement movement_of(const Recovery& recovery, MovementKind kind, Instant at, std::string id) {
  return {.movement = std::move(id),
          .kind = kind,
          .place = recovery.place,
          .division = recovery.division,
          .occurred_at = at,
          .exercise = recovery.exercise,
          .document = recovery.number,
          .incident = recovery.incident,
          .evidence = {{"recovery", recovery.recovery}}};
}

Line line_of(const RecoveredLine& line, Quantity quantity, Spot from, Spot to) {
  return {line.item, line.batch, quantity, std::move(from), std::move(to)};
}

}  // namespace

Result<void> check_cleaning(const Recovery& recovery) {
  if (recovery.state == RecoveryState::returned) return {};
  return conflict("recovery-not-returned", {"回收单 " + recovery.number + " 不在待清洗状态，请刷新后再办",
                                            "recovery " + recovery.number + " does not wait for cleaning; reload"});
}

Result<void> check_grading(const Recovery& recovery, const std::vector<Grade>& grades) {
  if (auto held = check_under_way(recovery); !held) return held;
  if (recovery.state == RecoveryState::returned) {
    return conflict("not-cleaned", {"请先登记清洗消毒，再分级", "enter the cleaning first, then grade"});
  }
  std::vector<FieldFault> faults;
  std::set<std::size_t> seen;
  for (std::size_t i = 0; i < grades.size(); ++i) {
    const auto& grade = grades[i];
    if (grade.line >= recovery.lines.size() || !seen.insert(grade.line).second) {
      faults.push_back(fault(
          i, "/line",
          {"没有这一行，或这一行写了两次，请刷新后重填", "there is no such line, or it is graded twice; reload"}));
      continue;
    }
    const auto pending = recovery.lines[grade.line].pending();
    const auto sum = grade.good + grade.repair + grade.scrap;
    if (sum == pending && pending > 0) continue;
    const auto whole = std::to_string(pending);
    const auto said = std::to_string(sum);
    faults.push_back(fault(i, "/good",
                           {"这一行待分级 " + whole + "，三项合计是 " + said + "，请核对到相等",
                            whole + " of this line wait to be graded, but the three make " + said}));
  }
  if (faults.empty()) return {};
  auto detail = faults.front().detail;
  return fail(
      {.kind = ProblemKind::invalid, .type = "bad-grading", .detail = std::move(detail), .errors = std::move(faults)});
}

Result<void> check_disposal(const Recovery& recovery, const std::string& approver, const nlohmann::json& opinion) {
  if (auto held = check_under_way(recovery); !held) return held;
  const bool some = std::ranges::any_of(recovery.lines, [](const RecoveredLine& line) { return line.scrap > 0; });
  if (!some) {
    return conflict("nothing-to-scrap", {"这张回收单没有待报废的物资，请先分级",
                                         "nothing of this recovery waits to be scrapped; grade it first"});
  }
  if (std::ranges::any_of(recovery.hands, [&](const journal::Actor& hand) { return hand.account == approver; })) {
    return conflict("handled-it-yourself", {"您经手过这批物资，不能批准报废，请由其他人批准",
                                            "you handled these goods; somebody else has to approve their scrapping"});
  }
  return check_opinion(opinion);
}

Result<void> check_recovery_cancel(const Recovery& recovery, MovementKind taken_in) {
  if (taken_in != MovementKind::give_back) {
    return conflict("belongs-to-paper",
                    {"回收单 " + recovery.number + " 是借用单或运单带回的破损物资，不能作废；请清洗后分级入库或报废",
                     "recovery " + recovery.number +
                         " holds the damaged goods of a loan or a waybill; clean and grade them instead"});
  }
  if (recovery.state == RecoveryState::returned || recovery.state == RecoveryState::cleaned) return {};
  return conflict("recovery-graded", {"回收单 " + recovery.number + " 已经分级或办结，不能作废",
                                      "recovery " + recovery.number + " was graded or closed; it stays"});
}

Recovery graded(Recovery recovery, const std::vector<Grade>& grades) {
  for (const auto& grade : grades) {
    auto& line = recovery.lines[grade.line];
    line.good += grade.good;
    line.scrap += grade.scrap;
    line.repair = grade.repair;
  }
  recovery.state = state_after(recovery);
  return recovery;
}

Recovery disposed(Recovery recovery) {
  for (auto& line : recovery.lines) line.scrapped += std::exchange(line.scrap, 0);
  recovery.state = state_after(recovery);
  return recovery;
}

Movement recovery_taken_in(const Recovery& recovery) {
  auto movement = movement_of(recovery, MovementKind::give_back, recovery.returned_at, recovery.movement);
  movement.recipient = recovery.from;
  movement.note = recovery.note;
  for (const auto& line : recovery.lines) {
    movement.lines.push_back(line_of(line, line.quantity, spot(Side::issued, recovery.from_division.text()),
                                     spot(Side::aside, recovery.place)));
  }
  return movement;
}

Movement recovery_accepted(const Recovery& recovery, const std::vector<Grade>& grades, Instant at, std::string id) {
  auto movement = movement_of(recovery, MovementKind::accept, at, std::move(id));
  for (const auto& grade : grades) {
    if (grade.good == 0) continue;
    movement.lines.push_back(line_of(recovery.lines[grade.line], grade.good, spot(Side::aside, recovery.place),
                                     {recovery.place, grade.bin}));
  }
  return movement;
}

Movement recovery_scrapped(const Recovery& recovery, const std::string& reason, Instant at, std::string id) {
  auto movement = movement_of(recovery, MovementKind::scrap, at, std::move(id));
  movement.reason = reason;
  movement.evidence.update(recovery.opinion);
  for (const auto& line : recovery.lines) {
    if (line.scrap == 0) continue;
    movement.lines.push_back(
        line_of(line, line.scrap, spot(Side::aside, recovery.place), spot(Side::scrapped, recovery.place)));
  }
  return movement;
}

}  // namespace anlan::supplies
