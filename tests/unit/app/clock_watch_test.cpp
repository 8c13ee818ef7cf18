#include "app/clock_watch.hpp"

#include <catch2/catch.hpp>

namespace anlan::app {

using namespace std::chrono_literals;

TEST_CASE("a clock that runs as time passes is not noted, however long between two looks") {
  const Instant start{1'600'000'000s};
  ClockWatch watch{start, 0ms};
  CHECK_FALSE(watch.look(start + 1s, 1s));
  CHECK_FALSE(watch.look(start + 9h, 9h));
  CHECK_FALSE(watch.look(start + 9h + 4s, 9h));
}

TEST_CASE("a clock that was set is noted once, with how far") {
  const Instant start{1'600'000'000s};
  ClockWatch watch{start, 0ms};
  CHECK(watch.look(start + 2h + 1s, 1s) == 2h);
  CHECK_FALSE(watch.look(start + 2h + 2s, 2s));
  CHECK(watch.look(start - 22h + 3s, 3s) == -24h);
}

}  // namespace anlan::app
