#include "gis/layer.hpp"

#include <rapidcheck.h>
#include <catch2/catch.hpp>
#include <cmath>

#include "gis/area.hpp"
#include "gis/wkb.hpp"
#include "mosaic.hpp"

using namespace anlan::gis;

TEST_CASE("a packed layer unpacks to the same layer and packs to the same bytes") {
  Layer layer = test::Mosaic{5, 4, 3, 11}.layer();
  layer.features[3].schematic = true;
  layer.features[4].shape.polygons.push_back(
      {{{113, 35}, {114, 35}, {114, 36}, {113, 35}}, {{{113.5, 35.2}, {113.6, 35.3}, {113.6, 35.2}, {113.5, 35.2}}}});
  const std::string blob = pack(layer);
  const auto back = unpack(blob);
  REQUIRE(back);
  CHECK(*back == layer);
  CHECK(pack(*back) == blob);
}

TEST_CASE("an empty layer is a layer") {
  const auto back = unpack(pack(Layer{.level = Level::county}));
  REQUIRE(back);
  CHECK(back->level == Level::county);
  CHECK(bounds_of(*back).empty());
}

TEST_CASE("a blob cut anywhere is refused") {
  const std::string blob = pack(test::Mosaic{2, 1, 2, 1}.layer());
  for (std::size_t size = 0; size < blob.size(); ++size) CHECK_FALSE(unpack(std::string_view{blob}.substr(0, size)));
  CHECK_FALSE(unpack(blob + '\0'));
}

TEST_CASE("a blob of another version says so") {
  std::string blob = pack({});
  blob[4] = 2;
  CHECK(unpack(blob).error().code == "layer-version");
}

TEST_CASE("whatever survives a flipped byte is still a sound layer") {
  const std::string blob = pack(test::Mosaic{2, 2, 2, 3}.layer());
  rc::check([&] {
    std::string broken = blob;
    broken[*rc::gen::inRange<std::size_t>(0, broken.size())] = *rc::gen::arbitrary<char>();
    const auto layer = unpack(broken);
    if (!layer) return;
    for (const Feature& feature : layer->features) {
      for_each_ring(feature.shape, [](const Ring& ring) {
        RC_ASSERT(ring.size() >= 4);
        RC_ASSERT(ring.front() == ring.back());
        for (const Point p : ring) RC_ASSERT(std::abs(p.lon) <= 180 && std::abs(p.lat) <= 90);
      });
    }
  });
}

TEST_CASE("a count larger than the bytes behind it costs no memory") {
  std::string wkb = to_wkb({{{{{0, 0}, {1, 0}, {1, 1}, {0, 0}}, {}}}});
  for (const std::size_t count_at : {5U, 14U, 18U}) {
    std::string lying = wkb;
    lying.replace(count_at, 4, "\xFF\xFF\xFF\x7F");
    CHECK_FALSE(from_wkb(lying));
  }
}

TEST_CASE("levels and parents come from the digits") {
  CHECK(parent_code("410821101003", Level::village) == "410821101000");
  CHECK(parent_code("410821101000", Level::township) == "410821000000");
  CHECK(parent_code("410821000000", Level::county) == "410800000000");
  CHECK(parent_code("410800000000", Level::city).empty());
  CHECK(parse_level("township") == Level::township);
  CHECK_FALSE(parse_level("hamlet"));
}

TEST_CASE("areas are true on the ellipsoid") {
  // One degree by one degree from 113°E 35°N is 10,066.3 km² on CGCS2000 (geographiclib).
  const MultiPolygon square{{{{{113, 35}, {114, 35}, {114, 36}, {113, 36}, {113, 35}}, {}}}};
  CHECK(area_ha(square) == Approx(1'006'627.5).epsilon(1e-6));
  CHECK(centre_of(square).lon == Approx(113.5));
  CHECK(centre_of(square).lat == Approx(35.5));
}
