#include "relief/gate_evidence.hpp"

#include <algorithm>
#include <string>

#include "relief/plan.hpp"

namespace anlan::relief {
namespace {

const GatedRow* row_of(const GatedList& list, const std::string& household) {
  const auto found = std::ranges::find(list.rows, household, &GatedRow::household);
  return found == list.rows.end() ? nullptr : &*found;
}

/// How many visits of a sample are not there yet.
std::int64_t visits_missing(const Sample& sample) {
  return std::ranges::count_if(sample.households, [&sample](const std::string& household) {
    return std::ranges::find(sample.visits, household, &Visit::household) == sample.visits.end();
  });
}

/// A visit that found something else than the list says is settled by changing the row once it is on record, or
/// taking it off.
std::int64_t visits_unsettled(const GatedList& list) {
  return std::ranges::count_if(list.sample->visits, [&list](const Visit& visit) {
    const auto* row = row_of(list, visit.household);
    if (visit.result == VisitResult::agrees || row == nullptr) return false;
    return visit.result == VisitResult::reject || row->changed_at <= visit.recorded_at;
  });
}

/// What was frozen is what will be paid: an objection that was upheld since is only answered by freezing anew.
void upheld_since_freeze(const GatedList& list, MissingEvidence& missing) {
  const auto count = std::ranges::count_if(list.objections, [&list](const Objection& each) {
    return each.upheld && list.freeze && each.settled_at > list.freeze->at;
  });
  if (count == 0) return;
  const auto text = std::to_string(count);
  missing.push_back(
      lacking("allotment-objection-upheld",
              {"锁定之后有 " + text + " 条异议成立，锁定的名单和金额不能照发，请退回「县定」或「公示」改正",
               text + " objections were upheld after the freeze, so what is frozen is not to be paid: "
                      "return the list to the county's decision or its notice and correct it"}));
}

}  // namespace

Problem lacking(std::string type, Text what) {
  return {.kind = ProblemKind::conflict, .type = std::move(type), .detail = std::move(what)};
}

void report_gate(const GatedList& list, MissingEvidence& missing) {
  if (list.rows.empty()) {
    missing.push_back(lacking("report-empty", {"名单还是空的；请录入农户，确无需要救助的请撤销本村名单",
                                               "the list is empty: enter households, or close the village's list"}));
  }
  const auto incomplete = std::ranges::count_if(list.rows, [](const GatedRow& row) { return !row.missing.empty(); });
  if (incomplete == 0) return;
  const auto count = std::to_string(incomplete);
  missing.push_back(lacking("report-incomplete", {"有 " + count + " 户资料不全，请补齐或撤下",
                                                  count + " households lack details: fill them in or withdraw them"}));
}

void township_gate(const GatedList& list, const GateRules& rules, Instant now, MissingEvidence& missing) {
  objections_at(list, "township", missing);
  rows_at(list, "township", missing);
  rows_hung_at(list, rules, now, "township", missing);
  if (!list.sample || std::cmp_less(list.sample->households.size(), list.sample->wanted)) {
    missing.push_back(lacking("township-no-sample", {"还没有抽取入户核查名单，请先抽样",
                                                     "no sample of home visits was drawn: draw it first"}));
    return;
  }
  if (const auto open = visits_missing(*list.sample); open > 0) {
    const auto count = std::to_string(open);
    missing.push_back(
        lacking("township-visits", {"还有 " + count + " 户没有入户核查，请完成并附照片",
                                    count + " drawn households were not visited: visit them, with a photo"}));
  }
  for (const auto& visit : list.sample->visits) {
    const auto* row = row_of(list, visit.household);
    if (row == nullptr || !row->hands.contains(visit.by)) continue;
    missing.push_back(lacking("township-own-visit", {"有农户由录入人自己核查，请换人重新入户",
                                                     "a household was visited by who entered it: send somebody else"}));
    break;
  }
  if (std::ranges::any_of(list.sample->visits, &std::string::empty, &Visit::photo)) {
    missing.push_back(lacking("township-visits", {"有入户核查没有照片，请补上", "a visit has no photo: add it"}));
  }
  if (const auto open = visits_unsettled(list); open > 0) {
    const auto count = std::to_string(open);
    missing.push_back(lacking("township-visit-unsettled",
                              {"核查要求调整或剔除的 " + count + " 户还没有处理，请改正或撤下",
                               count + " households the visits found wrong are as before: correct or withdraw them"}));
  }
}

void county_gate(const GatedList& list, const GateRules& rules, Instant now, MissingEvidence& missing) {
  objections_at(list, "county", missing);
  rows_at(list, "county", missing);
  rows_hung_at(list, rules, now, "county", missing);
  constexpr std::size_t kSignatures = 2;
  if (!list.freeze) {
    missing.push_back(lacking("county-not-frozen", {"名单和金额还没有锁定，请先锁定再签字",
                                                    "list and amounts are not frozen: freeze them, then sign"}));
    return;
  }
  if (list.freeze->snapshot != list.current_snapshot) {
    missing.push_back(lacking("county-changed", {"锁定之后名单或金额又有变动，请核对后重新锁定、重新签字",
                                                 "list or amounts changed after the freeze: freeze and sign again"}));
  }
  std::set<std::string> signers;
  for (const auto& signature : list.freeze->signatures) {
    if (signature.snapshot == list.freeze->snapshot) signers.insert(signature.by);
  }
  if (signers.size() < kSignatures) {
    const auto count = std::to_string(kSignatures - signers.size());
    missing.push_back(lacking("county-signatures", {"还缺 " + count + " 人签字（须两人分别签字）",
                                                    count + " signatures are missing: two people sign"}));
  }
  const bool own = std::ranges::any_of(list.rows, [&signers](const GatedRow& row) {
    return std::ranges::any_of(row.hands, [&signers](const std::string& hand) { return signers.contains(hand); });
  });
  const bool reviewed =
      std::ranges::any_of(list.reviewers, [&signers](const std::string& by) { return signers.contains(by); });
  if (own || reviewed) {
    missing.push_back(lacking(
        "county-own-signature",
        {"签字人录入或审核过本名单，请换人签字", "a signer entered or reviewed the list: somebody else must sign"}));
  }
}

void allotment_gate(const GatedList& list, MissingEvidence& missing) {
  open_objections_at(list, "allotment", missing);
  upheld_since_freeze(list, missing);
  if (list.allotments.empty()) {
    missing.push_back(lacking("allotment-none", {"还没有登记资金下达文号，请登记",
                                                 "no allotment of money is on record: enter its document"}));
    return;
  }
  std::int64_t sum = 0;
  for (const auto& each : list.allotments) sum += each.fen;
  const auto total = list.freeze ? list.freeze->total_fen : 0;
  if (sum >= total) return;
  const auto short_by = yuan(total - sum);
  missing.push_back(lacking("allotment-short", {"下达资金比审定金额少 " + short_by + " 元，请补登或退回县定调整",
                                                "the allotment is " + short_by +
                                                    " yuan below what was decided: add to "
                                                    "it, or return the list to the county"}));
}

void payment_gate(const GatedList& list, MissingEvidence& missing) {
  if (!list.payment) {
    missing.push_back(lacking("payment-none", {"还没有生成发放清单，请先生成并送银行",
                                               "no payment was made yet: make the payment file and send it"}));
    return;
  }
  const auto& state = *list.payment;
  if (state.underway > 0) {
    const auto count = std::to_string(state.underway);
    missing.push_back(lacking("payment-underway", {"有 " + count + " 笔银行还没有回执，请导入回盘文件",
                                                   count + " payments have no answer: import the bank's results"}));
  }
  if (state.returned > 0) {
    const auto count = std::to_string(state.returned);
    missing.push_back(lacking("payment-returned", {"有 " + count + " 笔被银行退回，请更正后重发或注明原因结清",
                                                   count + " payments came back: correct and send them again, or close "
                                                           "them with a reason"}));
  }
  if (state.paid_fen + state.closed_fen != state.approved_fen && state.underway == 0 && state.returned == 0) {
    const auto apart = yuan(state.approved_fen - state.paid_fen - state.closed_fen);
    missing.push_back(lacking("payment-unequal",
                              {"实发与审定相差 " + apart + " 元：已撤出的户请在明细里注明原因注销，其余请查明后再继续",
                               "paid and approved differ by " + apart +
                                   " yuan: give up the payments of households that were withdrawn, find out why "
                                   "for the others"}));
  }
}

void second_notice_gate(const GatedList& list, Instant now, MissingEvidence& missing) {
  if (!list.second_notice) {
    missing.push_back(lacking("second-notice-not-posted", {"还没有张贴二次公示（救助对象、款物数额和使用情况），请张贴",
                                                           "who got what was not posted yet: post it"}));
    return;
  }
  const auto& notice = *list.second_notice;
  const bool shown = std::ranges::any_of(notice.photos, [&](const NoticePhoto& photo) {
    return photo.taken_at >= notice.posted_at && photo.taken_at <= now && !photo.seen_before &&
           photo.in_village.value_or(true);
  });
  if (shown) return;
  missing.push_back(lacking("second-notice-photo", {"二次公示没有张贴后在本村拍的照片，请补拍",
                                                    "the second notice has no photo of it hanging in the village: take "
                                                    "one"}));
}

void relieved_gate(const GatedList& list, MissingEvidence& missing) {
  if (list.results_confirmed) return;
  missing.push_back(lacking("relieved-unconfirmed", {"已救助数（D03、C02）还没有核对确认，请核对",
                                                     "the results (D03, C02) were not confirmed: look them through"}));
}

void follow_up_gate(const GatedList& list, MissingEvidence& missing) {
  if (list.follow_up && std::cmp_greater_equal(list.follow_up->households.size(), list.follow_up->wanted) &&
      visits_missing(*list.follow_up) == 0) {
    return;
  }
  missing.push_back(lacking("follow-up-visits", {"回访还没有完成，请按抽样名单回访",
                                                 "the follow-up is not done: visit or call the drawn households"}));
}

}  // namespace anlan::relief
