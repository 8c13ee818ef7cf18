#include "base/json.hpp"

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include <rapidcheck.h>
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

TEST_CASE("nesting is counted as levels, and lists of lists keep their order") {
  const auto nested = [](std::size_t levels) { return std::string(levels, '[') + "1" + std::string(levels, ']'); };
  CHECK(parse_json(nested(64)).has_value());
  CHECK_FALSE(parse_json(nested(65)).has_value());
  const std::string text = R"([[1,[2,{"a":[3,{}]},[]]],4,{"b":{"c":null}},-5])";
  CHECK(dump(parse_json(text).value()) == text);
  CHECK_FALSE(parse_json(R"([{"a":{"x":1,"y":2,"x":3}}])").has_value());
  CHECK(parse_json(R"([{"a":1},{"a":2}])").has_value());
}

namespace {

/// Any value up to so many levels, with strings of any bytes: valid text, escapes and broken UTF-8.
rc::Gen<nlohmann::json> any_json(int levels) {
  using nlohmann::json;
  const auto text =
      rc::gen::oneOf(rc::gen::arbitrary<std::string>(),
                     rc::gen::element<std::string>("", "西向镇", "a\"b\\c", "\n\t\x01", "\x7f", "é\xC3", "😀"));
  const auto plain =
      rc::gen::oneOf(rc::gen::map(text, [](std::string value) { return json(std::move(value)); }),
                     rc::gen::map(rc::gen::arbitrary<std::int64_t>(), [](std::int64_t value) { return json(value); }),
                     rc::gen::map(rc::gen::arbitrary<std::uint64_t>(), [](std::uint64_t value) { return json(value); }),
                     rc::gen::map(rc::gen::arbitrary<double>(), [](double value) { return json(value); }),
                     rc::gen::element<json>(json(nullptr), json(true), json(false), json::object(), json::array()));
  if (levels == 0) return plain;
  const auto below = any_json(levels - 1);
  return rc::gen::oneOf(
      plain,
      rc::gen::map(rc::gen::container<std::vector<json>>(below), [](std::vector<json> items) { return json(items); }),
      rc::gen::map(rc::gen::container<std::map<std::string, json>>(text, below),
                   [](std::map<std::string, json> fields) { return json(fields); }));
}

}  // namespace

TEST_CASE("our text of a value is the library's, byte for byte, and is read back as the library reads it") {
  CHECK(rc::check([] {
    const auto value = *any_json(2);
    const auto text = value.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
    RC_ASSERT(dump(value) == text);
    if (text.find('\0') != std::string::npos) return;
    // Names that were broken UTF-8 may have become one and the same.
    if (const auto read = parse_json(text)) RC_ASSERT(*read == nlohmann::json::parse(text));
  }));
}

}  // namespace anlan
