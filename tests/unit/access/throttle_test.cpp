#include "access/throttle.hpp"

#include <catch2/catch.hpp>

namespace anlan::access {
namespace {

using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;

TEST_CASE("four wrong passwords are free, then each wait is twice the last, up to five minutes") {
  Throttle throttle;
  Uptime now{};
  for (int i = 0; i < 5; ++i) REQUIRE(throttle.begin("li", "10.8.21.7", now).has_value());
  for (const int wait : {1, 2, 4, 8, 16, 32, 64, 128, 256, 300, 300}) {
    const auto refused = throttle.begin("li", "10.8.21.8", now);
    REQUIRE_FALSE(refused.has_value());
    CHECK(refused.error().kind == ProblemKind::rate_limited);
    CHECK(refused.error().type == "too-many-tries");
    CHECK(refused.error().retry_after == wait);
    now += seconds{wait};
    REQUIRE(throttle.begin("li", "10.8.21.8", now).has_value());
  }
}

TEST_CASE("a refused try costs nothing and does not lengthen the wait") {
  Throttle throttle;
  for (int i = 0; i < 5; ++i) REQUIRE(throttle.begin("li", "10.8.21.7", Uptime{}).has_value());
  for (int i = 0; i < 1'000; ++i) CHECK_FALSE(throttle.begin("li", "10.8.21.7", Uptime{}).has_value());
  CHECK(throttle.begin("li", "10.8.21.7", seconds{1}).has_value());
}

TEST_CASE("guesses sent at once are not free") {
  Throttle throttle;
  int passed = 0;
  for (int i = 0; i < 10'000; ++i) passed += throttle.begin("li", "10.8.21.7", Uptime{}) ? 1 : 0;
  CHECK(passed == 5);
}

TEST_CASE("the right password lets the name start anew") {
  Throttle throttle;
  for (int i = 0; i < 5; ++i) REQUIRE(throttle.begin("li", "10.8.21.7", Uptime{}).has_value());
  REQUIRE(throttle.begin("li", "10.8.21.7", seconds{1}).has_value());
  throttle.succeeded("li", "10.8.21.7");
  for (int i = 0; i < 5; ++i) CHECK(throttle.begin("li", "10.8.21.7", seconds{1}).has_value());
}

TEST_CASE("many names from one address are slowed too, and other addresses are not") {
  Throttle throttle;
  int passed = 0;
  for (int i = 0; i < 1'000; ++i)
    passed += throttle.begin("name-" + std::to_string(i), "203.0.113.9", Uptime{}) ? 1 : 0;
  CHECK(passed == 20);
  CHECK(throttle.begin("li", "10.8.21.7", Uptime{}).has_value());
}

TEST_CASE("an attacker with an account of his own does not get his address forgiven") {
  Throttle throttle;
  int guesses = 0;
  for (int i = 0; i < 1'000; ++i) {
    guesses += throttle.begin("name-" + std::to_string(i), "203.0.113.9", Uptime{}) ? 1 : 0;
    if (throttle.begin("own", "203.0.113.9", Uptime{})) throttle.succeeded("own", "203.0.113.9");
  }
  CHECK(guesses <= 20);
}

TEST_CASE("a day of guessing one name from ever new addresses is three hundred tries") {
  Throttle throttle;
  int passed = 0;
  int address = 0;
  for (Uptime now{}; now < hours{24}; now += seconds{1}) {
    passed += throttle.begin("chief", std::to_string(++address), now) ? 1 : 0;
  }
  CHECK(passed < 310);
}

TEST_CASE("a try the server was too busy for is taken back") {
  Throttle throttle;
  for (int i = 0; i < 100; ++i) {
    REQUIRE(throttle.begin("li", "10.8.21.7", Uptime{}).has_value());
    throttle.abandoned("li", "10.8.21.7");
  }
  CHECK(throttle.size() == 0);
}

TEST_CASE("what is quiet for a quarter of an hour is forgotten, and memory is bounded") {
  Throttle throttle{{.most = 100}};
  for (int i = 0; i < 10'000; ++i) {
    const auto each = std::to_string(i);
    REQUIRE(throttle.begin("name-" + each, "remote-" + each, Uptime{i}).has_value());
  }
  CHECK(throttle.size() == 100);
  REQUIRE(throttle.begin("li", "10.8.21.7", minutes{16}).has_value());
  CHECK(throttle.size() == 2);
}

}  // namespace
}  // namespace anlan::access
