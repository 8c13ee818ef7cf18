#include "gis/tiles.hpp"

#include <ogrsf_frmts.h>

#include <rapidcheck.h>
#include <catch2/catch.hpp>
#include <cmath>
#include <memory>
#include <numbers>
#include <set>

#include "gis/clip.hpp"
#include "gis/locator.hpp"
#include "mosaic.hpp"
#include "mvt_reader.hpp"

using namespace anlan::gis;
using test::MvtReader;

namespace {

constexpr Point kMiddle{113.1, 35.15};

struct Address {
  int z;
  std::uint32_t x, y;
};

/// The tile that holds a point.
Address tile_at(Point p, int z) {
  const double world = std::ldexp(1, z);
  const double sine = std::sin(p.lat * std::numbers::pi / 180);
  return {z, static_cast<std::uint32_t>((p.lon / 360 + 0.5) * world),
          static_cast<std::uint32_t>((0.5 - std::atanh(sine) / (2 * std::numbers::pi)) * world)};
}

std::string cut(const TileSource& tiles, Address at) { return tiles.cut(at.z, at.x, at.y); }

/// A tile as GDAL's own driver reads it, in Web Mercator metres.
class GdalTile {
 public:
  GdalTile(const std::string& bytes, Address at) {
    GDALAllRegister();
    VSIFCloseL(
        VSIFileFromMemBuffer(kName, reinterpret_cast<GByte*>(const_cast<char*>(bytes.data())), bytes.size(), FALSE));
    const std::string x = "X=" + std::to_string(at.x), y = "Y=" + std::to_string(at.y), z = "Z=" + std::to_string(at.z);
    const char* const options[] = {x.c_str(), y.c_str(), z.c_str(), nullptr};
    const char* const drivers[] = {"MVT", nullptr};
    dataset_.reset(GDALDataset::Open((std::string{"MVT:"} + kName).c_str(), GDAL_OF_VECTOR, drivers, options));
  }
  ~GdalTile() {
    dataset_.reset();
    VSIUnlink(kName);
  }
  GdalTile(const GdalTile&) = delete;
  GdalTile& operator=(const GdalTile&) = delete;

  [[nodiscard]] OGRLayer* layer() const {
    return dataset_ && dataset_->GetLayerCount() == 1 ? dataset_->GetLayer(0) : nullptr;
  }

 private:
  static constexpr const char* kName = "/vsimem/tile.pbf";
  std::unique_ptr<GDALDataset> dataset_;
};

}  // namespace

TEST_CASE("GDAL reads a tile back: layer, ids, attributes and shapes") {
  Layer layer = test::Mosaic{12, 10, 6, 5}.layer();
  for (Feature& feature : layer.features) feature.schematic = feature.code.back() == '3';
  const TileSource tiles{layer};
  const Locator locator{layer};
  const Address at = tile_at(kMiddle, 10);
  const std::string bytes = cut(tiles, at);
  const GdalTile tile{bytes, at};
  REQUIRE(tile.layer() != nullptr);
  CHECK(std::string{tile.layer()->GetName()} == "village");

  const double radius = 6378137;
  OGRPoint middle{kMiddle.lon * std::numbers::pi / 180 * radius,
                  std::atanh(std::sin(kMiddle.lat * std::numbers::pi / 180)) * radius};
  int covering = 0;
  for (const auto& feature : tile.layer()) {
    CHECK(feature->GetGeometryRef()->IsValid());
    if (!feature->GetGeometryRef()->Contains(&middle)) continue;
    ++covering;
    const Feature& source = layer.features[*locator.find(kMiddle)];
    CHECK(feature->GetFieldAsString("code") == source.code);
    CHECK(feature->GetFieldAsString("name") == source.name);
    CHECK(feature->GetFieldAsString("parent") == parent_code(source.code, Level::village));
    CHECK((feature->GetFieldAsInteger("schematic") != 0) == source.schematic);
    CHECK(std::to_string(feature->GetFieldAsInteger64("mvt_id")) == source.code);
  }
  CHECK(covering == 1);
}

TEST_CASE("neighbours agree at every zoom: a tile within the map is covered exactly once") {
  const TileSource tiles{test::Mosaic{30, 25, 20, 9}.layer()};
  for (int z = 10; z <= 14; ++z) {
    const Address at = tile_at(kMiddle, z);
    const auto tile = MvtReader::read(tiles.cut(at.z, at.x, at.y));
    std::int64_t covered = 0;
    for (const auto& feature : tile.features) {
      for (const GridRing& ring : feature.rings) covered += twice_area(ring);
    }
    const std::int64_t side = 4096 + 2 * 64;
    CHECK(covered == 2 * side * side);
  }
}

TEST_CASE("holes run against their outer ring and disappear with it") {
  Feature ring{.code = "410802000000",
               .shape = {{Polygon{{{113, 35}, {113.4, 35}, {113.4, 35.4}, {113, 35.4}, {113, 35}},
                                  {{{113.1, 35.1}, {113.1, 35.3}, {113.3, 35.3}, {113.3, 35.1}, {113.1, 35.1}}}}}}};
  const TileSource tiles{{.level = Level::county, .features = {ring}}};
  const auto whole = MvtReader::read(cut(tiles, tile_at({113.2, 35.2}, 8)));
  REQUIRE(whole.features.size() == 1);
  REQUIRE(whole.features[0].rings.size() == 2);
  CHECK(twice_area(whole.features[0].rings[0]) > 0);
  CHECK(twice_area(whole.features[0].rings[1]) < 0);
  CHECK(whole.features[0].attributes.at("parent") == "410800000000");
  // A tile within the hole shows nothing.
  CHECK(cut(tiles, tile_at({113.2, 35.2}, 14)).empty());
}

TEST_CASE("tiles that do not exist or hold nothing are empty") {
  const TileSource tiles{test::Mosaic{3, 3, 2, 1}.layer(), {.max_zoom = 12}};
  CHECK(tiles.cut(10, 0, 0).empty());
  CHECK(tiles.cut(3, 8, 0).empty());
  CHECK(tiles.cut(-1, 0, 0).empty());
  CHECK(tiles.cut(99, 0, 0).empty());
  CHECK(cut(tiles, tile_at(kMiddle, 13)).empty());
  CHECK_FALSE(cut(tiles, tile_at(kMiddle, 12)).empty());
  CHECK(TileSource{Layer{}}.cut(0, 0, 0).empty());
  CHECK(TileSource{Layer{.features = {Feature{}}}}.cut(0, 0, 0).empty());
}

TEST_CASE("the same layer gives the same tiles") {
  const Layer layer = test::Mosaic{8, 8, 5, 2}.layer();
  const Address at = tile_at(kMiddle, 9);
  CHECK(cut(TileSource{layer}, at) == cut(TileSource{layer}, at));
}

TEST_CASE("a cut ring stays within its box and keeps the area that was there") {
  rc::check([] {
    const auto coordinate = [] { return *rc::gen::inRange(-300, 300); };
    // A triangle: convex, so that the area within the box is what the corners inside say.
    const GridRing ring = {{coordinate(), coordinate()}, {coordinate(), coordinate()}, {coordinate(), coordinate()}};
    const GridBox box{-100, -100, 100, 100};
    Clipper clipper{box};
    const auto kept = clipper.cut(ring);
    for (const GridPoint p : kept) RC_ASSERT(box.contains(GridBox{p.x, p.y, p.x, p.y}));
    RC_ASSERT(std::abs(twice_area(kept)) <= std::abs(twice_area(ring)) + 1600);
  });
}
