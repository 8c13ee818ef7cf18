// Space figures as JSON lines: point → village against SpatiaLite's best query and GEOS's STRtree with prepared shapes,
// in interleaved rounds of one run; cold tiles cut per second. Medians of the rounds, in microseconds of CPU.
//
//   gis_bench [rounds]

#include <geos_c.h>
#include <sqlite3.h>

// Needs sqlite3.h before it.
#include <spatialite.h>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <filesystem>
#include <numbers>
#include <random>
#include <string>
#include <vector>

#include "../support/temporary_folder.hpp"
#include "../unit/gis/mosaic.hpp"
#include "gis/geos.hpp"
#include "gis/import.hpp"
#include "gis/locator.hpp"
#include "gis/tiles.hpp"
#include "gis/wkb.hpp"

namespace {

using namespace anlan::gis;
/// Seconds of CPU this thread has had: everything here computes, so others on the machine must not count.
double cpu_seconds() {
  timespec now{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) / 1e9;
}

double median(std::vector<double> values) {
  std::ranges::sort(values);
  return values[values.size() / 2];
}

std::vector<Point> points_over(const Layer& layer, std::size_t count) {
  const Bounds box = bounds_of(layer);
  std::mt19937 random{1};
  std::uniform_real_distribution<> lon{box.min_lon, box.max_lon}, lat{box.min_lat, box.max_lat};
  std::vector<Point> points(count);
  for (Point& p : points) p = {lon(random), lat(random)};
  return points;
}

/// Microseconds per point, and how many were found so that nothing is optimised away.
template <class Find>
double time_per_point(const std::vector<Point>& points, std::size_t& found, Find find) {
  const auto start = cpu_seconds();
  for (const Point p : points) found += find(p) ? 1 : 0;
  return (cpu_seconds() - start) / static_cast<double>(points.size()) * 1e6;
}

class GeosPeer {
 public:
  explicit GeosPeer(const Layer& layer) : tree_{GEOSSTRtree_create_r(handle(), 10)} {
    for (const Feature& feature : layer.features) shapes_.push_back(geos_.to_geos(feature.shape));
    for (const auto& shape : shapes_) {
      prepared_.push_back(GEOSPrepare_r(handle(), shape.get()));
      GEOSSTRtree_insert_r(handle(), tree_, shape.get(), const_cast<GEOSPreparedGeometry*>(prepared_.back()));
    }
  }
  ~GeosPeer() {
    for (const auto* prepared : prepared_) GEOSPreparedGeom_destroy_r(handle(), prepared);
    GEOSSTRtree_destroy_r(handle(), tree_);
  }
  GeosPeer(const GeosPeer&) = delete;
  GeosPeer& operator=(const GeosPeer&) = delete;

  bool find(Point p) {
    const auto point = geos_.own(GEOSGeom_createPointFromXY_r(handle(), p.lon, p.lat));
    candidates_.clear();
    const auto collect = [](void* prepared, void* into) {
      static_cast<std::vector<const GEOSPreparedGeometry*>*>(into)->push_back(
          static_cast<const GEOSPreparedGeometry*>(prepared));
    };
    GEOSSTRtree_query_r(handle(), tree_, point.get(), collect, &candidates_);
    return std::ranges::any_of(candidates_, [&](const auto* candidate) {
      return GEOSPreparedContains_r(handle(), candidate, point.get()) == 1;
    });
  }

 private:
  [[nodiscard]] GEOSContextHandle_t handle() const { return geos_.handle(); }

  Geos geos_;
  GEOSSTRtree* tree_;
  std::vector<Geos::Shape> shapes_;
  std::vector<const GEOSPreparedGeometry*> prepared_;
  std::vector<const GEOSPreparedGeometry*> candidates_;
};

/// The R*Tree joined directly, which is twice as fast as the SpatialIndex table of SpatiaLite's manual. Without
/// ANALYZE: its statistics make SQLite 3.40 build a Bloom filter over all areas for every point, a hundred times
/// slower.
class SpatialitePeer {
 public:
  SpatialitePeer(const Layer& layer, const std::filesystem::path& file) : cache_{spatialite_alloc_connection()} {
    sqlite3_open(file.c_str(), &db_);
    spatialite_init_ex(db_, cache_, 0);
    run("PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; PRAGMA cache_size=-400000; BEGIN; SELECT "
        "InitSpatialMetaData(0);"
        "CREATE TABLE v(id INTEGER PRIMARY KEY); SELECT AddGeometryColumn('v', 'g', 4490, 'MULTIPOLYGON', 'XY')");
    sqlite3_stmt* insert = prepare("INSERT INTO v(g) VALUES (GeomFromWKB(?, 4490))");
    for (const Feature& feature : layer.features) {
      const std::string wkb = to_wkb(feature.shape);
      sqlite3_bind_blob(insert, 1, wkb.data(), static_cast<int>(wkb.size()), SQLITE_TRANSIENT);
      sqlite3_step(insert);
      sqlite3_reset(insert);
    }
    sqlite3_finalize(insert);
    run("SELECT CreateSpatialIndex('v', 'g'); COMMIT");
    find_ = prepare(
        "SELECT v.id FROM idx_v_g AS i CROSS JOIN v ON v.id = i.pkid WHERE i.xmin <= ?1 AND i.xmax >= ?1 AND i.ymin <= "
        "?2 "
        "AND i.ymax >= ?2 AND ST_Contains(v.g, MakePoint(?1, ?2, 4490)) LIMIT 1");
  }
  ~SpatialitePeer() {
    sqlite3_finalize(find_);
    sqlite3_close(db_);
    spatialite_cleanup_ex(cache_);
  }
  SpatialitePeer(const SpatialitePeer&) = delete;
  SpatialitePeer& operator=(const SpatialitePeer&) = delete;

  bool find(Point p) {
    sqlite3_bind_double(find_, 1, p.lon);
    sqlite3_bind_double(find_, 2, p.lat);
    const bool found = sqlite3_step(find_) == SQLITE_ROW;
    sqlite3_reset(find_);
    return found;
  }

 private:
  void run(const char* sql) {
    char* error = nullptr;
    if (sqlite3_exec(db_, sql, nullptr, nullptr, &error) == SQLITE_OK) return;
    std::fprintf(stderr, "%s: %s\n", sql, error);
    std::exit(1);
  }
  sqlite3_stmt* prepare(const char* sql) {
    sqlite3_stmt* statement = nullptr;
    if (sqlite3_prepare_v2(db_, sql, -1, &statement, nullptr) != SQLITE_OK) std::exit(1);
    return statement;
  }

  void* cache_;
  sqlite3* db_ = nullptr;
  sqlite3_stmt* find_ = nullptr;
};

void bench_points(const Layer& layer, int rounds) {
  const anlan::test::TemporaryFolder folder;
  const auto start = cpu_seconds();
  const Locator locator{layer};
  const double built = cpu_seconds() - start;
  GeosPeer geos{layer};
  SpatialitePeer spatialite{layer, folder / "peer.sqlite"};
  const auto many = points_over(layer, 200'000), some = points_over(layer, 50'000), few = points_over(layer, 5'000);

  std::vector<double> ours, by_geos, by_spatialite;
  std::size_t found_ours = 0, found_geos = 0, found_spatialite = 0;
  for (int round = 0; round < rounds; ++round) {
    ours.push_back(time_per_point(many, found_ours, [&](Point p) { return locator.find(p).has_value(); }));
    by_geos.push_back(time_per_point(some, found_geos, [&](Point p) { return geos.find(p); }));
    by_spatialite.push_back(time_per_point(few, found_spatialite, [&](Point p) { return spatialite.find(p); }));
  }
  const double us = median(ours);
  std::printf(
      "{\"bench\":\"point_to_village\",\"areas\":%zu,\"us\":%.3f,\"geos_us\":%.3f,\"spatialite_us\":%.1f,"
      "\"to_geos\":%.3f,\"times_spatialite\":%.0f,\"build_s\":%.3f,\"found\":%.4f,\"found_geos\":%.4f}\n",
      layer.features.size(), us, median(by_geos), median(by_spatialite), us / median(by_geos),
      median(by_spatialite) / us, built, static_cast<double>(found_ours) / 200'000 / rounds,
      static_cast<double>(found_geos) / 50'000 / rounds);
}

struct Range {
  std::uint32_t first_x, last_x, first_y, last_y;
};

Range tiles_over(const Bounds& box, int z) {
  const double world = std::ldexp(1, z);
  const auto x = [&](double lon) { return static_cast<std::uint32_t>((lon / 360 + 0.5) * world); };
  const auto y = [&](double lat) {
    const double sine = std::sin(lat * std::numbers::pi / 180);
    return static_cast<std::uint32_t>((0.5 - std::atanh(sine) / (2 * std::numbers::pi)) * world);
  };
  return {x(box.min_lon), x(box.max_lon), y(box.max_lat), y(box.min_lat)};
}

/// Microseconds of every tile of zooms 6 to 14; `z6` gets the slowest at zoom 6.
std::vector<double> cut_all(const TileSource& tiles, const Bounds& box, std::size_t& bytes, double& z6) {
  std::vector<double> micros;
  for (int z = 6; z <= 14; ++z) {
    const Range range = tiles_over(box, z);
    for (std::uint32_t x = range.first_x; x <= range.last_x; ++x) {
      for (std::uint32_t y = range.first_y; y <= range.last_y; ++y) {
        const auto start = cpu_seconds();
        bytes += tiles.cut(z, x, y).size();
        micros.push_back((cpu_seconds() - start) * 1e6);
        if (z == 6) z6 = std::max(z6, micros.back());
      }
    }
  }
  return micros;
}

void bench_tiles(const Layer& layer, int rounds) {
  const auto start = cpu_seconds();
  const TileSource tiles{layer};
  const double built = cpu_seconds() - start;
  std::vector<double> rates, halves, slowest, widest;
  std::size_t count = 0, bytes = 0;
  for (int round = 0; round < rounds; ++round) {
    bytes = 0;
    double z6 = 0;
    std::vector<double> micros = cut_all(tiles, bounds_of(layer), bytes, z6);
    double sum = 0;
    for (const double one : micros) sum += one;
    count = micros.size();
    rates.push_back(static_cast<double>(count) / sum * 1e6);
    std::ranges::sort(micros);
    halves.push_back(micros[count / 2]);
    slowest.push_back(micros[count * 99 / 100]);
    widest.push_back(z6);
  }
  std::printf(
      "{\"bench\":\"cold_tiles\",\"areas\":%zu,\"tiles\":%zu,\"per_s\":%.0f,\"p50_us\":%.1f,\"p99_us\":%.1f,"
      "\"z6_us\":%.0f,\"mean_bytes\":%zu,\"pyramid_s\":%.3f}\n",
      layer.features.size(), count, median(rates), median(halves), median(slowest), median(widest), bytes / count,
      built);
}

/// The sample data's villages; nothing where they are missing.
Layer jiaozuo_villages() {
  const anlan::test::TemporaryFolder scratch;
  const ImportRequest request{.path = ANLAN_SOURCE_DIR "/data/jiaozuo/boundaries/village.geojson"};
  auto outcome = import_layer(request, scratch.path().string());
  return outcome ? std::move(outcome->layer) : Layer{};
}

}  // namespace

int main(int argc, char** argv) {
  const int rounds = argc > 1 ? std::max(std::atoi(argv[1]), 1) : 5;
  std::setvbuf(stdout, nullptr, _IOLBF, BUFSIZ);
  // As surveyed villages would come: as many as Jiaozuo's, 188 points each; the sample's are sketches of 18.
  const Layer surveyed = test::Mosaic{46, 44, 47, 7}.layer();
  const Layer sample = jiaozuo_villages();
  for (const Layer* layer : {&surveyed, &sample}) {
    if (layer->features.empty()) continue;
    bench_points(*layer, rounds);
    bench_tiles(*layer, rounds);
  }
  bench_points(test::Mosaic{250, 200, 24, 7}.layer(), rounds);
}
