#include "divisions/tile_door.hpp"

#include <zlib.h>

#include <thread>

#include <rapidcheck.h>
#include <catch2/catch.hpp>

#include "jiaozuo.hpp"

namespace anlan::divisions {
namespace {

using test::jiaozuo;

std::string gunzip(const std::string& packed) {
  z_stream stream{};
  inflateInit2(&stream, MAX_WBITS + 16);
  std::string plain(4u << 20, '\0');
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(packed.data()));
  stream.avail_in = static_cast<uInt>(packed.size());
  stream.next_out = reinterpret_cast<Bytef*>(plain.data());
  stream.avail_out = static_cast<uInt>(plain.size());
  const int done = inflate(&stream, Z_FINISH);
  plain.resize(stream.total_out);
  inflateEnd(&stream);
  REQUIRE(done == Z_STREAM_END);
  return plain;
}

struct Door {
  Door() { divisions.replace(jiaozuo()); }

  /// The tile of Jiaozuo's centre.
  [[nodiscard]] static TileAddress centre(int z, Level level = Level::village) {
    const auto side = static_cast<double>(1U << static_cast<unsigned>(z));
    return {level, jiaozuo()->version(), z, static_cast<std::uint32_t>((113.24 + 180) / 360 * side),
            static_cast<std::uint32_t>(0.395 * side)};
  }

  Divisions divisions;
  TileDoor door{divisions};
};

}  // namespace

TEST_CASE("a tile's path is read strictly") {
  const std::string version(16, 'a');
  const auto read = [&version](const std::string& rest) {
    return parse_tile_path("/tiles/village/" + version + rest).has_value();
  };
  CHECK(parse_tile_path("/tiles/county/" + version + "/9/417/201.mvt") ==
        TileAddress{Level::county, version, 9, 417, 201});
  CHECK(read("/0/0/0.mvt"));
  CHECK(read("/22/4194303/4194303.mvt"));
  for (const auto* wrong :
       {"/23/0/0.mvt", "/9/512/0.mvt", "/9/0/512.mvt", "/09/0/0.mvt", "/9/+1/0.mvt", "/9/-1/0.mvt", "/9/0/0.pbf",
        "/9/0/0.mvt?", "/9/0/0.mvt/", "/9/0.mvt", "/9//0.mvt", "/9/0/ 0.mvt", "/9/99999999999999999999/0.mvt", ""}) {
    CHECK_FALSE(read(wrong));
  }
  CHECK_FALSE(parse_tile_path("/tiles/hamlet/" + version + "/0/0/0.mvt"));
  CHECK_FALSE(parse_tile_path("/tiles/village/../0/0/0.mvt"));
  CHECK_FALSE(parse_tile_path("/tiles/village//0/0/0.mvt"));
  CHECK_FALSE(parse_tile_path("/tiles/village/" + std::string(65, 'a') + "/0/0/0.mvt"));
  CHECK_FALSE(parse_tile_path("tiles/village/a/0/0/0.mvt"));
}

TEST_CASE("any path is read or refused") {
  rc::check([](const std::string& text) {
    const auto read = parse_tile_path("/tiles/village/ab/" + text);
    if (read) RC_ASSERT(read->z <= 22);
  });
}

TEST_CASE_METHOD(Door, "a tile is gzip of the layer's own tile, and comes from the cache the next time") {
  const auto address = centre(11);
  CHECK_FALSE(door.cached(address));
  const auto tile = door.tile(address).value();
  REQUIRE(tile.gzip != nullptr);
  CHECK(gunzip(*tile.gzip) == jiaozuo()->layer(Level::village)->tiles().cut(11, address.x, address.y));
  CHECK(door.cached(address)->gzip == tile.gzip);
  CHECK(door.tile(address)->gzip == tile.gzip);
  CHECK(door.statistics().cuts == 1);
  CHECK(tile.etag ==
        "\"" + address.version + "-11-" + std::to_string(address.x) + "-" + std::to_string(address.y) + "\"");
}

TEST_CASE_METHOD(Door, "the snapshot's version and the layer's own name the same tile") {
  auto address = centre(10);
  const auto tile = door.tile(address).value();
  address.version = jiaozuo()->layer(Level::village)->facts().version;
  CHECK(door.cached(address)->gzip == tile.gzip);
  CHECK(door.cached(address)->etag != tile.etag);
}

TEST_CASE_METHOD(Door, "a version that is not in force and a level without a layer have no tiles") {
  auto address = centre(10);
  address.version = "0123456789abcdef";
  CHECK_FALSE(door.tile(address));
  CHECK_FALSE(door.tile(centre(10, Level::city)));
}

TEST_CASE_METHOD(Door, "a tile where nothing is has no bytes, and is remembered too") {
  const TileAddress sea{Level::village, jiaozuo()->version(), 10, 0, 0};
  CHECK(door.tile(sea)->gzip == nullptr);
  CHECK(door.cached(sea)->gzip == nullptr);
}

TEST_CASE("the cache keeps within its bytes and throws out what was not asked for longest") {
  Divisions divisions;
  divisions.replace(jiaozuo());
  TileDoor door{divisions, 16u << 10};
  auto address = Door::centre(14);
  const auto first = address;
  for (int i = 0; i < 60; ++i, ++address.x) {
    REQUIRE(door.tile(address));
    REQUIRE(door.statistics().bytes <= 16u << 10);
    if (i < 30) REQUIRE(door.cached(first));
  }
  CHECK(door.statistics().tiles < 60);
}

TEST_CASE_METHOD(Door, "a tile that many ask for at once is cut once") {
  const auto address = centre(9);
  std::vector<Tile> tiles(8);
  {
    std::vector<std::jthread> threads;
    for (auto& tile : tiles) threads.emplace_back([&] { tile = door.tile(address).value(); });
  }
  CHECK(door.statistics().cuts == 1);
  for (const auto& tile : tiles) CHECK(tile.gzip == tiles.front().gzip);
}

TEST_CASE_METHOD(Door, "a new layer makes the old addresses invalid and the new ones work") {
  const auto old_address = centre(10);
  REQUIRE(door.tile(old_address));
  LayerFacts facts{.level = Level::village, .version = std::string(64, 'f')};
  auto layer = test::sample_layer(Level::village);
  layer.features.resize(100);
  divisions.adopt(std::make_shared<const LayerIndex>(facts, layer));
  CHECK_FALSE(door.tile(old_address));
  auto address = old_address;
  address.version = divisions.snapshot()->version();
  CHECK(door.tile(address));
}

}  // namespace anlan::divisions
