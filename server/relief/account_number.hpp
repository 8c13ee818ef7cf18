#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/result.hpp"

namespace anlan::relief {

enum class AccountKind : std::uint8_t {
  card,      ///< a bank card: its last digit was checked
  passbook,  ///< an account number (一折通), which has no check digit of a common kind
};

[[nodiscard]] std::string_view to_string(AccountKind kind) noexcept;

/// 一卡(折)通账号 (D03007).
struct AccountNumber {
  std::string text;  ///< digits only
  AccountKind kind = AccountKind::card;
};

/// The check of ISO/IEC 7812-1 annex B over all digits.
[[nodiscard]] bool luhn_holds(std::string_view digits) noexcept;

/// Reads an account as clerks write it: full-width digits, groups of four, a leading apostrophe. What begins with 62
/// and has 16 to 19 digits is a card of China UnionPay and must hold its check digit; other numbers are accounts of
/// passbooks or old cards and are taken as they are.
///
/// Problems, none of which repeats the number: `account-empty`, `account-rounded` (a spreadsheet took it for an
/// amount), `account-characters`, `account-length` (8 to 30 digits), `account-check-digit`.
[[nodiscard]] Result<AccountNumber> parse_account_number(std::string_view written);

/// Reads a telephone number: a mobile number of the mainland (11 digits, with or without +86), or a fixed line with its
/// area code (10 to 12 digits with the leading 0). Problem `phone-number`, which does not repeat it.
[[nodiscard]] Result<std::string> parse_phone_number(std::string_view written);

}  // namespace anlan::relief
