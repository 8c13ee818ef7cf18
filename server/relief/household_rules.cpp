#include "relief/household_rules.hpp"

#include <algorithm>
#include <set>
#include <utility>

#include "divisions/division.hpp"
#include "relief/account_number.hpp"
#include "relief/id_number.hpp"
#include "relief/written_number.hpp"

namespace anlan::relief {
namespace {

std::string member_at(std::size_t index, const char* field) {
  return "/members/" + std::to_string(index) + '/' + field;
}

tl::unexpected<Problem> bad(std::vector<FieldFault> faults) {
  Problem problem{.kind = ProblemKind::invalid, .type = "bad-household", .detail = faults.front().detail};
  problem.errors = std::move(faults);
  return fail(std::move(problem));
}

/// Half-width, without spaces at the ends.
std::string trimmed(std::string_view text) {
  auto out = half_width(text);
  const auto begin = out.find_first_not_of(" \t\n");
  if (begin == std::string::npos) return {};
  return out.substr(begin, out.find_last_not_of(" \t\n") - begin + 1);
}

/// Takes what was read, or the fault.
void keep(Result<std::string> read, std::string pointer, std::optional<std::string>& field,
          std::vector<FieldFault>& faults) {
  if (read) {
    field = std::move(*read);
  } else {
    faults.push_back({std::move(pointer), std::move(read.error().detail)});
  }
}

/// A spreadsheet would run it; nobody's name begins so.
bool is_formula(const std::string& text) { return text.find_first_of("=+-@|") == 0; }

void check_name(const std::string& name, std::string pointer, std::vector<FieldFault>& faults) {
  if (name.empty()) faults.push_back({std::move(pointer), {"请填写姓名", "give the name"}});
  if (is_formula(name)) {
    faults.push_back(
        {std::move(pointer),
         {"姓名以公式符号开头，不是姓名，请核对原表", "a name that begins like a formula is none; look at the table"}});
  }
}

void normalise_member(Member& member, std::size_t index, Instant now, std::vector<FieldFault>& faults) {
  member.name = trimmed(member.name);
  check_name(member.name, member_at(index, "name"), faults);
  if (member.id_number) {
    auto read = parse_id_number(*member.id_number, day_of(now)).map([&](const IdNumber& id) {
      member.lengthened = member.lengthened || id.lengthened;
      return id.text;
    });
    keep(std::move(read), member_at(index, "id_number"), member.id_number, faults);
  }
}

void check_members(const Personal& personal, std::vector<FieldFault>& faults) {
  std::set<std::string> numbers;
  for (std::size_t i = 0; i < personal.members.size(); ++i) {
    const auto& member = personal.members[i];
    if ((member.kinship == Kinship::head) != (i == 0)) {
      faults.push_back(
          {member_at(i, "kinship"), {"户主排第一，且只有一位", "the head comes first, and there is one only"}});
    }
    if (member.id_number && !numbers.insert(*member.id_number).second) {
      faults.push_back({member_at(i, "id_number"),
                        {"户内两人的身份证号相同，请照身份证核对（双胞胎的号码也不相同）",
                         "two members have one identity number; compare the cards (twins differ too)"}});
    }
  }
}

void check_figures(const HouseholdFacts& facts, const Personal& personal, std::vector<FieldFault>& faults) {
  if (facts.people < static_cast<std::int64_t>(personal.members.size())) {
    faults.push_back(
        {"/people", {"家庭人口少于所列成员数，请核对", "fewer people than members are listed; count again"}});
  }
  if (facts.needy > facts.people) {
    faults.push_back(
        {"/needy", {"需救助人口不能多于家庭人口，请核对", "no more people in need than there are; count again"}});
  }
  if (facts.circumstances.empty()) {
    faults.push_back(
        {"/circumstances", {"请至少选择一种受灾情形", "choose at least one thing the disaster did to the household"}});
  }
  std::set<NeedKind> kinds;
  for (std::size_t i = 0; i < facts.needs.size(); ++i) {
    if (kinds.insert(facts.needs[i].kind).second) continue;
    faults.push_back({"/needs/" + std::to_string(i) + "/kind",
                      {"同一种需求只填一行，请合并", "one line for each kind of need; add them up"}});
  }
}

void check_application(const std::optional<std::string>& day, Instant now, std::vector<FieldFault>& faults) {
  if (!day) return;
  if (!divisions::is_day(*day)) {
    faults.push_back(
        {"/applied_on", {"没有这一天，请按 2026-09-12 的样子填写", "there is no such day; write it like 2026-09-12"}});
  } else if (*day > format_time(now).substr(0, day->size())) {
    faults.push_back(
        {"/applied_on", {"申请日期在今天之后，请核对", "the application lies in the future; look at it again"}});
  }
}

}  // namespace

void normalise_people(Personal& personal, Instant now, std::vector<FieldFault>& faults) {
  for (std::size_t i = 0; i < personal.members.size(); ++i) normalise_member(personal.members[i], i, now, faults);
  personal.address = trimmed(personal.address);
  if (personal.address.empty()) {
    faults.push_back({"/address", {"请填写到门牌或村民小组的住址", "give the address to the door or the group"}});
  }
  if (personal.account) {
    auto read = parse_account_number(*personal.account).map([](const AccountNumber& account) { return account.text; });
    keep(std::move(read), "/account", personal.account, faults);
  }
  if (personal.phone) keep(parse_phone_number(*personal.phone), "/phone", personal.phone, faults);
  if (personal.account_name) {
    personal.account_name = trimmed(*personal.account_name);
    check_name(*personal.account_name, "/account_name", faults);
  }
}

Result<Statement> normalised(Statement statement, Instant now) {
  std::vector<FieldFault> faults;
  normalise_people(statement.personal, now, faults);
  check_application(statement.facts.applied_on, now, faults);
  if (!faults.empty()) return bad(std::move(faults));
  return statement;
}

Result<void> check_household(const Statement& statement, const HouseholdSurroundings& around) {
  std::vector<FieldFault> faults;
  const auto& village = statement.facts.village;
  if (!around.village_known || village.level() != Level::village || !village.within(around.county)) {
    faults.push_back({"/village", {"请选择本县的一个村（社区）", "choose a village of this county"}});
  }
  if (!around.hazard_known) {
    faults.push_back({"/hazard", {"没有这个灾种代码，请重选", "there is no such hazard; choose again"}});
  }
  check_members(statement.personal, faults);
  check_figures(statement.facts, statement.personal, faults);
  if (!faults.empty()) return bad(std::move(faults));
  return {};
}

Result<void> check_nobody_twice(const std::vector<Listed>& listed) {
  if (listed.empty()) return {};
  Problem problem{.kind = ProblemKind::conflict, .type = "person-on-list"};
  for (const auto& one : listed) {
    const auto number = std::to_string(one.ordinal);
    const Text listed_there{
        "此人已在" + one.village + "第 " + number + " 号（户主 " + one.head + "）名册中，请与该村核实后只保留一处",
        "this person stands on the list of " + one.village + " already, in household " + number + " (head " + one.head +
            "); ask there, and keep one of the two"};
    const Text paid_there{
        "此人所在的" + one.village + "第 " + number + " 号（户主 " + one.head +
            "）已撤出，但有一笔款项已发放或未了结，本年度不能重复登记；那一笔没有发出的，请发放岗位先注明原因注销",
        "this person's household " + number + " of " + one.village + " (head " + one.head +
            ") was withdrawn, but was paid or may be: he is not entered again this winter; a payment "
            "that was not made is given up first, with the reason"};
    problem.errors.push_back(
        {member_at(static_cast<std::size_t>(one.member), "id_number"), one.withdrawn ? paid_there : listed_there});
  }
  problem.detail = problem.errors.front().detail;
  return fail(std::move(problem));
}

Result<void> check_on_list(const Household& household) {
  if (household.state != HouseholdState::withdrawn) return {};
  return fail(ProblemKind::conflict, "household-withdrawn",
              {"该户已撤出名册，不能再改；确需救助请重新登记",
               "this household was taken off the list; enter it anew if it needs relief"});
}

ChangeWeight weigh_change(const Statement& before, const Statement& after) {
  const auto& was = before.facts;
  const auto& is = after.facts;
  const bool same = was.village == is.village && was.household_class == is.household_class &&
                    std::ranges::is_permutation(was.circumstances, is.circumstances) &&
                    std::ranges::is_permutation(was.vulnerabilities, is.vulnerabilities) &&
                    before.personal.head().name == after.personal.head().name;
  if (!same || is.people > was.people || is.needy > was.needy) return ChangeWeight::more;
  return is.people < was.people || is.needy < was.needy ? ChangeWeight::less : ChangeWeight::quiet;
}

std::vector<std::string> missing_in(const HouseholdFacts& facts, const Personal& personal) {
  std::vector<std::string> missing;
  for (std::size_t i = 0; i < personal.members.size(); ++i) {
    if (!personal.members[i].id_number) missing.push_back("members/" + std::to_string(i) + "/id_number");
  }
  if (static_cast<std::int64_t>(personal.members.size()) < facts.people) missing.emplace_back("members");
  if (!personal.phone) missing.emplace_back("phone");
  if (facts.pay_by == PayBy::card && !personal.account) missing.emplace_back("account");
  if (facts.needs.empty()) missing.emplace_back("needs");
  return missing;
}

}  // namespace anlan::relief
