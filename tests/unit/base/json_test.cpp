#include "base/json.hpp"

#include <string>

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

namespace anlan {

TEST_CASE("hostile JSON is refused with a reason") {
  const std::string deep = std::string(10'000, '[') + std::string(10'000, ']');
  CHECK(parse_json(deep).error().detail.en == "JSON nested deeper than 64 levels");
  CHECK(parse_json(std::string{"{}\0", 3}).error().detail.en == "remove the NUL byte and resend");
  CHECK(parse_json(R"({"a":1,"a":2})").error().detail.en == "the field a appears twice");
  CHECK_FALSE(parse_json("\"\xC3\x28\"").has_value());
  CHECK_FALSE(parse_json("{} {}").has_value());
  CHECK_FALSE(parse_json("").has_value());
  CHECK_FALSE(parse_json("[1e999]").has_value());
}

TEST_CASE("ordinary JSON is taken as it is") {
  const auto value = parse_json(R"({"名称":"西向镇","n":[1,2.5,null,true]})");
  REQUIRE(value.has_value());
  CHECK(value->at("名称") == "西向镇");
  CHECK(dump(*value) == R"({"n":[1,2.5,null,true],"名称":"西向镇"})");
}

}  // namespace anlan
