#include "supplies/waybill_rules.hpp"

#include <map>
#include <set>
#include <utility>

namespace anlan::supplies {
namespace {

auto conflict(std::string type, std::string zh, std::string en) {
  return fail(ProblemKind::conflict, std::move(type), {std::move(zh), std::move(en)});
}

std::string pointer_of(std::size_t line, const char* field = "") { return "/lines/" + std::to_string(line) + field; }

Result<void> check_not_approver(const Release& release, const std::string& account) {
  if (!release.ruling || release.ruling->by.account != account) return {};
  return fail(ProblemKind::forbidden, "approver-signs",
              {"下动用指令的人不能在出库单上签字，请由两名保管人员签字",
               "whoever ordered the release cannot sign for it; two keepers have to"});
}

Result<void> check_picked(const Waybill& waybill) {
  if (waybill.state == WaybillState::picked) return {};
  return conflict("waybill-not-picked", "运单 " + waybill.number + " 已发运或已取消，请刷新",
                  "waybill " + waybill.number + " has left or was cancelled; reload it");
}

Quantity granted(const Release& release, const std::string& place, const std::string& item) {
  Quantity sum = 0;
  for (const auto& grant : release.grants) {
    if (grant.from == place && grant.item == item) sum += grant.quantity;
  }
  return sum;
}

Result<void> check_count(const Load& load, const Count& count, std::size_t index) {
  if (count.received > load.quantity) {
    const auto sent = std::to_string(load.quantity);
    auto problem = Problem{.kind = ProblemKind::conflict,
                           .type = "more-than-sent",
                           .detail = {"运单只发了 " + sent + "，签收 " + std::to_string(count.received) +
                                          "。请重新清点；确实多出的另登记入库",
                                      "only " + sent + " were sent, " + std::to_string(count.received) +
                                          " counted; count again, and take in what is really beyond as a receipt"}};
    problem.errors.push_back({pointer_of(index, "/received"), problem.detail});
    return fail(std::move(problem));
  }
  if (count.damaged <= count.received) return {};
  return fail_field(pointer_of(index, "/damaged"), "bad-receipt",
                    {"破损数不能多于实收数", "no more can be damaged than arrived"});
}

}  // namespace

Result<void> check_pick(const Release& release, const Waybill& waybill, const Sent& sent) {
  if (release.state != ReleaseState::approved) {
    return conflict("not-approved", "这份申请还没有动用指令，不能拣货", "this request has no release order yet");
  }
  if (auto held = check_not_approver(release, waybill.signatures.front().account); !held) return held;
  auto taken = sent;
  for (std::size_t i = 0; i < waybill.loads.size(); ++i) {
    const auto& load = waybill.loads[i];
    auto& sum = taken[{waybill.from, load.item}];
    sum += load.quantity;
    const auto beyond = sum - granted(release, waybill.from, load.item);
    if (beyond <= 0) continue;
    return conflict("over-approved",
                    "第 " + std::to_string(i + 1) + " 行比动用指令多 " + std::to_string(beyond) + "，请减少",
                    "line " + std::to_string(i + 1) + " takes " + std::to_string(beyond) +
                        " more than the release order; take less");
  }
  return {};
}

Result<void> check_dispatch(const Waybill& waybill, const Release& release, const journal::Actor& by) {
  if (auto held = check_picked(waybill); !held) return held;
  if (waybill.signatures.front().account == by.account) {
    return fail(ProblemKind::forbidden, "same-signatory",
                {"出库须两人签字，您已签过一次，请另一名保管人员签字发运",
                 "two people sign for what leaves; you signed already, somebody else has to sign now"});
  }
  return check_not_approver(release, by.account);
}

Result<void> check_cancel(const Waybill& waybill) { return check_picked(waybill); }

Result<void> check_receipt(const Waybill& waybill, const std::vector<Count>& counts) {
  if (waybill.state != WaybillState::dispatched) {
    return conflict("waybill-not-dispatched", "运单 " + waybill.number + " 不在途中，不能签收，请刷新",
                    "waybill " + waybill.number + " is not on its way; reload it");
  }
  std::set<std::size_t> seen;
  for (std::size_t i = 0; i < counts.size(); ++i) {
    const auto line = counts[i].line;
    if (line >= waybill.loads.size() || !seen.insert(line).second) {
      return fail_field(pointer_of(i, "/line"), "bad-receipt",
                        {"运单没有这一行，或这一行写了两次", "the waybill has no such line, or it is here twice"});
    }
    if (auto held = check_count(waybill.loads[line], counts[i], i); !held) return held;
  }
  if (seen.size() == waybill.loads.size()) return {};
  return fail_field("/lines", "bad-receipt",
                    {"请逐行清点，没到的写 0", "count every line; write 0 for what did not arrive"});
}

Waybill counted(Waybill waybill, const std::vector<Count>& counts, Receipt receipt, Instant now,
                std::chrono::hours term) {
  for (const auto& count : counts) {
    waybill.loads[count.line].received = count.received;
    waybill.loads[count.line].damaged = count.damaged;
    waybill.loads[count.line].apart = count.damaged;
  }
  waybill.state = WaybillState::received;
  waybill.receipt = std::move(receipt);
  if (waybill.missing() + waybill.damaged() > 0) {
    waybill.difference = Difference{.opened_at = now, .due_at = now + term};
  }
  return waybill;
}

Result<void> check_settle(const Waybill& waybill) {
  if (waybill.difference && !waybill.difference->outcome) return {};
  return conflict("no-open-difference", "运单 " + waybill.number + " 没有待处理的差异",
                  "waybill " + waybill.number + " has no open difference");
}

void settle_lines(Waybill& waybill) {
  const bool lost = waybill.difference->outcome == "lost";
  for (auto& load : waybill.loads) {
    (lost ? load.lost : load.returned) += load.on_road();
    load.apart_settled = load.apart;
  }
}

}  // namespace anlan::supplies
