#include "base/time.hpp"

#include <rapidcheck.h>
#include <catch2/catch.hpp>

namespace anlan {

TEST_CASE("a time is read with any offset and written in Beijing time") {
  CHECK(format_time(parse_time("2021-07-20T12:00:00Z").value()) == "2021-07-20T20:00:00+08:00");
  CHECK(format_time(parse_time("2021-07-20T20:00:00.5+08:00").value()) == "2021-07-20T20:00:00.500+08:00");
  CHECK(format_time(parse_time("2024-02-29T23:59:59-05:30").value()) == "2024-03-01T13:29:59+08:00");
}

TEST_CASE("a time that no calendar has is refused") {
  for (const auto* text :
       {"2023-02-29T00:00:00Z", "2021-07-20 20:00:00Z", "2021-07-20T24:00:00Z", "2021-07-20T20:00:00",
        "2021-07-20T20:00:00+8", "1969-12-31T23:59:59Z", "2021-13-01T00:00:00Z", "", "now",
        "2021-07-20T20:00:00.+08:00", "2021-07-20T20:00:00+08:0x"}) {
    INFO(text);
    CHECK_FALSE(parse_time(text).has_value());
  }
}

TEST_CASE("what is written can be read again") {
  CHECK(rc::check([] {
    const auto at = from_millis(*rc::gen::inRange<std::int64_t>(0, 4'000'000'000'000));
    RC_ASSERT(parse_time(format_time(at)).value() == at);
  }));
}

}  // namespace anlan
