#include "divisions/succession.hpp"

#include <catch2/catch.hpp>

#include "jiaozuo.hpp"

namespace anlan::divisions {
namespace {

using test::code;
using test::kCity;

const DivisionCode kWuzhi = code("410823000000");
// 武陟撤圪垱店乡设圪垱店镇, 豫民行批〔2020〕3号. The township's code is the real one; that of the 乡 is made up.
const DivisionCode kTown = code("410823108000");
const DivisionCode kOldTownship = code("410823299000");

Division unit(const DivisionCode& of, const std::string& name, const std::string& from = "") {
  return {
      .code = of, .name = name, .parent = of.parent(), .legal_parent = of.parent(), .valid_from = from, .source = "s"};
}

std::vector<Division> with(std::vector<Division> more) {
  more.insert(more.begin(), {unit(kCity, "焦作市"), unit(kWuzhi, "武陟县")});
  return more;
}

const Division& row(const MergedRegister& merged, std::size_t index) { return merged.rows.at(index); }

}  // namespace

TEST_CASE("the first register opens everything it names") {
  const auto merged = merge_register({}, with({}), "2021-07-20").value();
  CHECK(merged.opened == std::vector{kCity, kWuzhi});
  CHECK(merged.rows == with({}));
}

TEST_CASE("adopting the same register again changes nothing") {
  const auto first = merge_register({}, with({unit(kTown, "圪垱店镇")}), "2021-07-20").value();
  const auto again = merge_register(first.rows, with({unit(kTown, "圪垱店镇")}), "2022-07-20").value();
  CHECK(again.rows == first.rows);
  CHECK((again.opened.empty() && again.closed.empty() && again.changed.empty()));
}

TEST_CASE("a code that vanished ends on the day of adoption, a new one begins on its own") {
  const auto before = with({unit(kOldTownship, "圪垱店乡")});
  const auto merged = merge_register(before, with({unit(kTown, "圪垱店镇", "2020-06-04")}), "2020-06-04").value();
  CHECK(merged.opened == std::vector{kTown});
  CHECK(merged.closed == std::vector{kOldTownship});
  CHECK(row(merged, 2).valid_from == "2020-06-04");
  CHECK(row(merged, 3).valid_to == "2020-06-04");
}

TEST_CASE("a code that vanished comes back with its history") {
  const auto before = with({unit(kTown, "圪垱店镇")});
  const auto gone = merge_register(before, with({}), "2021-01-01").value();
  const auto back = merge_register(gone.rows, with({unit(kTown, "圪垱店镇")}), "2022-01-01").value();
  REQUIRE(back.rows.size() == 4);
  CHECK(row(back, 2).valid_to == "2021-01-01");
  CHECK(row(back, 3).valid_from == "2022-01-01");
  CHECK(row(back, 3).open());
}

TEST_CASE("a renamed unit keeps its old name until the day it was renamed") {
  const auto before = with({unit(kTown, "圪垱店乡")});
  const auto noted = merge_register(before, with({unit(kTown, "圪垱店镇", "2020-06-04")}), "2021-07-20").value();
  CHECK(row(noted, 2).valid_to == "2020-06-04");
  CHECK(row(noted, 3).name == "圪垱店镇");
  const auto not_noted = merge_register(before, with({unit(kTown, "圪垱店镇")}), "2021-07-20").value();
  CHECK(row(not_noted, 2).valid_to == "2021-07-20");
  CHECK(row(not_noted, 3).valid_from == "2021-07-20");
  CHECK(not_noted.changed == std::vector{kTown});
}

TEST_CASE("a mistake is mended on the day it was made, without a trace in history") {
  const auto before = with({unit(kTown, "乞当店镇", "2020-06-04")});
  const auto merged = merge_register(before, with({unit(kTown, "圪垱店镇", "2020-06-04")}), "2021-07-20").value();
  CHECK(merged.rows == with({unit(kTown, "圪垱店镇", "2020-06-04")}));
}

TEST_CASE("nothing ends before it began, and a register of another city is refused") {
  const auto before = with({unit(kTown, "圪垱店镇", "2020-06-04")});
  CHECK(merge_register(before, with({}), "2020-06-04").error().type == "adoption-day");
  const auto other = code("410900000000");
  CHECK(merge_register(before, {unit(other, "濮阳市")}, "2021-07-20").error().type == "other-city");
}

}  // namespace anlan::divisions
