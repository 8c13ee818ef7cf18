#include "relief/payment_rules.hpp"

#include <algorithm>
#include <set>
#include <utility>

#include <fmt/format.h>

#include "relief/plan.hpp"

namespace anlan::relief {
namespace {

auto conflict(const char* type, Text what) { return fail(ProblemKind::conflict, type, std::move(what)); }

bool may_be_sent(LineState state) noexcept { return state == LineState::ready || state == LineState::returned; }

auto not_open() {
  return conflict("line-not-open", {"这笔正在银行处理、已付讫或已结清，不能再付现金或注销",
                                    "this payment is with the bank, paid or closed: it can neither be handed out nor "
                                    "given up"});
}

/// One field of the file: no separator, quote or line end in it, and nothing a spreadsheet would run.
bool harmless(const std::string& field) {
  constexpr std::string_view kFormula = "=+-@";
  return !field.empty() && kFormula.find(field.front()) == std::string_view::npos &&
         field.find_first_of(",\"\r\n\t") == std::string::npos;
}

}  // namespace

bool goes_to(const PaymentLine& line, std::string_view mark) noexcept {
  return line.payee.empty() || line.payee == mark || line.state == LineState::returned;
}

Result<void> check_sender(const std::vector<PaymentLine>& lines, const std::string& account) {
  const auto own = std::ranges::count(lines, account, &PaymentLine::confirmed_by);
  if (own == 0) return {};
  return conflict("own-confirmation",
                  {fmt::format("有 {} 户变更后的收款账户是您确认的，不能由您发放；请由另一名县级人员生成文件", own),
                   fmt::format("you confirmed the changed payees of {} households: another reviewer of the county "
                               "sends them",
                               own)});
}

Result<void> check_confirming(const OpenPayment& payment, const std::set<std::string>& hands,
                              const std::string& account) {
  if (!may_be_sent(payment.line.state)) return not_open();
  if (!payment.payee) {
    return conflict("key-not-held", {"本站没有打开该户收款账户的密钥，无法核对确认；请联系管理员从保管副本恢复密钥文件",
                                     "this site does not hold the key of this household's account: ask the "
                                     "administrator for the key file's safe copy"});
  }
  if (goes_to(payment.line, payment.mark)) {
    return conflict("payee-as-signed", {"这一户的收款人和账户与签字时一致，或银行已退回待更正，无须确认",
                                        "this household's payee is as signed, or the bank asked for a correction: "
                                        "nothing to confirm"});
  }
  if (!hands.contains(account)) return {};
  return conflict("own-change", {"这一户由您登记或更改过，收款账户须由另一名县级人员确认",
                                 "you entered or changed this household: another reviewer of the county confirms it"});
}

Problem all_held(const std::vector<OpenPayment>& held) {
  Problem out{.kind = ProblemKind::conflict,
              .type = "payee-changed",
              .detail = {fmt::format("待发的 {} 户收款人或账户与签字时不同，没有生成文件；请改回原账户，"
                                     "或由县级另一人核对后确认",
                                     held.size()),
                         fmt::format("the payees of all {} households were changed after signing, so no file was made: "
                                     "put the old account back, or let a second person of the county confirm",
                                     held.size())}};
  for (const auto& each : held) {
    out.errors.push_back({"/households/" + each.line.household,
                          {fmt::format("第 {} 号", each.number), fmt::format("no. {}", each.number)}});
  }
  return out;
}

std::vector<PaymentLine> lines_of(const std::string& campaign, const Snapshot& snapshot,
                                  const std::map<std::string, PaymentLine>& known) {
  std::vector<PaymentLine> lines;
  for (const auto& row : snapshot.rows) {
    PaymentLine line{
        .key = payment_key(campaign, row.household), .household = row.household, .fen = row.fen, .payee = row.payee};
    if (!known.contains(line.key)) lines.push_back(std::move(line));
  }
  return lines;
}

Result<void> check_sending(const std::string& campaign, const Snapshot& snapshot,
                           const std::vector<PaymentLine>& lines) {
  std::map<std::string, const Decided*> approved;
  for (const auto& row : snapshot.rows) approved.emplace(payment_key(campaign, row.household), &row);
  std::set<std::string> seen;
  std::vector<std::string> unlike;
  std::vector<std::string> twice;
  for (const auto& line : lines) {
    const auto found = approved.find(line.key);
    const bool same =
        found != approved.end() && found->second->household == line.household && found->second->fen == line.fen;
    if (!same) unlike.push_back(line.key);
    if (!may_be_sent(line.state) || !seen.insert(line.key).second) twice.push_back(line.key);
  }
  if (!unlike.empty()) {
    return conflict(
        "not-as-approved",
        {fmt::format("有 {} 笔与审定名单不一致（{}），不能发放；请按锁定的名单重新生成", unlike.size(), unlike.front()),
         fmt::format("{} payments are not as approved ({}): make them again from the frozen list", unlike.size(),
                     unlike.front())});
  }
  if (!twice.empty()) {
    return conflict(
        "pays-twice",
        {fmt::format("有 {} 笔已经发出、付讫或结清（{}），同一业务键不能再付；请只重发退回的", twice.size(),
                     twice.front()),
         fmt::format("{} payments are with the bank, paid or closed ({}): a key is never paid again; send only "
                     "what came back",
                     twice.size(), twice.front())});
  }
  return {};
}

PaymentLine sent(PaymentLine line) {
  line.state = LineState::sent;
  line.returned_for.reset();
  ++line.attempt;
  return line;
}

Result<PaymentLine> answered(PaymentLine line, const BankAnswer& answer) {
  const bool same = answer.attempt == line.attempt &&
                    ((answer.paid && line.state == LineState::paid) ||
                     (!answer.paid && line.state == LineState::returned && line.returned_for == answer.reason));
  if (answer.fen != line.fen) {
    return conflict(
        "amount-differs",
        {fmt::format("业务键 {}：银行回盘 {} 元，审定 {} 元；请与银行核对", line.key, yuan(answer.fen), yuan(line.fen)),
         fmt::format("key {}: the bank says {} yuan, approved were {}: clear it with the bank", line.key,
                     yuan(answer.fen), yuan(line.fen))});
  }
  if (same) return line;
  if (line.state != LineState::sent || answer.attempt != line.attempt) {
    return conflict(
        "answer-unexpected",
        {fmt::format("业务键 {}：回盘不是这笔最近一次发放的（现为 {}），没有采用；请核对文件", line.key,
                     to_string(line.state)),
         fmt::format("key {}: this does not answer the payment's last sending (it is {}) and was not taken: check "
                     "the file",
                     line.key, to_string(line.state))});
  }
  line.state = answer.paid ? LineState::paid : LineState::returned;
  if (!answer.paid) line.returned_for = answer.reason.value_or(ReturnReason::other);
  return line;
}

Result<PaymentLine> handed(PaymentLine line) {
  if (!may_be_sent(line.state)) return not_open();
  line.state = LineState::paid;
  line.returned_for.reset();
  return line;
}

Result<PaymentLine> closed(PaymentLine line) {
  if (!may_be_sent(line.state)) return not_open();
  line.state = LineState::closed;
  return line;
}

Result<std::string> payment_file(const Snapshot& snapshot, std::vector<PaymentLine> lines,
                                 const std::map<std::string, Payee>& payees) {
  std::ranges::sort(lines, {}, &PaymentLine::key);
  std::string out = "\xEF\xBB\xBF序号,业务键,发放次数,户名,身份证号,账号,金额(元)\r\n";
  std::int64_t sum = 0;
  std::size_t number = 0;
  std::vector<FieldFault> faults;
  for (const auto& line : lines) {
    const auto payee = payees.find(line.household);
    const bool whole = payee != payees.end() && harmless(payee->second.name) && harmless(payee->second.id_number) &&
                       harmless(payee->second.account);
    if (!whole) {
      faults.push_back({"/households/" + line.household,
                        {"户名、身份证号或账号缺失或含有不允许的符号，请改正",
                         "name, identity number or account is missing or has signs that "
                         "are not allowed: correct it"}});
      continue;
    }
    const auto& [name, id_number, account] = payee->second;
    out += fmt::format("{},{},{},{},{},{},{}\r\n", ++number, line.key, line.attempt, name, id_number, account,
                       yuan(line.fen));
    sum += line.fen;
  }
  out += fmt::format("合计,{},{},,,,{}\r\n", number, snapshot.hash, yuan(sum));
  if (faults.empty()) return out;
  Text detail{
      fmt::format("有 {} 户收款资料不全，没有生成文件；请先补齐", faults.size()),
      fmt::format("{} households cannot be paid like this, so no file was made: complete them first", faults.size())};
  return fail(
      {.kind = ProblemKind::invalid, .type = "bad-payee", .detail = std::move(detail), .errors = std::move(faults)});
}

}  // namespace anlan::relief
