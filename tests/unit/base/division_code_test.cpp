#include "base/division_code.hpp"

#include <catch2/catch.hpp>

#include "base/uuid.hpp"

namespace anlan {
namespace {
DivisionCode code(const char* text) { return DivisionCode::parse(text).value(); }
}  // namespace

TEST_CASE("a code knows its level and what lies above it") {
  const auto village = code("410882101201");
  CHECK(village.level() == Level::village);
  CHECK(village.parent() == code("410882101000"));
  CHECK(village.parent()->parent() == code("410882000000"));
  CHECK(code("410882000000").parent() == code("410800000000"));
  CHECK_FALSE(code("410800000000").parent().has_value());
}

TEST_CASE("a node lies within itself and those above it, and within nothing else") {
  CHECK(code("410882101201").within(code("410800000000")));
  CHECK(code("410882101201").within(code("410882101201")));
  CHECK_FALSE(code("410882101201").within(code("410883000000")));
  CHECK_FALSE(code("410882000000").within(code("410882101000")));
  CHECK_FALSE(code("410871060000").within(code("410811000000")));  // legally it does; statistically it does not
}

TEST_CASE("what is not twelve digits is no code") {
  for (const auto* text : {"", "4108", "41088210120", "4108821012010", "41088210120x", "４１０８００００００００"}) {
    CHECK_FALSE(DivisionCode::parse(text).has_value());
  }
}

TEST_CASE("uuids are canonical and ordered by time") {
  const auto early = make_uuid(from_millis(1'700'000'000'000));
  const auto late = make_uuid(from_millis(1'700'000'000'001));
  CHECK(is_uuid(early));
  CHECK(early < late);
  CHECK_FALSE(is_uuid("018BCFE5-6800-7000-8000-000000000000"));
  CHECK_FALSE(is_uuid(early + "0"));
}

}  // namespace anlan
