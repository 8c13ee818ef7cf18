#include "divisions/road_network.hpp"

#include <catch2/catch.hpp>

namespace anlan::divisions {
namespace {

// A made-up grid near Qinyang. A hundredth of a degree is 912 m from west to east here, 1,112 m from south to north.
constexpr gis::Point kWest{112.90, 35.10};
constexpr gis::Point kMiddle{112.95, 35.10};
constexpr gis::Point kEast{113.00, 35.10};
constexpr gis::Point kNorth{112.95, 35.15};

/// West – middle – east straight, and a slower way round by the north. The straight road is one line: the other meets
/// it at a vertex in its middle.
gis::RoadLayer grid() {
  return {{{"直路", 60, false, {kWest, kMiddle, kEast}},
           {"绕路", 30, false, {kWest, kNorth, kEast}},
           {"岔路", 30, false, {kMiddle, kNorth}}}};
}

double minutes(const RoadNetwork& network, gis::Point from, gis::Point to, std::vector<RoadClosure> closures = {}) {
  return network.minutes(from, {to}, closures).at(0).value();
}

}  // namespace

TEST_CASE("the quickest road is taken, at its speed") {
  const RoadNetwork network{grid()};
  CHECK(network.junctions() == 4);
  CHECK(minutes(network, kWest, kEast) == Approx(9.1).epsilon(0.01));  // 9.1 km at 60 km/h
  CHECK(minutes(network, kWest, kWest) == Approx(0));
  CHECK(minutes(network, kMiddle, kNorth) == Approx(11.1).epsilon(0.01));
}

TEST_CASE("lines that cross at a vertex are joined there") {
  const RoadNetwork network{grid()};
  // By the middle: 4.55 km at 60 and 5.56 km at 30, not 7.2 km at 30.
  CHECK(minutes(network, kWest, kNorth) == Approx(14.4).epsilon(0.01));
  // Near the middle vertex, but not at it: no junction.
  const RoadNetwork apart{{{{"一", 60, false, {kWest, kMiddle}}, {"二", 60, false, {{112.9501, 35.10}, kEast}}}}};
  CHECK_FALSE(apart.minutes(kWest, {kEast}, {}).at(0).has_value());
}

TEST_CASE("a closed stretch is driven round, and where nothing is open nobody arrives") {
  const RoadNetwork network{grid()};
  const RoadClosure bridge{.at = {112.975, 35.1001}, .radius_m = 50};  // 11 m beside the straight road
  CHECK(minutes(network, kWest, kEast, {bridge}) > 25);
  CHECK(minutes(network, kWest, kMiddle, {bridge}) == Approx(4.55).epsilon(0.01));
  const RoadClosure far_off{.at = {112.975, 35.11}, .radius_m = 50};
  CHECK(minutes(network, kWest, kEast, {far_off}) == Approx(9.1).epsilon(0.01));
  const RoadClosure around_east{.at = kEast, .radius_m = 100};
  CHECK_FALSE(network.minutes(kWest, {kEast}, {around_east}).at(0).has_value());
  auto layer = grid();
  for (auto& road : layer.roads) road.closed = true;
  CHECK_FALSE(RoadNetwork{layer}.minutes(kWest, {kEast}, {}).at(0).has_value());
}

TEST_CASE("the way to the road counts, and five kilometres are too far from one") {
  const RoadNetwork network{grid()};
  const gis::Point beside{112.90, 35.109};  // 1 km north of the west end
  CHECK(minutes(network, beside, kEast) > minutes(network, kWest, kEast) + 3);
  const auto times = network.minutes(kWest, {{112.90, 35.05}, kMiddle}, {});
  CHECK_FALSE(times[0].has_value());
  CHECK(times[1].has_value());
  CHECK_FALSE(network.minutes({112.0, 35.0}, {kEast}, {}).at(0).has_value());
  CHECK_FALSE(RoadNetwork{gis::RoadLayer{}}.minutes(kWest, {kEast}, {}).at(0).has_value());
}

}  // namespace anlan::divisions
