#include "divisions/snapshot.hpp"

#include <algorithm>

#include <catch2/catch.hpp>

#include "jiaozuo.hpp"

namespace anlan::divisions {

using test::code;
using test::jiaozuo;
using test::kCity;
using test::kZone;

TEST_CASE("units are known by code, name and chain") {
  const auto chongyi = code("410882100000");
  CHECK(jiaozuo()->exists(chongyi));
  CHECK(jiaozuo()->name_of(chongyi) == "崇义镇");
  CHECK(jiaozuo()->full_name_of(chongyi) == "沁阳市崇义镇");
  CHECK(chain_of(chongyi) == std::vector{kCity, code("410882000000"), chongyi});
  CHECK_FALSE(jiaozuo()->exists(code("410882999000")));
  CHECK(jiaozuo()->name_of(code("410882999000")) == "410882999000");
}

TEST_CASE("names repeat: two townships are called 太行街道") {
  const auto count = std::ranges::count(jiaozuo()->divisions(), "太行街道", &Division::name);
  CHECK(count == 2);
}

TEST_CASE("410871 has a place in the statistical tree and none in the legal one") {
  const auto counties = jiaozuo()->counties();
  CHECK(counties.size() == 11);
  CHECK(std::ranges::find(counties, kZone) != counties.end());
  CHECK(jiaozuo()->children_of(kZone).size() == 6);
  CHECK(jiaozuo()->legal_chain_of(kZone).empty());

  const auto liwan = code("410871060000");
  CHECK(chain_of(liwan)[1] == kZone);
  CHECK(jiaozuo()->legal_chain_of(liwan) == std::vector{kCity, code("410811000000"), liwan});
}

TEST_CASE("children come in the order of their codes") {
  const auto& children = jiaozuo()->children_of(kCity);
  CHECK(children.size() == 11);
  CHECK(std::ranges::is_sorted(children));
  CHECK(jiaozuo()->children_of(code("410882100201")).empty());
}

TEST_CASE("a unit that is no more keeps its name but has no place among the children") {
  const Division city{.code = kCity, .name = "焦作市"};
  Division old_row{.code = code("410823000000"), .name = "武陟县", .parent = kCity, .valid_to = "2030-01-01"};
  const Snapshot snapshot{{city, old_row}, {}};
  CHECK_FALSE(snapshot.exists(old_row.code));
  CHECK(snapshot.name_of(old_row.code) == "武陟县");
  CHECK(snapshot.children_of(kCity).empty());
}

TEST_CASE("the newest row speaks for its code") {
  const Division before{.code = kCity, .name = "旧名", .valid_from = "", .valid_to = "2020-01-01"};
  const Division after{.code = kCity, .name = "焦作市", .valid_from = "2020-01-01"};
  CHECK(Snapshot{{before, after}, {}}.name_of(kCity) == "焦作市");
}

TEST_CASE("the version changes with every division and layer, and with nothing else") {
  auto rows = read_register(test::register_csv()).value();
  const auto version = Snapshot{rows, jiaozuo()->layers()}.version();
  CHECK(version == jiaozuo()->version());
  CHECK(version.size() == 16);
  auto layers = jiaozuo()->layers();
  layers[3] = nullptr;
  CHECK(Snapshot(rows, layers).version() != version);
  rows.back().name += "x";
  CHECK(Snapshot(rows, jiaozuo()->layers()).version() != version);
}

}  // namespace anlan::divisions
