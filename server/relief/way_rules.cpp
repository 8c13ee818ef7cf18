#include "relief/way_rules.hpp"

#include <algorithm>
#include <string>
#include <utility>

#include "relief/gate_evidence.hpp"

namespace anlan::relief {
namespace {

bool had_a_hand(const GatedList& list, std::string_view account) {
  return std::ranges::any_of(list.rows,
                             [account](const GatedRow& row) { return row.hands.contains(std::string{account}); });
}

Problem own_entry() {
  return {.kind = ProblemKind::forbidden,
          .type = "own-entry",
          .detail = {"您录入、修改或审核过本名单，不能再由您审定，请换人办理",
                     "you entered, changed or reviewed this list: somebody else must decide on it"}};
}

}  // namespace

std::vector<Problem> missing_at_gate(const GatedList& list, const GateRules& rules, Instant now) {
  MissingEvidence missing;
  switch (list.stage) {
    case Stage::report:
      report_gate(list, missing);
      break;
    case Stage::village_review:
      review_gate(list, now, missing);
      break;
    case Stage::public_notice:
      notice_gate(list, rules, now, missing);
      break;
    case Stage::township_review:
      township_gate(list, rules, now, missing);
      break;
    case Stage::county_decision:
      county_gate(list, rules, now, missing);
      break;
    case Stage::allotment:
      allotment_gate(list, missing);
      break;
    case Stage::payment:
      payment_gate(list, missing);
      break;
    case Stage::second_notice:
      second_notice_gate(list, now, missing);
      break;
    case Stage::relieved:
      relieved_gate(list, missing);
      break;
    case Stage::follow_up:
      follow_up_gate(list, missing);
      break;
    case Stage::finished:
      break;
  }
  return missing;
}

Result<Stage> pass_gate(const GatedList& list, const GateRules& rules, std::string_view by, Instant now) {
  if (list.stage == Stage::finished) {
    return fail(ProblemKind::conflict, "way-finished",
                {"本村名单已经办结，无需再办", "this list is at its end already"});
  }
  const bool reviews = list.stage == Stage::township_review || list.stage == Stage::county_decision;
  if (reviews && had_a_hand(list, by)) return fail(own_entry());
  if (list.stage == Stage::county_decision && list.reviewers.contains(std::string{by})) return fail(own_entry());
  const auto missing = missing_at_gate(list, rules, now);
  if (missing.empty()) return static_cast<Stage>(static_cast<int>(list.stage) + 1);
  Problem closed{
      .kind = ProblemKind::conflict,
      .type = "gate-closed",
      .detail = {std::string{title_of(list.stage)} + "还缺 " + std::to_string(missing.size()) + " 项，请先补齐",
                 "the gate of this stage misses " + std::to_string(missing.size()) + " things: see to them"}};
  for (const auto& each : missing) closed.errors.push_back({"/" + each.type, each.detail});
  return fail(std::move(closed));
}

Result<void> check_return(const GatedList& list, Stage to, std::string_view reason) {
  if (to >= list.stage || reason.empty()) {
    return fail(ProblemKind::invalid, "bad-return",
                {"退回须注明理由，并退到之前的环节", "a return needs a reason and goes to an earlier stage"});
  }
  const bool sent = list.payment && (list.payment->paid_fen > 0 || list.payment->underway > 0 ||
                                     list.payment->returned > 0 || list.payment->closed_fen > 0);
  if (!sent || to >= Stage::payment) return {};
  return fail(ProblemKind::conflict, "already-paid",
              {"资金已经发出，名单不能再退回发放之前；有问题请立案处理",
               "money went out, so the list cannot go back behind payment: open a case for what is wrong"});
}

Result<void> check_signature(const GatedList& list, const Signature& signature) {
  if (list.stage != Stage::county_decision || !list.freeze) {
    return fail(
        lacking("county-not-frozen", {"名单不在县定环节或还没有锁定，不能签字",
                                      "the list is not at the county's gate, or not frozen: it cannot be signed"}));
  }
  if (signature.snapshot != list.freeze->snapshot || signature.snapshot != list.current_snapshot) {
    return fail(lacking("county-changed", {"您看到的名单已经变动，请刷新核对后再签",
                                           "the list is not what you saw: look at it again before signing"}));
  }
  if (had_a_hand(list, signature.by) || list.reviewers.contains(signature.by)) return fail(own_entry());
  if (std::ranges::find(list.freeze->signatures, signature.by, &Signature::by) != list.freeze->signatures.end()) {
    return fail(lacking("signed-already",
                        {"您已经签过字，请由另一人签第二个", "you signed already: the second signature is another's"}));
  }
  return {};
}

Result<void> check_objecting(const GatedList& list) {
  constexpr std::int64_t kMostOpen = 200;
  const auto open = std::ranges::count_if(list.objections, [](const Objection& each) { return !each.settled_at; });
  if (open < kMostOpen) return {};
  return fail(
      lacking("too-many-objections", {"本公示待答复的异议已经很多，请到乡镇（街道）当面提出",
                                      "many objections to this notice are open: go to the township in person"}));
}

bool is_late(const GatedList& list) noexcept { return list.stage >= Stage::payment; }

Result<void> check_settling(const GatedList& list, const Objection& objection, std::string_view by) {
  const auto row = std::ranges::find(list.rows, objection.household, &GatedRow::household);
  if (row == list.rows.end() || !row->hands.contains(std::string{by})) return {};
  return fail(own_entry());
}

Result<void> check_payer(const GatedList& list, std::string_view by) {
  const bool signed_it =
      list.freeze && std::ranges::find(list.freeze->signatures, by, &Signature::by) != list.freeze->signatures.end();
  if (!signed_it && !had_a_hand(list, by) && !list.reviewers.contains(std::string{by})) return {};
  return fail(ProblemKind::forbidden, "own-decision",
              {"您录入、审核或签字审定过本名单，不能再由您发放，请换人办理",
               "you entered, reviewed or signed this list: somebody else must pay it out"});
}

}  // namespace anlan::relief
