#include "gis/locator.hpp"

#include <rapidcheck.h>
#include <catch2/catch.hpp>
#include <vector>

#include "gis/geos.hpp"
#include "gis/web_datum.hpp"
#include "mosaic.hpp"

using namespace anlan::gis;

namespace {

Feature box(double west, double south, double east, double north) {
  return {.shape = {{{{{west, south}, {east, south}, {east, north}, {west, north}, {west, south}}, {}}}}};
}

/// GEOS as the judge: which features cover a point, and how far it is from the nearest border.
class Judge {
 public:
  explicit Judge(const Layer& layer) {
    for (const Feature& feature : layer.features) shapes_.push_back(geos_.to_geos(feature.shape));
  }

  [[nodiscard]] std::vector<std::size_t> covering(Point p) const {
    std::vector<std::size_t> found;
    const auto point = at(p);
    for (std::size_t i = 0; i < shapes_.size(); ++i) {
      if (GEOSCovers_r(geos_.handle(), shapes_[i].get(), point.get()) == 1) found.push_back(i);
    }
    return found;
  }

  [[nodiscard]] double border_distance(Point p) const {
    double nearest = 1e9;
    const auto point = at(p);
    for (const auto& shape : shapes_) {
      const auto border = geos_.own(GEOSBoundary_r(geos_.handle(), shape.get()));
      double distance = 0;
      GEOSDistance_r(geos_.handle(), border.get(), point.get(), &distance);
      nearest = std::min(nearest, distance);
    }
    return nearest;
  }

 private:
  [[nodiscard]] Geos::Shape at(Point p) const {
    return geos_.own(GEOSGeom_createPointFromXY_r(geos_.handle(), p.lon, p.lat));
  }

  Geos geos_;
  std::vector<Geos::Shape> shapes_;
};

}  // namespace

TEST_CASE("points are found where GEOS finds them, whatever the map") {
  rc::check([] {
    const int columns = *rc::gen::inRange(1, 8);
    const int rows = *rc::gen::inRange(1, 8);
    const Layer layer =
        test::Mosaic{columns, rows, *rc::gen::inRange(1, 9), *rc::gen::arbitrary<std::uint32_t>()}.layer();
    const Locator locator{layer};
    const Judge judge{layer};
    for (int i = 0; i < 50; ++i) {
      const Point p{112.4 + *rc::gen::inRange(0, 140'000) / 1e5, 34.7 + *rc::gen::inRange(0, 90'000) / 1e5};
      if (judge.border_distance(p) < 1e-8) continue;
      const auto covering = judge.covering(p);
      const auto found = locator.find(p);
      RC_ASSERT(found.has_value() == !covering.empty());
      if (found) RC_ASSERT(*found == covering.front());
    }
  });
}

TEST_CASE("every corner and every point along a shared border belongs to exactly one feature") {
  const Layer layer = test::Mosaic{6, 5, 7, 42}.layer();
  const Locator locator{layer};
  for (const Feature& feature : layer.features) {
    const Ring& ring = feature.shape.polygons[0].outer;
    for (std::size_t i = 1; i < ring.size(); ++i) {
      const Point a = ring[i - 1], b = ring[i];
      for (const double t : {0.0, 0.25, 0.5, 0.9}) {
        const Point p{a.lon + t * (b.lon - a.lon), a.lat + t * (b.lat - a.lat)};
        CHECK(locator.find(p));
      }
    }
  }
}

TEST_CASE("a border point always goes to the same side") {
  const Locator locator{{.features = {box(0, 0, 1, 1), box(1, 0, 2, 1), box(0, 1, 2, 2)}}};
  CHECK(locator.find({1, 0.5}) == 1U);
  CHECK(locator.find({0.5, 1}) == 2U);
  CHECK(locator.find({1, 1}) == 2U);
  // On the outer border too.
  CHECK(locator.find({2, 0.5}) == 1U);
  CHECK(locator.find({0.5, 2}) == 2U);
  CHECK(locator.find({0, 0}) == 0U);
}

TEST_CASE("a hairline between neighbours drawn with other vertices belongs to somebody") {
  Layer layer{.features = {box(0, 0, 1, 1), box(1, 0, 2, 1)}};
  Ring& right = layer.features[1].shape.polygons[0].outer;
  right.insert(right.end() - 1, Point{1 + 1e-13, 1.0 / 3});
  CHECK(Locator{layer}.find({1 + 5e-14, 1.0 / 3}));
}

TEST_CASE("holes are outside, and what fills them is found") {
  Feature ring = box(0, 0, 3, 3);
  ring.shape.polygons[0].holes.push_back({{1, 1}, {1, 2}, {2, 2}, {2, 1}, {1, 1}});
  CHECK_FALSE(Locator{{.features = {ring}}}.find({1.5, 1.5}));
  CHECK(Locator{{.features = {ring, box(1, 1, 2, 2)}}}.find({1.5, 1.5}) == 1U);
}

TEST_CASE("exclaves belong to their feature, and overlaps to the first") {
  Feature parts = box(0, 0, 1, 1);
  parts.shape.polygons.push_back(box(5, 5, 6, 6).shape.polygons[0]);
  const Locator locator{{.features = {parts, box(0.5, 0, 2, 1)}}};
  CHECK(locator.find({5.5, 5.5}) == 0U);
  CHECK(locator.find({0.75, 0.5}) == 0U);
  CHECK(locator.find({1.5, 0.5}) == 1U);
  CHECK_FALSE(locator.find({3, 3}));
}

TEST_CASE("nothing is found in nothing, and no number is") {
  CHECK_FALSE(Locator{{}}.find({113, 35}));
  CHECK_FALSE(Locator{{}}.nearest({113, 35}));
  CHECK_FALSE(Locator{{.features = {Feature{}}}}.find({0, 0}));
  const Locator locator{{.features = {box(0, 0, 1, 1)}}};
  CHECK_FALSE(locator.find({std::nan(""), 0.5}));
  CHECK_FALSE(locator.find({0.5, std::numeric_limits<double>::infinity()}));
}

TEST_CASE("the nearest feature is named with its distance in metres") {
  const Locator locator{{.features = {box(113, 35, 113.1, 35.1), box(113.2, 35, 113.3, 35.1)}}};
  CHECK(locator.nearest({113.05, 35.05})->metres == 0);
  const auto east = locator.nearest({113.31, 35.05});
  REQUIRE(east);
  CHECK(east->feature == 1);
  CHECK(east->metres == Approx(distance_m({113.31, 35.05}, {113.3, 35.05})).epsilon(0.005));
  const auto north = locator.nearest({113.05, 35.2});
  CHECK(north->feature == 0);
  CHECK(north->metres == Approx(11'120).epsilon(0.005));
}
