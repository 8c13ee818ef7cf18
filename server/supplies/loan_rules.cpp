#include "supplies/loan_rules.hpp"

#include <set>
#include <utility>

#include "divisions/division.hpp"

namespace anlan::supplies {
namespace {

std::string at_line(std::size_t line, const char* field) { return "/lines/" + std::to_string(line) + field; }

Result<void> refused(ProblemKind kind, std::string type, std::vector<FieldFault> faults) {
  if (faults.empty()) return {};
  auto detail = faults.front().detail;
  return fail({.kind = kind, .type = std::move(type), .detail = std::move(detail), .errors = std::move(faults)});
}

}  // namespace

Result<void> check_loan(const Loan& loan) {
  if (!divisions::is_day(loan.due_on)) {
    return fail_field("/due_on", "bad-loan", {"没有这个日期，请核对应还日期", "there is no such day; check it"});
  }
  if (loan.due_on < day_of(loan.at)) {
    return fail_field("/due_on", "bad-loan",
                      {"应还日期不能早于借用日期 " + day_of(loan.at), "it cannot be due before " + day_of(loan.at)});
  }
  return {};
}

Result<void> check_loan_open(const Loan& loan) {
  if (loan.open()) return {};
  return fail(ProblemKind::conflict, "loan-closed",
              {"借用单 " + loan.number + " 已结清，不能再登记归还", "loan " + loan.number + " is settled already"});
}

Result<void> check_loan_return(const Loan& loan, const std::vector<Returned>& back) {
  std::vector<FieldFault> bad;
  std::vector<FieldFault> beyond;
  std::set<std::size_t> seen;
  for (std::size_t i = 0; i < back.size(); ++i) {
    const auto& one = back[i];
    if (one.line >= loan.lines.size() || !seen.insert(one.line).second) {
      bad.push_back({at_line(i, "/line"), {"请对借用单上的每一行各填一次", "name each line of the loan once"}});
    } else if (one.damaged > one.quantity) {
      bad.push_back({at_line(i, "/damaged"), {"损坏数不能多于归还数", "there cannot be more damaged than came back"}});
    } else if (const auto most = loan.lines[one.line].outstanding(); one.quantity > most) {
      const auto number = std::to_string(most);
      beyond.push_back(
          {at_line(i, "/quantity"),
           {"这一行只剩 " + number + " 未还，请核对", "only " + number + " of this line are outstanding"}});
    }
  }
  return refused(ProblemKind::invalid, "bad-return", std::move(bad)).and_then([&] {
    return refused(ProblemKind::conflict, "more-than-lent", std::move(beyond));
  });
}

Loan returned(Loan loan, const std::vector<Returned>& back) {
  for (const auto& one : back) {
    loan.lines[one.line].returned += one.quantity;
    loan.lines[one.line].damaged += one.damaged;
  }
  return loan;
}

}  // namespace anlan::supplies
