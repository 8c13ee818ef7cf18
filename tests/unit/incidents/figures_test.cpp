#include "incidents/figures.hpp"

#include <rapidcheck.h>
#include <catch2/catch.hpp>

#include "report_house.hpp"

namespace anlan::incidents {
namespace {

using nlohmann::json;
using Pointers = std::vector<std::string>;

Pointers faults(const json& figures) {
  const auto parsed = parse_figures(figures, test::catalogue(), "/figures");
  return parsed ? Pointers{} : test::pointers(parsed.error());
}

TEST_CASE("figures come back as the JSON they came from") {
  const json figures{{"A01007", {{"value", 1'240'737}, {"qualifier", "about"}, {"note", "村里估的"}}},
                     {"A01008", {{"value", 0}}},
                     {"A01009", {{"unknown", true}, {"note", "通信中断"}}},
                     {"A01013", {{"instant", 12}, {"cumulative", 164'710}, {"qualifier", "at_least"}}},
                     {"A01017", {{"instant", 3}}},
                     {"A01030", {{"value", 0.07}}},
                     {"A01058", {{"value", 54'228.72}}},
                     {"A01001", {{"text", "0201"}}},
                     {"A01002", {{"text", "2105-杜苏芮"}}},
                     {"A01004", {{"text", "2021-07-20T16:00:00+08:00"}}},
                     {"A01005", {{"text", "2021-07-23"}}}};
  const auto parsed = parse_figures(figures, test::catalogue(), "/figures");
  REQUIRE(parsed.has_value());
  CHECK(to_json(*parsed) == figures);
  CHECK(read_figures(figures) == *parsed);
  CHECK(parsed->at("A01030").single == 7);
}

TEST_CASE("unknown, zero and not asked are three things") {
  const auto parsed =
      parse_figures({{"A01008", {{"value", 0}}}, {"A01009", {{"unknown", true}}}}, test::catalogue(), "/figures");
  REQUIRE(parsed.has_value());
  CHECK(parsed->at("A01008").single == 0);
  CHECK_FALSE(parsed->at("A01008").unknown);
  CHECK(parsed->at("A01009").unknown);
  CHECK_FALSE(parsed->at("A01009").single.has_value());
  CHECK_FALSE(parsed->contains("A01010"));
}

TEST_CASE("each fault points at the exact value") {
  CHECK(faults({{"A09999", {{"value", 1}}}}) == Pointers{"/figures/A09999"});
  CHECK(faults({{"A01007", {{"value", -1}}}}) == Pointers{"/figures/A01007/value"});
  CHECK(faults({{"A01007", {{"value", 1.5}}}}) == Pointers{"/figures/A01007/value"});
  CHECK(faults({{"A01007", {{"value", "10"}}}}) == Pointers{"/figures/A01007/value"});
  CHECK(faults({{"A01007", {{"value", 10'000'001}}}}) == Pointers{"/figures/A01007/value"});
  CHECK(faults({{"A01007", {{"value", 1e300}}}}) == Pointers{"/figures/A01007/value"});
  CHECK(faults({{"A01007", {{"instant", 1}}}}) == Pointers{"/figures/A01007/instant"});
  CHECK(faults({{"A01013", {{"value", 1}}}}) == Pointers{"/figures/A01013/value"});
  CHECK(faults({{"A01030", {{"value", 0.071}}}}) == Pointers{"/figures/A01030/value"});
  CHECK(faults({{"A01007", {{"text", "很多"}}}}) == Pointers{"/figures/A01007/text"});
  CHECK(faults({{"A01002", {{"value", 1}}}}) == Pointers{"/figures/A01002/value"});
  CHECK(faults({{"A01004", {{"text", "昨晚"}}}}) == Pointers{"/figures/A01004/text"});
  CHECK(faults({{"A01005", {{"text", "2021-02-30"}}}}) == Pointers{"/figures/A01005/text"});
  CHECK(faults({{"A01001", {{"text", "0299"}}}}) == Pointers{"/figures/A01001/text"});
  CHECK(faults({{"A01007", json::object()}}) == Pointers{"/figures/A01007"});
  CHECK(faults({{"A01007", 12}}) == Pointers{"/figures/A01007"});
  CHECK(faults({{"A01007", {{"unknown", true}, {"value", 3}}}}) == Pointers{"/figures/A01007/unknown"});
  CHECK(faults({{"A01007", {{"value", 3}, {"qualifier", "roughly"}}}}) == Pointers{"/figures/A01007/qualifier"});
  CHECK(faults({{"A01007", {{"value", 3}, {"guess", 4}}}}) == Pointers{"/figures/A01007"});
}

TEST_CASE("each number keeps its own word, about or at least") {
  const json figures{
      {"A01013", {{"instant", 50}, {"cumulative", 300}, {"qualifiers", {{"instant", "at_least"}}}}},
      {"A01017",
       {{"instant", 3}, {"cumulative", 9}, {"qualifiers", {{"instant", "at_least"}, {"cumulative", "about"}}}}}};
  const auto parsed = parse_figures(figures, test::catalogue(), "/figures");
  REQUIRE(parsed.has_value());
  CHECK(to_json(*parsed) == figures);
  CHECK(read_figures(figures) == *parsed);
  CHECK(parsed->at("A01013").estimated(Aspect::instant));
  CHECK_FALSE(parsed->at("A01013").estimated(Aspect::cumulative));
  CHECK(faults({{"A01013", {{"instant", 3}, {"qualifiers", {{"cumulative", "about"}}}}}}) ==
        Pointers{"/figures/A01013/qualifiers/cumulative"});
  CHECK(faults({{"A01013", {{"instant", 3}, {"qualifiers", {{"instant", "roughly"}}}}}}) ==
        Pointers{"/figures/A01013/qualifiers/instant"});
  CHECK(faults({{"A01013", {{"instant", 3}, {"qualifiers", "about"}}}}) == Pointers{"/figures/A01013/qualifiers"});
}

TEST_CASE("a number that was not asked again keeps its word") {
  auto standing = read_figures({{"A01013", {{"instant", 50}, {"cumulative", 300}, {"qualifier", "about"}}}});
  overlay(standing, read_figures({{"A01013", {{"instant", 40}}}}));
  CHECK(standing ==
        read_figures({{"A01013", {{"instant", 40}, {"cumulative", 300}, {"qualifiers", {{"cumulative", "about"}}}}}}));
}

TEST_CASE("all faults are told at once") {
  CHECK(faults({{"A01007", {{"value", -1}}}, {"A01013", {{"instant", 0.5}, {"cumulative", -2}}}}) ==
        Pointers{"/figures/A01007/value", "/figures/A01013/instant", "/figures/A01013/cumulative"});
}

TEST_CASE("every amount of hundredths survives its way through JSON text") {
  CHECK(rc::check([] {
    const auto amount = *rc::gen::inRange<Amount>(0, 1'000'000'000'000);
    const auto text = json{{"A01058", {{"value", amount_json(amount)}}}}.dump();
    RC_ASSERT(read_figures(json::parse(text)).at("A01058").single == amount);
  }));
}

TEST_CASE("amounts are written as people write them") {
  CHECK(amount_text(1'200) == "12");
  CHECK(amount_text(7) == "0.07");
  CHECK(amount_text(1'250) == "12.5");
  CHECK(amount_json(1'200) == json(12));
  CHECK(amount_json(1'200).is_number_integer());
}

}  // namespace
}  // namespace anlan::incidents
