#include "gis/crs.hpp"

#include <rapidcheck.h>
#include <algorithm>
#include <catch2/catch.hpp>
#include <vector>

#include "gis/web_datum.hpp"

using namespace anlan::gis;

namespace {

constexpr Point kControl{113.24, 35.22};

Point somewhere_in_jiaozuo() {
  const auto degrees = [](int from, int to) { return *rc::gen::inRange(from, to) / 1e5; };
  return {degrees(112'55000, 113'65000), degrees(34'80000, 35'50000)};
}

std::vector<int> numbers_of(const std::vector<CrsCandidate>& candidates) {
  std::vector<int> numbers;
  for (const auto& candidate : candidates) numbers.push_back(candidate.crs.epsg);
  return numbers;
}

}  // namespace

TEST_CASE("the control point comes out as published in every system of the trade") {
  struct Known {
    int epsg;
    double x, y;
  };
  for (const auto& [epsg, x, y] : {Known{4526, 38430806.51, 3899264.94}, Known{4547, 430806.51, 3899264.94},
                                   Known{4497, 19703954.23, 3901300.24}, Known{3857, 12605819.14, 4193818.60}}) {
    const auto projector = Projector::make(Crs{epsg});
    REQUIRE(projector);
    const auto numbers = projector->from_lonlat(kControl);
    REQUIRE(numbers);
    CHECK(numbers->x == Approx(x).margin(0.005));
    CHECK(numbers->y == Approx(y).margin(0.005));
    const auto back = projector->to_lonlat(*numbers);
    REQUIRE(back);
    CHECK(back->lon == Approx(kControl.lon).margin(1e-9));
    CHECK(back->lat == Approx(kControl.lat).margin(1e-9));
  }
}

TEST_CASE("a swapped system reads north before east") {
  const auto projector = Projector::make({.epsg = 4547, .swapped = true});
  const auto point = projector->to_lonlat({3899264.94, 430806.51});
  REQUIRE(point);
  CHECK(point->lon == Approx(kControl.lon).margin(1e-6));
}

TEST_CASE("unknown systems and numbers beyond a system's reach are faults") {
  CHECK(Projector::make(Crs{999999}).error().code == "crs-unknown");
  CHECK(Projector::make("<not a definition>").error().code == "crs-unknown");
  CHECK(Projector::make(Crs{4547})->to_lonlat({1e30, 1e30}).error().code == "coordinate-outside");
}

TEST_CASE("old datums are known as such") {
  for (const int epsg : {2362, 2383, 4610, 4214, 4555}) CHECK(Projector::make(Crs{epsg})->on_old_datum());
  for (const int epsg : {4526, 4547, 4490, 4326}) CHECK_FALSE(Projector::make(Crs{epsg})->on_old_datum());
}

TEST_CASE("numbers without a system name their candidates, likeliest first") {
  CHECK(numbers_of(crs_candidates(std::vector<Plane>{{38430806.51, 3899264.94}})) == std::vector{4526, 2362});
  CHECK(numbers_of(crs_candidates(std::vector<Plane>{{19703954.23, 3901300.24}})).front() == 4497);
  CHECK(numbers_of(crs_candidates(std::vector<Plane>{{430806.51, 3899264.94}})).front() == 4547);
  CHECK(numbers_of(crs_candidates(std::vector<Plane>{{113.24, 35.22}})) == std::vector{4490});
  CHECK(crs_candidates(std::vector<Plane>{{1, 1}}).empty());
  CHECK(crs_candidates({}).empty());
}

TEST_CASE("a swapped pair is recognised") {
  const auto candidates = crs_candidates(std::vector<Plane>{{3899264.94, 430806.51}, {3899300, 430900}});
  REQUIRE_FALSE(candidates.empty());
  CHECK(candidates.front().crs == Crs{4547, true});
  CHECK(crs_candidates(std::vector<Plane>{{35.22, 113.24}}).front().crs == Crs{4490, true});
}

TEST_CASE("GCJ-02 moves Jiaozuo's county seats by the published figures") {
  for (const Point seat : {Point{113.24, 35.22}, Point{113.45, 35.23}, Point{113.06, 35.17}, Point{113.40, 35.10},
                           Point{113.08, 34.94}, Point{112.95, 35.09}, Point{112.79, 34.91}}) {
    const Point shifted = to_web(seat, WebDatum::gcj02);
    CHECK(distance_m(seat, shifted) == Approx(580).margin(22));
    CHECK(distance_m(seat, {shifted.lon, seat.lat}) == Approx(575.5).margin(24));
    CHECK(distance_m(seat, {seat.lon, shifted.lat}) == Approx(70).margin(30));
    CHECK(shifted.lon > seat.lon);
    CHECK(shifted.lat < seat.lat);
    CHECK(distance_m(seat, to_web(seat, WebDatum::bd09)) == Approx(1300).margin(100));
  }
}

TEST_CASE("web datums are undone to within a millimetre") {
  rc::check([] {
    const Point truth = somewhere_in_jiaozuo();
    for (const WebDatum datum : {WebDatum::gcj02, WebDatum::bd09}) {
      RC_ASSERT(distance_m(from_web(to_web(truth, datum), datum), truth) < 0.001);
    }
  });
}

TEST_CASE("web datums leave the rest of the world alone") {
  CHECK(to_web({-0.1, 51.5}, WebDatum::gcj02) == Point{-0.1, 51.5});
  CHECK(from_web({-0.1, 51.5}, WebDatum::bd09) == Point{-0.1, 51.5});
}

TEST_CASE("a common offset like a web map's is suspected, scatter is not") {
  std::vector<Sighting> shifted, scattered, surveyed;
  for (int i = 0; i < 9; ++i) {
    const Point known{112.8 + 0.08 * i, 35.0 + 0.03 * i};
    shifted.push_back({to_web(known, WebDatum::gcj02), known});
    scattered.push_back({{known.lon + (i % 2 == 0 ? 0.006 : -0.006), known.lat}, known});
    surveyed.push_back({{known.lon + 0.0001, known.lat}, known});
  }
  const auto doubt = doubt_offset(shifted);
  REQUIRE(doubt);
  CHECK(doubt->datum == WebDatum::gcj02);
  CHECK(doubt->offset_m == Approx(580).margin(25));
  CHECK(doubt->residual_m < 1);
  CHECK_FALSE(doubt_offset(scattered));
  CHECK_FALSE(doubt_offset(surveyed));
  CHECK_FALSE(doubt_offset({}));

  for (auto& [claimed, known] : shifted) claimed = to_web(known, WebDatum::bd09);
  CHECK(doubt_offset(shifted)->datum == WebDatum::bd09);
}
