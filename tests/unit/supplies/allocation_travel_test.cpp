#include "supplies/allocation_travel.hpp"

#include <catch2/catch.hpp>

#include <cmath>
#include <limits>

namespace anlan::supplies::allocation {

namespace {

// About the middles of Jiaozuo's 解放区 and of 温县 and 孟州市.
const Position kJiefang{113.23, 35.24};
const Position kWen{113.08, 34.94};
const Position kMengzhou{112.79, 34.91};

}  // namespace

TEST_CASE("a degree of latitude is 111.2 km, and of longitude less by the cosine") {
  CHECK(great_circle_metres({113, 35}, {113, 36}) == Approx(111'195).epsilon(1e-4));
  CHECK(great_circle_metres({113, 35}, {114, 35}) ==
        Approx(111'195 * std::cos(35 * 3.14159265358979 / 180)).epsilon(1e-3));
  CHECK(great_circle_metres(kWen, kWen) == 0);
  CHECK(great_circle_metres({0, 0}, {180, 0}) == Approx(20'015'115).epsilon(1e-6));
}

TEST_CASE("straight-line times are distance × factor / speed, rounded up to minutes, and say so") {
  const std::vector stores{kJiefang};
  const std::vector villages{kWen, kJiefang};
  const auto times = straight_line_times(stores, villages, {.factor_percent = 140, .speed_kmh = 40});
  REQUIRE(times);
  const auto minutes = great_circle_metres(kJiefang, kWen) / 1000 * 1.4 / 40 * 60;
  CHECK(times->leg(0, 0).minutes == static_cast<std::int64_t>(std::ceil(minutes)));
  CHECK(times->leg(0, 0).open);
  CHECK(times->leg(0, 1).minutes == 0);
  CHECK(times->source() == TravelSource::straight_line);
  CHECK(times->note().zh == "行车时间按直线距离×140%、40 公里/小时估算，未使用道路数据");
}

TEST_CASE("a road table replaces the estimate, and what it does not name is not reached") {
  const std::vector stores{kJiefang, kMengzhou};
  const std::vector villages{kWen};
  const auto usual = *straight_line_times(stores, villages);
  const std::vector<RoadTime> table{{.store = 0, .destination = 0, .minutes = 75, .closed = true}};
  const auto times = road_times(usual, table);
  REQUIRE(times);
  CHECK(times->source() == TravelSource::roads);
  CHECK_FALSE(times->leg(0, 0).open);
  CHECK(times->leg(0, 0).minutes == 75);  // closed now, but that is how near it is
  CHECK_FALSE(times->leg(1, 0).open);
  CHECK(times->leg(1, 0).minutes == usual.leg(1, 0).minutes);
}

TEST_CASE("a way closed by hand keeps its usual time") {
  auto times = *straight_line_times(std::vector{kJiefang}, std::vector{kWen});
  const auto before = times.leg(0, 0).minutes;
  times.close(0, 0);
  CHECK_FALSE(times.leg(0, 0).open);
  CHECK(times.leg(0, 0).minutes == before);
}

TEST_CASE("positions off the globe, mad rules and wrong tables are refused with the place of the fault") {
  const std::vector good{kJiefang};
  constexpr auto kNan = std::numeric_limits<double>::quiet_NaN();
  const auto lost = straight_line_times(good, std::vector<Position>{kWen, {113, kNan}});
  REQUIRE_FALSE(lost);
  CHECK(lost.error().type == "bad-travel");
  CHECK(lost.error().errors.front().pointer == "/destinations/1");
  CHECK_FALSE(straight_line_times(std::vector<Position>{{35.2, 113.2}}, good));  // the two swapped
  CHECK_FALSE(straight_line_times(good, good, {.factor_percent = 99}));
  CHECK_FALSE(straight_line_times(good, good, {.speed_kmh = 0}));
  const auto usual = *straight_line_times(good, good);
  CHECK_FALSE(road_times(usual, std::vector<RoadTime>{{.store = 1, .destination = 0, .minutes = 5}}));
  CHECK_FALSE(road_times(usual, std::vector<RoadTime>{{.store = 0, .destination = 0, .minutes = -5}}));
  CHECK_FALSE(road_times(usual, std::vector<RoadTime>{{.store = 0, .destination = 0, .minutes = kLongestTravel + 1}}));
}

TEST_CASE("nobody and nowhere take no time") {
  CHECK(straight_line_times({}, {})->stores() == 0);
  CHECK(straight_line_times(std::vector{kJiefang}, {})->destinations() == 0);
}

}  // namespace anlan::supplies::allocation
