#include "supplies/requisition_rules.hpp"

#include <set>
#include <utility>

#include <fmt/format.h>

#include "divisions/division.hpp"

namespace anlan::supplies {
namespace {

std::string at_line(std::size_t line, const char* field) { return "/lines/" + std::to_string(line) + field; }

Result<void> refused(ProblemKind kind, std::string type, std::vector<FieldFault> faults) {
  if (faults.empty()) return {};
  auto detail = faults.front().detail;
  return fail({.kind = kind, .type = std::move(type), .detail = std::move(detail), .errors = std::move(faults)});
}

/// "1,234.50" without the separators: "1234.50".
std::string yuan(Fen amount) { return fmt::format("{}.{:02}", amount / 100, amount % 100); }

}  // namespace

Result<void> check_requisition(const Requisition& requisition) {
  if (!requisition.unit && !requisition.contact.name) {
    return fail_field("/contact", "bad-requisition",
                      {"请填被征用的单位名称，或物主姓名", "name the organisation or the person it is taken from"});
  }
  const auto& day = requisition.return_by;
  if (!day) return {};
  if (!divisions::is_day(*day)) {
    return fail_field("/return_by", "bad-requisition", {"没有这个日期，请核对", "there is no such day; check it"});
  }
  if (*day < day_of(requisition.at)) {
    return fail_field("/return_by", "bad-requisition",
                      {"归还期限不能早于征用日期 " + day_of(requisition.at),
                       "it cannot be returned before it is taken, " + day_of(requisition.at)});
  }
  return {};
}

Result<void> check_redeem(const Requisition& requisition, const std::vector<Redeemed>& back) {
  std::vector<FieldFault> bad;
  std::vector<FieldFault> beyond;
  std::set<std::size_t> seen;
  for (std::size_t i = 0; i < back.size(); ++i) {
    const auto& one = back[i];
    if (one.line >= requisition.lines.size() || !seen.insert(one.line).second) {
      bad.push_back({at_line(i, "/line"), {"请对征用单上的每一行各填一次", "name each line of the paper once"}});
    } else if (one.returned + one.consumed == 0) {
      bad.push_back({at_line(i, "/returned"), {"请填归还数或消耗数", "say how many came back or were used up"}});
    } else if (one.damaged > one.returned) {
      bad.push_back({at_line(i, "/damaged"), {"损坏数不能多于归还数", "there cannot be more damaged than returned"}});
    } else if (const auto most = requisition.lines[one.line].outstanding(); one.returned + one.consumed > most) {
      const auto number = std::to_string(most);
      beyond.push_back({at_line(i, "/returned"),
                        {"这一行只剩 " + number + " 未归还或消耗，请核对",
                         "only " + number + " of this line are outstanding; check the numbers"}});
    }
  }
  return refused(ProblemKind::invalid, "bad-return", std::move(bad)).and_then([&] {
    return refused(ProblemKind::conflict, "more-than-taken", std::move(beyond));
  });
}

Requisition redeemed(Requisition requisition, const std::vector<Redeemed>& back) {
  for (const auto& one : back) {
    auto& line = requisition.lines[one.line];
    line.returned += one.returned;
    line.damaged += one.damaged;
    line.consumed += one.consumed;
  }
  return requisition;
}

Result<void> check_money(const Requisition& requisition) {
  const auto paid = requisition.paid();
  if (!requisition.due) {
    return fail(ProblemKind::conflict, "bad-compensation",
                {"请先确定应补偿金额，再登记付款", "settle on the compensation before anything is paid"});
  }
  if (paid <= *requisition.due) return {};
  return fail(ProblemKind::conflict, "bad-compensation",
              {"已付 " + yuan(paid) + " 元，超过应补偿的 " + yuan(*requisition.due) + " 元，请核对",
               "that makes " + yuan(paid) + " yuan paid, more than the " + yuan(*requisition.due) +
                   " yuan due; check the amounts"});
}

}  // namespace anlan::supplies
