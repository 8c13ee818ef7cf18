#include <rapidcheck.h>
#include <catch2/catch.hpp>

#include "numbers.hpp"

namespace anlan::relief {
namespace {

std::string type_of(std::string_view written) {
  const auto read = parse_account_number(written);
  return read ? std::string{to_string(read->kind)} : read.error().type;
}

}  // namespace

TEST_CASE("the check digit of cards") {
  CHECK(luhn_holds("79927398713"));  // the example of ISO/IEC 7812-1
  CHECK_FALSE(luhn_holds("79927398710"));
  CHECK_FALSE(luhn_holds(""));
}

TEST_CASE("accounts: cards are checked, passbooks are taken") {
  const auto card = test::made_up_card("622848001234567890");
  CHECK(type_of(card) == "card");
  CHECK(type_of("'" + card.substr(0, 4) + " " + card.substr(4)) == "card");
  auto wrong = card;
  wrong.back() = wrong.back() == '9' ? '0' : static_cast<char>(wrong.back() + 1);
  CHECK(type_of(wrong) == "account-check-digit");
  CHECK(type_of("00000123456789012") == "passbook");
  CHECK(type_of("") == "account-empty");
  CHECK(type_of("6.22848E+18") == "account-rounded");
  CHECK(type_of("62284800一") == "account-characters");
  CHECK(type_of("6228480") == "account-length");
}

TEST_CASE("any one digit of a card changed is noticed, and not repeated") {
  CHECK(rc::check("cards", [] {
    std::string digits = "62";
    for (int i = 0; i < 16; ++i) digits += *rc::gen::inRange('0', static_cast<char>('9' + 1));
    auto card = test::made_up_card(digits);
    RC_ASSERT(type_of(card) == "card");
    auto& digit = card[*rc::gen::inRange<std::size_t>(2, card.size())];
    digit = static_cast<char>('0' + (digit - '0' + *rc::gen::inRange(1, 10)) % 10);
    const auto read = parse_account_number(card);
    RC_ASSERT_FALSE(read.has_value());
    RC_ASSERT(read.error().detail.zh.find(card.substr(0, 5)) == std::string::npos);
  }));
}

TEST_CASE("telephone numbers") {
  CHECK(parse_phone_number("１３８ 1234 5678").value() == "13812345678");
  CHECK(parse_phone_number("+86 138-1234-5678").value() == "13812345678");
  CHECK(parse_phone_number("(0391)1234567").value() == "03911234567");
  for (const auto* wrong :
       {"", "1381234567", "12812345678", "1234567", "138123456789", "1381234567a", "9391-1234567"}) {
    const auto read = parse_phone_number(wrong);
    REQUIRE_FALSE(read);
    CHECK(read.error().type == "phone-number");
  }
}

}  // namespace anlan::relief
