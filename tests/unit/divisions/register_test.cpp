#include "divisions/register.hpp"

#include <algorithm>

#include <rapidcheck.h>
#include <catch2/catch.hpp>

#include "jiaozuo.hpp"

namespace anlan::divisions {
namespace {

using test::code;

const std::string kHeader = "code,name,level,parent,legal_parent,kind,valid_from,valid_to,source\n";
const std::string kCityRow = "410800000000,焦作市,city,,,statutory,,,s\n";
const std::string kQinyang = "410882000000,沁阳市,county,410800000000,410800000000,statutory,,,s\n";

/// The pointers of all faults.
std::vector<std::string> faults(const std::string& rows) {
  const auto read = read_register(kHeader + rows);
  std::vector<std::string> pointers;
  if (!read) {
    for (const auto& fault : read.error().errors) pointers.push_back(fault.pointer);
  }
  return pointers;
}

using Faults = std::vector<std::string>;

}  // namespace

TEST_CASE("the register of Jiaozuo has 1 city, 11 counties, 112 townships and 2,024 villages") {
  const auto units = read_register(test::register_csv()).value();
  const auto count = [&units](Level level) { return std::ranges::count(units, level, &Division::level); };
  CHECK(count(Level::city) == 1);
  CHECK(count(Level::county) == 11);
  CHECK(count(Level::township) == 112);
  CHECK(count(Level::village) == 2024);
  CHECK(std::ranges::is_sorted(units, {}, &Division::code));
}

TEST_CASE("columns may stand in any order, but none may lack or be strange") {
  CHECK(read_register("name,code,level,parent,legal_parent,kind,valid_from,valid_to,source\n"
                      "焦作市,410800000000,city,,,statutory,,,s\n")
            .value()
            .front()
            .name == "焦作市");
  CHECK(read_register("code,name\n").error().type == "register-columns");
  CHECK(read_register("code,name,level,parent,legal_parent,kind,valid_from,valid_to,source,note\n").error().type ==
        "register-columns");
  CHECK(read_register("").error().type == "register-columns");
}

TEST_CASE("every wrong cell is named by line and column") {
  CHECK(faults(kCityRow + kQinyang).empty());
  CHECK(faults(kCityRow + "4108,沁阳市,county,410800000000,410800000000,statutory,,,s\n") == Faults{"/3/code"});
  CHECK(faults(kCityRow + "410882000000,,county,410800000000,410800000000,statutory,,,s\n") == Faults{"/3/name"});
  CHECK(faults(kCityRow + "410882000000,沁阳市,township,410800000000,410800000000,statutory,,,s\n") ==
        Faults{"/3/level"});
  CHECK(faults(kCityRow + "410882000000,沁阳市,county,,410800000000,statutory,,,s\n") == Faults{"/3/parent"});
  CHECK(faults(kCityRow + "410882000000,沁阳市,county,410800000000,,statutory,,,s\n") == Faults{"/3/legal_parent"});
  CHECK(faults(kCityRow + "410882000000,沁阳市,county,410800000000,410800000000,town,,,s\n") == Faults{"/3/kind"});
  CHECK(faults(kCityRow + "410882000000,沁阳市,county,410800000000,410800000000,statutory,2021-02-29,,s\n") ==
        Faults{"/3/valid_from"});
  CHECK(faults(kCityRow + "410882000000,沁阳市,county,410800000000,410800000000,statutory,2021-07-20,2021-07-20,s\n") ==
        Faults{"/3/valid_to"});
  CHECK(faults(kCityRow + "410882000000,沁阳市,county,410800000000,410800000000,statutory,,,\n") ==
        Faults{"/3/source"});
}

TEST_CASE("units without their parents, two cities and overlapping days are refused") {
  CHECK(faults(kCityRow + "410882100000,崇义镇,township,410882000000,410882000000,statutory,,,s\n") ==
        Faults{"/3/parent", "/3/legal_parent"});
  CHECK(faults(kCityRow + "410900000000,濮阳市,city,,,statutory,,,s\n") == Faults{""});
  CHECK(faults(kCityRow + kQinyang + kQinyang) == Faults{"/4/valid_from"});
  CHECK(faults(kCityRow + "410882000000,沁阳县,county,410800000000,410800000000,statutory,,1989-09-27,s\n"
                          "410882000000,沁阳市,county,410800000000,410800000000,statutory,1989-09-27,,s\n")
            .empty());
}

TEST_CASE("a unit's legal parent is of a wider level, so the legal way always ends at the city") {
  CHECK(faults(kCityRow + "410882000000,沁阳市,county,410800000000,410882000000,statutory,,,s\n") ==
        Faults{"/3/legal_parent"});
}

TEST_CASE("a statistical zone has no legal parent") {
  CHECK(faults(kCityRow + "410871000000,示范区,county,410800000000,,statistical,,,s\n").empty());
  CHECK(faults(kCityRow + "410871000000,示范区,county,410800000000,410800000000,statistical,,,s\n") ==
        Faults{"/3/legal_parent"});
}

TEST_CASE("a register full of faults names the first fifty") {
  std::string rows = kCityRow;
  for (int i = 0; i < 80; ++i) rows += "x,y,county,,,statutory,,,s\n";
  CHECK(faults(rows).size() == kMaxRegisterFaults);
}

TEST_CASE("a damaged register is read or refused, never worse") {
  const auto& csv = test::register_csv();
  rc::check([&csv] {
    auto text = csv.substr(0, 4'000);
    const auto at = *rc::gen::inRange<std::size_t>(0, text.size());
    text[at] = *rc::gen::arbitrary<char>();
    const auto read = read_register(text);
    if (!read) RC_ASSERT(!read.error().type.empty());
  });
}

}  // namespace anlan::divisions
