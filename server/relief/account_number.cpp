#include "relief/account_number.hpp"

#include "relief/written_number.hpp"

namespace anlan::relief {
namespace {

constexpr std::size_t kShortestCard = 16;
constexpr std::size_t kLongestCard = 19;

auto fault(const char* type, Text detail) { return fail(ProblemKind::invalid, type, std::move(detail)); }

bool union_pay(std::string_view digits) noexcept {
  return digits.starts_with("62") && digits.size() >= kShortestCard && digits.size() <= kLongestCard;
}

Result<void> check_form(std::string_view bare) {
  constexpr std::size_t kShortest = 8;
  constexpr std::size_t kLongest = 30;
  if (bare.empty()) {
    return fault("account-empty",
                 {"没有一卡通账号，请照存折或银行卡填写", "the account is missing; copy it from the passbook or card"});
  }
  if (rounded_by_spreadsheet(bare)) {
    return fault("account-rounded",
                 {"表格软件把账号当成了数字，末几位已经丢失；请把该列设为文本后重填",
                  "the spreadsheet took the account for an amount and its last digits are lost; make "
                  "the column text and enter it again"});
  }
  if (!all_digits(bare)) {
    return fault("account-characters",
                 {"账号里有数字以外的字符，请改正", "the account has characters other than digits; correct it"});
  }
  if (bare.size() < kShortest || bare.size() > kLongest) {
    const auto length = std::to_string(bare.size());
    return fault("account-length", {"账号有 " + length + " 位，不像存折或银行卡号，请核对",
                                    "an account of " + length + " digits is no passbook's or card's; check it"});
  }
  return {};
}

}  // namespace

std::string_view to_string(AccountKind kind) noexcept { return kind == AccountKind::card ? "card" : "passbook"; }

bool luhn_holds(std::string_view digits) noexcept {
  int sum = 0;
  bool doubled = false;
  for (auto at = digits.rbegin(); at != digits.rend(); ++at, doubled = !doubled) {
    const int value = (*at - '0') * (doubled ? 2 : 1);
    sum += value > 9 ? value - 9 : value;
  }
  return !digits.empty() && sum % 10 == 0;
}

Result<AccountNumber> parse_account_number(std::string_view written) {
  auto bare = bare_number(written);
  if (auto held = check_form(bare); !held) return fail(std::move(held.error()));
  if (!union_pay(bare)) return AccountNumber{.text = std::move(bare), .kind = AccountKind::passbook};
  if (luhn_holds(bare)) return AccountNumber{.text = std::move(bare), .kind = AccountKind::card};
  return fault("account-check-digit", {"银行卡号的校验位不对，至少有一位写错；请照银行卡逐位核对",
                                       "the check digit of the card number is wrong, so at least one digit is; compare "
                                       "it with the card"});
}

Result<std::string> parse_phone_number(std::string_view written) {
  constexpr std::size_t kMobile = 11;
  auto bare = bare_number(written);
  if (bare.starts_with("+86")) bare.erase(0, 3);
  if (bare.starts_with("0086")) bare.erase(0, 4);
  std::erase_if(bare, [](char sign) { return sign == '(' || sign == ')'; });
  const bool mobile = bare.size() == kMobile && bare[0] == '1' && bare[1] >= '3';
  const bool fixed = bare.size() >= kMobile - 1 && bare.size() <= kMobile + 1 && bare.starts_with('0');
  if (all_digits(bare) && (mobile || fixed)) return bare;
  return fault("phone-number", {"电话应为 11 位手机号，或带区号的座机号（如 0391-1234567），请核对",
                                "give a mobile number of 11 digits, or a fixed line with its area code (as "
                                "0391-1234567)"});
}

}  // namespace anlan::relief
