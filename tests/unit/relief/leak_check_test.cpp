#include <array>
#include <filesystem>
#include <fstream>
#include <random>
#include <sstream>

#include <rapidcheck.h>
#include <catch2/catch.hpp>

#include "numbers.hpp"
#include "relief/leak_check.hpp"
#include "support/paths.hpp"

namespace anlan::relief {
namespace {

using test::made_up_card;
using test::made_up_id;

std::string digits(int count) {
  std::string out;
  for (int i = 0; i < count; ++i) out += *rc::gen::inRange('0', static_cast<char>('9' + 1));
  return out;
}

std::string planted_id() {
  return made_up_id(*rc::gen::element(410802, 410821, 410882, 110101, 650105), *rc::gen::inRange(1920, 2026),
                    *rc::gen::inRange(1, 13), *rc::gen::inRange(1, 29), *rc::gen::inRange(1, 1000));
}

struct Planted {
  LeakKind kind;
  std::string number;
};

Planted planted() {
  switch (*rc::gen::inRange(0, 4)) {
    case 0:
      return {LeakKind::id_number, planted_id()};
    case 1: {
      auto old = planted_id();
      return {LeakKind::id_number, old.substr(0, 6) + old.substr(8, 9)};
    }
    case 2:
      return {LeakKind::bank_card, made_up_card("6299999999" + digits(*rc::gen::element(5, 6, 7, 8)))};
    default:
      return {LeakKind::phone, "1" + std::to_string(*rc::gen::inRange(3, 10)) + digits(9)};
  }
}

std::string full_width(const std::string& number) {
  std::string out;
  for (const char sign : number) {
    const auto value = static_cast<unsigned>(static_cast<unsigned char>(sign)) + 0xFEE0U;
    out += static_cast<char>(0xE0U | (value >> 12U));
    out += static_cast<char>(0x80U | ((value >> 6U) & 0x3FU));
    out += static_cast<char>(0x80U | (value & 0x3FU));
  }
  return out;
}

std::string escaped(const std::string& number, const char* before, const char* after) {
  std::string out;
  for (const char sign : number) out += fmt::format("{}{:x}{}", before, static_cast<int>(sign), after);
  return out;
}

std::string parted(const std::string& number, const std::string& by) {
  std::string out;
  const auto size = *rc::gen::inRange<std::size_t>(1, 8);
  for (std::size_t at = 0; at < number.size(); at += size) out += (at == 0 ? "" : by) + number.substr(at, size);
  return out;
}

std::string disguised(const std::string& number) {
  static const std::vector<std::string> kSeparators{" ", "-", "—", "　", "·", "\xC2\xA0", "&nbsp;", "  "};
  static const std::vector<std::string> kWeightless{"<wbr>", "</b><b>", "</t></r><r><t>", "\xE2\x80\x8B"};
  switch (*rc::gen::inRange(0, 8)) {
    case 0:
      return number;
    case 1:
      return full_width(number);
    case 2:
      return escaped(number, "\\u00", "");
    case 3:
      return escaped(number, "&#x", ";");
    case 4:
      return escaped(number, "%", "");
    case 5:
      return parted(number, *rc::gen::elementOf(kSeparators));
    case 6:
      return parted(number, *rc::gen::elementOf(kWeightless));
    default:
      return full_width(parted(number, "-"));
  }
}

std::string around(const std::string& number) {
  static const std::vector<std::pair<std::string, std::string>> kPlaces{{"", ""},
                                                                        {"张三", "，家住石荆村"},
                                                                        {"{\"id\":\"", "\",\"n\":3}"},
                                                                        {"<td>", "</td><td>300</td>"},
                                                                        {"<c t=\"inlineStr\"><is><t>", "</t></is></c>"},
                                                                        {"12,张三,", ",4,600.00\r\n"},
                                                                        {"/list?id=", "&page=2"},
                                                                        {"ID", ""},
                                                                        {"tel:", "x2"},
                                                                        {"3.", "\n"},
                                                                        {"0190c5e2-7d3f-7abc-8def-0123456789ab ,", ";"},
                                                                        {"共 3 户；", "。"}};
  const auto [before, after] = *rc::gen::elementOf(kPlaces);
  return before + number + after;
}

std::string read(const std::filesystem::path& file) {
  std::ostringstream out;
  out << std::ifstream{file, std::ios::binary}.rdbuf();
  return out.str();
}

std::size_t found_in(std::string_view text) { return find_leaks(text).size(); }

}  // namespace

TEST_CASE("every planted number is found, however it is written") {
  CHECK(rc::check("planted numbers", [] {
    for (int i = 0; i < 20; ++i) {
      const auto [kind, number] = planted();
      const auto text = around(disguised(number));
      const auto leaks = find_leaks(text);
      RC_LOG() << "in: " << text << "\n";
      RC_ASSERT(leaks.size() == 1U);
      RC_ASSERT(leaks[0].kind == kind);
      RC_ASSERT_FALSE(check_no_leak(text).has_value());
    }
  }));
}

TEST_CASE("an X written apart from its number belongs to it, and no other X does") {
  CHECK(found_in("4 1 0 8 0 2 1 9 2 0 0 1 0 3 0 0 1 X;") == 1);
  CHECK(found_in("410802-19200103-001-x") == 1);
  CHECK(found_in("138 1234 5678 x2") == 1);
  CHECK(found_in("3 x 4") == 0);
}

TEST_CASE("numbers side by side are found one by one") {
  const auto id = made_up_id(410882, 1990, 1, 1, 123);
  const auto card = made_up_card("622848001234567890");
  CHECK(found_in(id + "," + card + ",13812345678") == 3);
  CHECK(found_in(id + " " + card + " 13812345678") == 3);
  CHECK(found_in("<td>" + id + "</td><td>13812345678</td>") == 2);
  CHECK(found_in("13812345678 13912345678") == 2);
  CHECK(found_in(id + "13812345678") == 1);  // run together: one place to mask
}

TEST_CASE("figures side by side are no card and no number of old, and what is grouped as one number is") {
  // Each holds a card's check digit or an old number's region and day when its digits are run together.
  for (const auto* row :
       {"62 350 1200 80 4500 212", "62·350·1200·80·4500·212", "41 0882 6005 01 100", "4108 8 2600 5011 00"}) {
    INFO(row);
    CHECK(found_in(row) == 0);
  }
  for (const auto* row : {"6228 4800 1234 5678 903", "合计 62284800 12345678 903", "622848 0012345678903",
                          "410882 600501 100", "41088 26005 01100"}) {
    INFO(row);
    CHECK(found_in(row) == 1);
  }
}

TEST_CASE("rows of figures with nothing but spaces or dots between them seldom raise a false alarm") {
  std::mt19937 random{20261127};  // NOLINT(cert-msc32-c,cert-msc51-cpp): the same rows every time
  constexpr int kRows = 20'000;
  int alarms = 0;
  for (int i = 0; i < kRows; ++i) {
    std::string row;
    const auto figures = 4 + static_cast<int>(random() % 7);
    for (int at = 0; at < figures; ++at) {
      const auto most = std::array{99U, 999U, 9'999U, 99'999U}.at(random() % 4);
      row += (at == 0 ? "" : i % 2 == 0 ? " " : "·") + std::to_string(1 + random() % most);
    }
    if (found_in(row) > 0) ++alarms;
  }
  INFO("false alarms in " << kRows << " rows: " << alarms);
  CHECK(alarms < kRows / 100);
}

TEST_CASE("a number within a tag is found where it stands, and parts nothing around it") {
  const auto id = made_up_id(410882, 1990, 1, 1, 123);
  for (const auto& [before, after] :
       std::vector<std::pair<std::string, std::string>>{{"<td title=\"", "\">张*</td>"},
                                                        {"<a class=\"small\" href=\"/list?id=", "&amp;page=2\">"},
                                                        {"<input value='", "' />"},
                                                        {"<c r=\"B7\" note=\"", "\"><v>3</v></c>"},
                                                        {"138<b>1234</b>567 <i data-of=", ">8</i> "}}) {
    for (const auto& number : {id, std::string{"13812345678"}, made_up_card("622848001234567890")}) {
      INFO(before << number << after);
      const auto text = before + number + after;
      const auto leaks = find_leaks(text);
      REQUIRE(leaks.size() == (text.starts_with("138<b>") ? 2U : 1U));
      CHECK(text.substr(leaks.back().at, leaks.back().length) == number);
    }
  }
  CHECK(found_in("<col min=\"1\" max=\"1\" width=\"13.8123456781\" /><row r=\"138\" ht=\"1234\" x=\"5678\">") == 0);
}

TEST_CASE("a mistyped identity number is still one") {
  auto id = made_up_id(410882, 1990, 1, 1, 123);
  id.back() = id.back() == '1' ? '2' : '1';
  CHECK(found_in("号码" + id + "。") == 1);
}

TEST_CASE("what only looks like a number of a person is let through") {
  for (const auto* text :
       {"410821101000", "0190c5e2-7d3f-7abc-8def-013812345678", "2021-07-20T20:00:00.000+08:00", "1638000000000",
        "[113.13812345678,35.22848001234567]", "{\"lon\": 113.13812345678}", "0391-1234567", "35*************123",
        "138****5678", "410882 199001 011", "12 345 678 901 234", "合计 13,812,345,678 元",
        "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
        "</td><td>138</td><td>1234</td><td>5678</td>", "138\n1234\n5678", "1381234567", "138123456789"}) {
    INFO(text);
    CHECK(check_no_leak(text).has_value());
  }
}

TEST_CASE("the problem says how many and where, and no number") {
  const auto id = made_up_id(410882, 1990, 1, 1, 123);
  const auto held = check_no_leak("户主,电话\n张三,13812345678\n李四," + id);
  REQUIRE_FALSE(held);
  CHECK(held.error().type == "leak-found");
  CHECK(held.error().detail.en.find("1 identity, 0 bank card, 1 mobile; the first at 2:8") != std::string::npos);
  CHECK(held.error().detail.en.find("5678") == std::string::npos);
  CHECK(found_in(held.error().detail.zh) == 0);
}

TEST_CASE("no false alarm in anything this repository ships") {
  std::size_t bytes = 0;
  for (const auto* folder : {"data/catalogues", "data/schemas", "data/cases", "data/exercises", "data/jiaozuo"}) {
    for (const auto& entry :
         std::filesystem::recursive_directory_iterator{std::filesystem::path{anlan::test::source_dir()} / folder}) {
      const auto kind = entry.path().extension();
      if (kind != ".json" && kind != ".csv" && kind != ".geojson") continue;
      const auto text = read(entry.path());
      bytes += text.size();
      INFO(entry.path());
      CHECK(found_in(text) == 0);
    }
  }
  CHECK(bytes > 1'000'000);
}

TEST_CASE("any bytes get an answer") {
  CHECK(rc::check("any bytes", [] {
    const auto bytes = *rc::gen::arbitrary<std::string>();
    for (const auto& leak : find_leaks(bytes)) RC_ASSERT(leak.at + leak.length <= bytes.size());
  }));
}

}  // namespace anlan::relief
