#include <rapidcheck.h>
#include <catch2/catch.hpp>

#include "numbers.hpp"
#include "relief/written_number.hpp"

namespace anlan::relief {
namespace {

using namespace std::chrono_literals;
using test::made_up_id;

constexpr Day kToday = 2026y / 11 / 27;

std::string type_of(std::string_view written, Day today = kToday) {
  const auto read = parse_id_number(written, today);
  return read ? "" : read.error().type;
}

/// Any valid day of birth between 1900 and today.
std::string any_id() {
  const auto first = std::chrono::sys_days{1900y / 1 / 1}.time_since_epoch().count();
  const auto last = std::chrono::sys_days{kToday}.time_since_epoch().count();
  const Day birth{std::chrono::sys_days{std::chrono::days{*rc::gen::inRange(first, last + 1)}}};
  return made_up_id(*rc::gen::element(410802, 410821, 110101, 659004), static_cast<int>(birth.year()),
                    static_cast<int>(static_cast<unsigned>(birth.month())),
                    static_cast<int>(static_cast<unsigned>(birth.day())), *rc::gen::inRange(1, 1000));
}

}  // namespace

TEST_CASE("the standard's own examples hold") {
  // GB 11643-1999, annex A.
  CHECK(id_check_character("11010519491231002") == 'X');
  CHECK(id_check_character("44052418800101001") == '4');
  const auto woman = parse_id_number("11010519491231002X", kToday);
  REQUIRE(woman);
  CHECK(woman->birth == 1949y / 12 / 31);
  CHECK(woman->sex == Sex::female);
  CHECK_FALSE(woman->lengthened);
  CHECK(age_on(woman->birth, kToday) == 76);
}

TEST_CASE("an identity number is read as clerks write it") {
  for (const auto* written : {"11010519491231002x", "'11010519491231002X", "110105 19491231 002X",
                              "110105-19491231-002X", "１１０１０５１９４９１２３１００２Ｘ", "　11010519491231002ｘ\t",
                              "\xEF\xBB\xBF"
                              "11010519491231002X",
                              "110105\xC2\xA0"
                              "19491231\xE2\x80\x8B"
                              "002X"}) {
    const auto read = parse_id_number(written, kToday);
    REQUIRE(read);
    CHECK(read->text == "11010519491231002X");
  }
}

TEST_CASE("fifteen digits become eighteen, and say so") {
  const auto read = parse_id_number("110105491231002", kToday);
  REQUIRE(read);
  CHECK(read->text == "11010519491231002X");
  CHECK(read->lengthened);
  CHECK(read->sex == Sex::female);
  CHECK(type_of("110105491331002") == "id-number-birth");
}

TEST_CASE("each fault has its name") {
  CHECK(type_of("") == "id-number-empty");
  CHECK(type_of(" 　") == "id-number-empty");
  CHECK(type_of("4.10882E+17") == "id-number-rounded");
  CHECK(type_of("4.10882e17") == "id-number-rounded");
  CHECK(type_of("41088219900101123") == "id-number-length");
  CHECK(type_of("4108821990010112345") == "id-number-length");
  CHECK(type_of("1101051949123100X2") == "id-number-characters");
  CHECK(type_of("11010549123100X") == "id-number-characters");
  CHECK(type_of("41088219900101四23X") == "id-number-characters");
  CHECK(type_of("\xff\xfe"
                "0105194912310028") == "id-number-characters");
  CHECK(type_of("99010519491231002X") == "id-number-region");
  CHECK(type_of(made_up_id(410882, 2023, 2, 29, 1)) == "id-number-birth");
  CHECK(type_of(made_up_id(410882, 2024, 2, 29, 1)).empty());
  CHECK(type_of(made_up_id(410882, 1990, 0, 10, 1)) == "id-number-birth");
  CHECK(type_of(made_up_id(410882, 1899, 12, 31, 1)) == "id-number-birth");
  CHECK(type_of("110105194912310021") == "id-number-check-digit");
}

TEST_CASE("nobody is born after today") {
  const auto number = made_up_id(410882, 2026, 11, 27, 1);
  CHECK(type_of(number, 2026y / 11 / 27).empty());
  CHECK(type_of(number, 2026y / 11 / 26) == "id-number-birth");
}

TEST_CASE("a number that a spreadsheet rounded is told from one mistyped") {
  const auto rounded = parse_id_number("410882199001011000", kToday);
  REQUIRE_FALSE(rounded);
  CHECK(rounded.error().detail.en.find("spreadsheet") != std::string::npos);
}

TEST_CASE("full years") {
  CHECK(age_on(2000y / 11 / 27, kToday) == 26);
  CHECK(age_on(2000y / 11 / 28, kToday) == 25);
  CHECK(age_on(2004y / 2 / 29, 2025y / 2 / 28) == 20);
  CHECK(age_on(2004y / 2 / 29, 2025y / 3 / 1) == 21);
  CHECK(age_on(2027y / 1 / 1, kToday) == 0);
  CHECK(day_of(parse_time("2026-11-27T00:10:00+08:00").value()) == kToday);
}

TEST_CASE("every valid number is read back, and any one character changed is noticed") {
  CHECK(rc::check("id numbers", [] {
    const auto number = any_id();
    const auto read = parse_id_number(number, kToday);
    RC_ASSERT(read.has_value());
    RC_ASSERT(read->text == number);
    auto spoilt = number;
    auto& character = spoilt[*rc::gen::inRange<std::size_t>(0, 17)];
    character = static_cast<char>('0' + (character - '0' + *rc::gen::inRange(1, 10)) % 10);
    RC_ASSERT_FALSE(parse_id_number(spoilt, kToday).has_value());
    // Two neighbours exchanged are noticed too, which is what the weights are for.
    auto exchanged = number;
    const auto at = *rc::gen::inRange<std::size_t>(0, 16);
    std::swap(exchanged[at], exchanged[at + 1]);
    RC_ASSERT((exchanged == number || !parse_id_number(exchanged, kToday).has_value()));
  }));
}

TEST_CASE("no message repeats a number") {
  CHECK(rc::check("faults say nothing of the holder", [] {
    auto number = any_id();
    number[*rc::gen::inRange<std::size_t>(0, 18)] = *rc::gen::element('0', '7', 'X', 'q', ' ');
    if (*rc::gen::arbitrary<bool>()) number.pop_back();
    const auto read = parse_id_number(number, kToday);
    if (read) return;
    const auto said = read.error().detail.zh + read.error().detail.en + read.error().type + read.error().internal;
    bool repeated = false;
    for (std::size_t at = 0; at + 4 <= number.size(); ++at) {
      repeated = repeated || said.find(number.substr(at, 4)) != std::string::npos;
    }
    RC_ASSERT_FALSE(repeated);
  }));
}

TEST_CASE("whatever comes in, an answer comes out") {
  CHECK(rc::check("any bytes", [] {
    const auto bytes = *rc::gen::arbitrary<std::string>();
    (void)parse_id_number(bytes, kToday);
    (void)parse_account_number(bytes);
    (void)parse_phone_number(bytes);
    RC_ASSERT(bare_number(bytes).size() <= bytes.size());
  }));
}

TEST_CASE("full-width signs become plain ones, the rest stays") {
  CHECK(half_width("Ａｂ１２（西）　村") == "Ab12(西) 村");
  CHECK(half_width("\xff张") == "\xff张");
  CHECK(bare_number("6228 4800—1234·5678’") == "6228480012345678");
  CHECK(rounded_by_spreadsheet("6.22848E+18"));
  CHECK_FALSE(rounded_by_spreadsheet("E12"));
  CHECK_FALSE(rounded_by_spreadsheet("12E"));
}

}  // namespace anlan::relief
