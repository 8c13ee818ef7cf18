#include "relief/id_number.hpp"

#include <algorithm>
#include <array>
#include <optional>

#include "relief/written_number.hpp"

namespace anlan::relief {
namespace {

constexpr std::size_t kLength = 18;
constexpr std::size_t kOldLength = 15;
constexpr std::size_t kBirthAt = 6;
constexpr std::size_t kSexAt = 16;
constexpr std::chrono::hours kBeijing{8};

auto fault(const char* type, Text detail) { return fail(ProblemKind::invalid, type, std::move(detail)); }

int number_at(std::string_view digits, std::size_t at, std::size_t count) noexcept {
  int value = 0;
  for (const char digit : digits.substr(at, count)) value = value * 10 + (digit - '0');
  return value;
}

/// The two digits of a province, region or municipality (GB/T 2260); 83 is on residence permits of Taiwan's people.
bool known_region(int region) noexcept {
  constexpr std::array kRegions{11, 12, 13, 14, 15, 21, 22, 23, 31, 32, 33, 34, 35, 36, 37, 41, 42, 43,
                                44, 45, 46, 50, 51, 52, 53, 54, 61, 62, 63, 64, 65, 71, 81, 82, 83};
  return std::ranges::binary_search(kRegions, region);
}

std::optional<Day> birth_in(std::string_view number, Day today) noexcept {
  constexpr int kOldest = 1900;
  const Day birth{std::chrono::year{number_at(number, kBirthAt, 4)},
                  std::chrono::month{static_cast<unsigned>(number_at(number, kBirthAt + 4, 2))},
                  std::chrono::day{static_cast<unsigned>(number_at(number, kBirthAt + 6, 2))}};
  if (!birth.ok() || birth.year() < std::chrono::year{kOldest} || birth > today) return std::nullopt;
  return birth;
}

/// Only the form: eighteen characters of which the last may be X, or fifteen digits.
Result<void> check_form(std::string_view bare) {
  if (bare.empty()) {
    return fault("id-number-empty",
                 {"没有身份证号，请照身份证填写", "the identity number is missing; copy it from the card"});
  }
  if (rounded_by_spreadsheet(bare)) {
    return fault(
        "id-number-rounded",
        {"表格软件把身份证号当成了数字，末几位已经丢失；请把该列设为文本后照身份证重填",
         "the spreadsheet took the identity number for an amount and its last digits are lost; make the column "
         "text and copy the number from the card"});
  }
  if (bare.find_first_not_of("0123456789Xx") != std::string_view::npos) {
    return fault("id-number-characters", {"身份证号里有数字和末位 X 以外的字符，请照身份证改正",
                                          "the identity number has characters other than digits and a final X; correct "
                                          "it from the card"});
  }
  if (bare.size() != kLength && bare.size() != kOldLength) {
    const auto length = std::to_string(bare.size());
    return fault("id-number-length", {"身份证号有 " + length + " 位，应为 18 位（旧证 15 位），请照身份证改正",
                                      "the identity number has " + length +
                                          " characters, not 18 (15 on old cards); correct it from the card"});
  }
  if (!all_digits(bare.substr(0, bare.size() == kLength ? kLength - 1 : kOldLength))) {
    return fault("id-number-characters",
                 {"身份证号里的 X 只能是第 18 位，请照身份证改正",
                  "X can only be the eighteenth character of an identity number; correct it from "
                  "the card"});
  }
  return {};
}

std::string lengthen(std::string_view old) {
  auto number = std::string{old.substr(0, kBirthAt)} + "19" + std::string{old.substr(kBirthAt)};
  number += id_check_character(number);
  return number;
}

/// Spreadsheets keep fifteen digits of a number: the last three become zeros, which no card has.
Text check_digit_words(std::string_view number) {
  if (number.ends_with("000")) {
    return {"身份证号末三位是 000，像是被表格软件取整；请把该列设为文本后照身份证重填",
            "the identity number ends in 000, as if a spreadsheet had rounded it; make the column text and copy the "
            "number from the card"};
  }
  return {"身份证号的校验码不对，至少有一位写错；请照身份证逐位核对",
          "the check digit of the identity number is wrong, so at least one character is; compare it with the card"};
}

}  // namespace

Day day_of(Instant at) noexcept { return Day{std::chrono::floor<std::chrono::days>(at + kBeijing)}; }

std::string_view to_string(Sex sex) noexcept { return sex == Sex::male ? "male" : "female"; }

char id_check_character(std::string_view seventeen) noexcept {
  constexpr std::array kWeights{7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};
  constexpr std::string_view kCharacters = "10X98765432";
  int sum = 0;
  for (std::size_t i = 0; i < kWeights.size() && i < seventeen.size(); ++i) sum += (seventeen[i] - '0') * kWeights[i];
  return kCharacters[static_cast<std::size_t>(sum) % kCharacters.size()];
}

int age_on(Day birth, Day day) noexcept {
  const bool before_birthday = std::pair{day.month(), day.day()} < std::pair{birth.month(), birth.day()};
  return std::max(0, static_cast<int>((day.year() - birth.year()).count()) - (before_birthday ? 1 : 0));
}

Result<IdNumber> parse_id_number(std::string_view written, Day today) {
  const auto bare = bare_number(written);
  if (auto held = check_form(bare); !held) return fail(std::move(held.error()));
  const bool old = bare.size() == kOldLength;
  auto number = old ? lengthen(bare) : bare;
  if (number.back() == 'x') number.back() = 'X';
  if (!known_region(number_at(number, 0, 2))) {
    return fault("id-number-region",
                 {"身份证号前两位不是省级代码，请照身份证改正",
                  "the first two digits of the identity number are no province's; correct them from "
                  "the card"});
  }
  const auto birth = birth_in(number, today);
  if (!birth) {
    return fault("id-number-birth",
                 {"身份证号里的出生日期不存在或在今天以后，请照身份证改正第 7 至 14 位",
                  "the day of birth in the identity number does not exist or has not come yet; correct "
                  "its characters 7 to 14 from the card"});
  }
  if (number.back() != id_check_character(number)) return fault("id-number-check-digit", check_digit_words(number));
  const auto sex = (number[kSexAt] - '0') % 2 == 1 ? Sex::male : Sex::female;
  return IdNumber{.text = std::move(number), .birth = *birth, .sex = sex, .lengthened = old};
}

}  // namespace anlan::relief
