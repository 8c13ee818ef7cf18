#include "relief/household_money_rules.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include <nlohmann/json.hpp>

#include "relief/household_entries.hpp"

namespace anlan::relief {
namespace {

Text joined(const Text& first, const Text& second) { return {first.zh + second.zh, first.en + ' ' + second.en}; }

/// A list goes back to be decided anew as long as no money was sent.
Text remedy(const ListStanding& list) {
  if (list.money_out) {
    return {
        "款项已发出或已注销，名单不能再退回：确需救助的请县级审定人员开“补充批次”，在其中登记，另行公示、审定和发放；有"
        "疑问的请在“监督”立案核查。",
        "Money went out or was given up, so the list does not go back: who needs relief is entered in a supplement "
        "that the county opens, with a notice, a decision and a payment of its own; for what is wrong open an "
        "inquiry."};
  }
  return {"尚未发款：请审定岗位在“办理进度”把名单退回之前的环节，再改。",
          "No money was sent yet: have the deciding office return the list to an earlier stage, then do it."};
}

tl::unexpected<Problem> list_decided(const ListStanding& list, const Text& what, std::vector<FieldFault> faults) {
  const auto title = std::string{title_of(list.stage)};
  Problem problem{.kind = ProblemKind::conflict,
                  .type = "list-decided",
                  .detail = joined({"本村名单和金额已审定，现在「" + title + "」环节，" + what.zh + "。",
                                    "List and amounts of this village were decided: " + what.en + "."},
                                   remedy(list)),
                  .errors = std::move(faults)};
  return fail(std::move(problem));
}

bool same(const Member& a, const Member& b) {
  return a.name == b.name && a.id_number == b.id_number && a.kinship == b.kinship && a.health == b.health;
}

/// Whether the people are still there: each by his number or, without one, by his name.
bool keeps_everybody(const Personal& before, const Personal& after) {
  return std::ranges::all_of(before.members, [&](const Member& member) {
    return std::ranges::any_of(after.members, [&](const Member& other) {
      return member.id_number ? member.id_number == other.id_number : member.name == other.name;
    });
  });
}

struct DecidedField {
  const char* name;
  Text title;
};
const std::array<DecidedField, 8> kDecidedFields{{{"class", {"家庭类型", "class"}},
                                                  {"people", {"家庭人口", "people"}},
                                                  {"needy", {"需救助人口", "people in need"}},
                                                  {"hazard", {"灾种", "hazard"}},
                                                  {"circumstances", {"受灾情形", "circumstances"}},
                                                  {"vulnerabilities", {"困难情形", "vulnerabilities"}},
                                                  {"needs", {"需求", "needs"}},
                                                  {"applied_on", {"申请日期", "day of the application"}}}};

FieldFault decided_field(const std::string& name, const Text& title) {
  return {"/" + name, {title.zh + "已随名单审定", title.en + ": decided with the list"}};
}

std::vector<FieldFault> changed_fields(const Statement& before, const Statement& after) {
  std::vector<FieldFault> out;
  const auto was = facts_json(before.facts);
  const auto is = facts_json(after.facts);
  for (const auto& [name, title] : kDecidedFields) {
    if (was.at(name) != is.at(name)) out.push_back(decided_field(name, title));
  }
  if (!std::ranges::equal(before.personal.members, after.personal.members, same)) {
    out.push_back(decided_field("members", {"家庭成员", "members"}));
  }
  return out;
}

Result<void> check_people_kept(const HouseholdChange& change) {
  if (!change.line || !is_promised(*change.line)) return {};
  if (keeps_everybody(change.before.personal, change.after.personal)) return {};
  if (*change.line == LineState::ready || *change.line == LineState::returned) {
    return fail(
        ProblemKind::conflict, "money-under-way",
        {"该户有待发的款项，不能减少成员或更换身份证号；号码有误而发不出的，核实本人后登记现金签收；不应发的注明原因注"
         "销该笔（注销后本年度不能再发）",
         "a payment of this household is waiting: nobody is left out and no identity number changes; where a "
         "mistyped number stops it, make sure who it is and hand the money out in cash; if nothing is due, have "
         "the payment given up, after which this campaign cannot pay it"});
  }
  return fail(
      ProblemKind::conflict, "already-paid",
      {"该户的款项已送银行或已发放，不能减少成员或更换身份证号；发错的请在“监督”立案核查追回，待回盘的请先登记回盘",
       "money went to this household: nobody is left out and no identity number changes; for what is wrong open "
       "an inquiry to recover it, and enter the bank's answer first if it is awaited"});
}

Result<void> check_moving(const HouseholdChange& change) {
  if (change.from.village == change.to.village) return {};
  if (is_fixed(change.from)) {
    return list_decided(
        change.from,
        {"该户随本村名单发放，不能改到别的村", "the household is paid with this list and is moved to no other village"},
        {decided_field("village", {"所在村", "village"})});
  }
  return check_entering(change.to);
}

std::string counted(std::int64_t count, const char* what) { return std::to_string(count) + what; }

}  // namespace

Result<void> check_entering(const ListStanding& list) {
  if (!is_decided(list.stage) || list.stands) return {};
  return list_decided(list, {"不能再登入或移入新户", "no household is entered or moved there any more"},
                      {{"/village", {"该村名单已审定", "the list of this village is decided"}}});
}

Result<void> check_withdrawing(const std::optional<LineState>& line) {
  if (line == LineState::sent) {
    return fail(ProblemKind::conflict, "already-paid",
                {"该户的款项已送银行，不能撤出；请先登记银行回盘，退回的注销后再撤出",
                 "this household's money is with the bank: enter the bank's answer first, and give a returned payment "
                 "up before you withdraw the household"});
  }
  if (line == LineState::paid) {
    return fail(
        ProblemKind::conflict, "already-paid",
        {"该户的款项已发放，不能撤出；发错的请在“监督”立案核查追回",
         "this household was paid and stays on the list; if it was wrong, open an inquiry to recover the money"});
  }
  return {};
}

Result<void> check_changing(const HouseholdChange& change) {
  if (auto held = check_people_kept(change); !held) return held;
  if (auto held = check_moving(change); !held) return held;
  if (!is_fixed(change.from)) return {};
  auto faults = changed_fields(change.before, change.after);
  if (faults.empty()) return {};
  return list_decided(change.from,
                      {"只能改电话、住址、账号、户名、发放方式和备注",
                       "phone, address, account, its holder, the way of payment and the note may change, nothing else"},
                      std::move(faults));
}

Result<void> check_handing(const Household& household) {
  if (household.state != HouseholdState::withdrawn) return {};
  return fail(ProblemKind::conflict, "household-withdrawn",
              {"该户已撤出名册，不能发给现金；请注明原因注销这一笔",
               "this household was taken off the list: hand it no cash, and give the payment up with the reason"});
}

Result<void> check_paid_nowhere_else(const std::vector<PaidElsewhere>& elsewhere) {
  if (elsewhere.empty()) return {};
  Problem problem{.kind = ProblemKind::conflict, .type = "paid-elsewhere"};
  for (const auto& [household, ordinal, other, village] : elsewhere) {
    const auto number = std::to_string(ordinal);
    const auto paid = std::to_string(other);
    const Text moved{"第 " + number + " 号户随“" + village + "”的名单发放：请把该户的村改回“" + village + "”",
                     "household " + number + " is paid with the list of " + village + ": change its village back"};
    const Text twin{"第 " + number + " 号户有人已列入“" + village + "”第 " + paid +
                        " 号户的发放：请与该村核实，把此人或该户从本村撤出；那一笔不该发且未发的，请先注销",
                    "somebody of household " + number + " is paid with household " + paid + " of " + village +
                        ": ask there, and take him or the household off this list; a payment there that is wrong and "
                        "not made is given up first"};
    problem.errors.push_back({"/households/" + household, ordinal == other ? moved : twin});
  }
  const auto count = std::to_string(elsewhere.size());
  problem.detail = {"有 " + count + " 户或其成员已在别的村发放，本村不能再发，请逐户处理后再办",
                    count + " households, or somebody of them, are paid with another village's list: see to each"};
  return fail(std::move(problem));
}

Result<void> check_closing(const UnderWay& business) {
  const auto money = business.ready + business.sent + business.returned;
  if (money > 0) {
    return fail(ProblemKind::conflict, "money-under-way",
                {"还有 " + std::to_string(money) + " 笔款项没有了结（待发 " + std::to_string(business.ready) +
                     "、在银行 " + std::to_string(business.sent) + "、退回 " + std::to_string(business.returned) +
                     "），结束后不能再登记；请先登记回盘或签收，不再发的注明原因注销",
                 std::to_string(money) + " payments are not at their end (" + counted(business.ready, " waiting, ") +
                     counted(business.sent, " with the bank, ") + counted(business.returned, " returned") +
                     "), and nothing can be recorded afterwards: enter the bank's answers and the signatures, and give "
                     "up with a reason what will not be paid"});
  }
  if (business.objections == 0) return {};
  const auto count = std::to_string(business.objections);
  return fail(
      ProblemKind::conflict, "objections-open",
      {"还有 " + count + " 件异议没有答复，结束后不能再答复；请乡镇（街道）先办结",
       count + " objections are open, and cannot be answered afterwards: have the townships settle them first"});
}

}  // namespace anlan::relief
