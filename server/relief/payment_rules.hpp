#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "relief/payment.hpp"

namespace anlan::relief {

/// Lines to be paid out of a frozen list: one for each row, its amount, nothing else. Rows whose key was paid or is
/// underway already get none. `known` are the lines of the campaign so far, by key.
[[nodiscard]] std::vector<PaymentLine> lines_of(const std::string& campaign, const Snapshot& snapshot,
                                                const std::map<std::string, PaymentLine>& known);

/// Whether these lines may be sent: each stands in the snapshot that was signed, with the same household and amount,
/// none twice, and none is paid, underway or closed. Problem `not-as-approved` (409), `pays-twice` (409); names the
/// keys.
[[nodiscard]] Result<void> check_sending(const std::string& campaign, const Snapshot& snapshot,
                                         const std::vector<PaymentLine>& lines);

/// Whether money may go to whom the household now names: as signed or confirmed since, or the bank sent it back and
/// asked for a correction. What was frozen without payees goes to whom the household names.
[[nodiscard]] bool goes_to(const PaymentLine& line, std::string_view mark) noexcept;

/// Whether this account may send these lines: whoever let another payee pass does not execute it. Problem
/// `own-confirmation` (409).
[[nodiscard]] Result<void> check_sender(const std::vector<PaymentLine>& lines, const std::string& account);

/// Whether this account may let the payee pass. `hands` are those who entered or changed the household. Problems:
/// `line-not-open` (409), `payee-as-signed` (409) when there is nothing to confirm, `own-change` (409), `key-not-held`
/// (409).
[[nodiscard]] Result<void> check_confirming(const OpenPayment& payment, const std::set<std::string>& hands,
                                            const std::string& account);

/// Nobody can be paid as the household now stands. Problem `payee-changed` (409); names the numbers on the list.
[[nodiscard]] Problem all_held(const std::vector<OpenPayment>& held);

/// The line after it was sent (again).
[[nodiscard]] PaymentLine sent(PaymentLine line);

/// The line after the bank's answer. A second answer that says the same changes nothing. Problems: `amount-differs`
/// (409) when the bank paid another amount, `answer-unexpected` (409) when the line was never sent, was sent again
/// since, or its end is known and another.
[[nodiscard]] Result<PaymentLine> answered(PaymentLine line, const BankAnswer& answer);

/// The line after its household took the money in cash and signed for it. Problem `line-not-open` (409) when it is with
/// the bank, paid or closed.
[[nodiscard]] Result<PaymentLine> handed(PaymentLine line);

/// Whether a line may be given up: it is not with the bank and not paid. Problem `line-not-open` (409).
[[nodiscard]] Result<PaymentLine> closed(PaymentLine line);

/// The bank's file for 一卡通: CSV in UTF-8 with a byte order mark, CRLF, one line for each payment in the order of the
/// keys — 序号, 业务键, 发放次数, 户名, 身份证号, 账号, 金额(元) — after which a line gives count, sum and the
/// snapshot's hash. The same lines give the same bytes. Problem `bad-payee` (422) names the households whose account or
/// name is missing or could be read as a formula.
[[nodiscard]] Result<std::string> payment_file(const Snapshot& snapshot, std::vector<PaymentLine> lines,
                                               const std::map<std::string, Payee>& payees);

}  // namespace anlan::relief
