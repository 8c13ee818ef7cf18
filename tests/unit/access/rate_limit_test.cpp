#include <catch2/catch.hpp>

#include "access/rate_limit.hpp"

namespace anlan::access {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

int allowed(RateLimit& limit, const std::string& remote, Uptime now, int tries) {
  int out = 0;
  for (int i = 0; i < tries; ++i) out += limit.take(remote, now).has_value() ? 1 : 0;
  return out;
}

}  // namespace

TEST_CASE("an address may ask a burst at once and then as fast as calls come free again") {
  RateLimit limit{{.burst = 5, .refill = seconds{2}}};
  Uptime now{seconds{100}};
  CHECK(allowed(limit, "10.0.0.1", now, 9) == 5);
  const auto refused = limit.take("10.0.0.1", now);
  REQUIRE_FALSE(refused.has_value());
  CHECK(refused.error().type == "too-many-requests");
  CHECK(refused.error().kind == ProblemKind::rate_limited);
  CHECK(refused.error().retry_after == 2);
  CHECK(allowed(limit, "10.0.0.1", now + milliseconds{1'999}, 3) == 0);
  CHECK(allowed(limit, "10.0.0.1", now + seconds{2}, 3) == 1);
  CHECK(allowed(limit, "10.0.0.1", now + seconds{6}, 9) == 2);
  CHECK(allowed(limit, "10.0.0.1", now + seconds{1'000}, 9) == 5);
}

TEST_CASE("one address does not use up another's calls, and none is remembered for ever") {
  RateLimit limit{{.burst = 2, .refill = seconds{1}, .most = 3}};
  Uptime now{};
  CHECK(allowed(limit, "a", now, 3) == 2);
  CHECK(allowed(limit, "b", now, 3) == 2);
  CHECK(limit.size() == 2);
  for (const auto* remote : {"c", "d", "e", "f"}) CHECK(limit.take(remote, now).has_value());
  CHECK(limit.size() == 3);
  CHECK(limit.take("g", now + seconds{60}).has_value());
  CHECK(limit.size() == 1);
}

}  // namespace anlan::access
