#include "divisions/view.hpp"

#include <random>

#include <catch2/catch.hpp>

#include "jiaozuo.hpp"
#include "journal/replay.hpp"
#include "journal/verify.hpp"

namespace anlan::divisions {
namespace {

using test::code;
using test::House;
using test::kCity;

/// Jiaozuo as it stands after a first start: the register and three layers.
struct Jiaozuo : House {
  Jiaozuo() {
    REQUIRE(adopt_register(test::register_csv()).value());
    for (const auto level : {Level::county, Level::township, Level::village}) {
      REQUIRE(adopt_layer(test::sample_layer(level)));
    }
    divisions.load(db());
  }

  [[nodiscard]] journal::Verification verified() {
    return journal::verify_all(db(), types, views, folder.path(), [](auto, auto) {});
  }

  Divisions divisions;
};

/// One that is only read, shared by the cases that do so.
Jiaozuo& standing() {
  static Jiaozuo house;
  return house;
}

/// What SpatiaLite says: the villages whose polygon contains the point.
std::vector<std::string> contained(store::Connection& db, gis::Point point) {
  auto rows = db.prepare(
      "SELECT code FROM boundary WHERE level = 'village' AND ST_Contains(geom, MakePoint(?1, ?2, 4490)) = 1"
      " AND rowid IN (SELECT pkid FROM idx_boundary_geom WHERE xmin <= ?1 AND xmax >= ?1 AND ymin <= ?2 AND ymax >= ?2)"
      " ORDER BY code");
  rows.bind_all(point.lon, point.lat);
  std::vector<std::string> codes;
  while (rows.step()) codes.push_back(rows.text_at(0));
  return codes;
}

std::string lacking(const std::string& csv, const std::string& start) {
  const auto at = csv.find("\n" + start);
  return csv.substr(0, at) + csv.substr(csv.find('\n', at + 1));
}

}  // namespace

TEST_CASE("every village's interior point is located to that village") {
  auto rows = standing().db().prepare(
      "SELECT code, ST_X(p), ST_Y(p) FROM (SELECT code, ST_PointOnSurface(geom) AS p FROM boundary"
      " WHERE level = 'village')");
  int villages = 0;
  int wrong = 0;
  while (rows.step()) {
    const auto located = standing().divisions.locate({.at = {rows.real_at(1), rows.real_at(2)}});
    if (!located.inside() || located.chain.back().text() != rows.text_at(0)) ++wrong;
    ++villages;
  }
  CHECK(villages == 2024);
  CHECK(wrong == 0);
}

TEST_CASE("memory and SpatiaLite agree about 5,000 random points") {
  std::mt19937 random{20210720};
  const auto box = gis::bounds_of(test::sample_layer(Level::county));
  std::uniform_real_distribution<double> lon{box.min_lon, box.max_lon};
  std::uniform_real_distribution<double> lat{box.min_lat, box.max_lat};
  int inside = 0;
  int different = 0;
  for (int i = 0; i < 5'000; ++i) {
    const gis::Point point{lon(random), lat(random)};
    const auto expected = contained(standing().db(), point);
    const auto located = standing().divisions.locate({.at = point});
    const auto found =
        located.chain.size() == 4 ? std::vector{located.chain.back().text()} : std::vector<std::string>{};
    if (expected != found) ++different;
    inside += expected.empty() ? 0 : 1;
  }
  CHECK(inside > 1'500);
  CHECK(different == 0);
}

TEST_CASE("shapes are stored as multipolygons in EPSG:4490 under a spatial index") {
  CHECK(standing().db().number("SELECT count(*) FROM boundary") == 11 + 112 + 2024);
  CHECK(standing().db().number("SELECT count(*) FROM idx_boundary_geom") == 11 + 112 + 2024);
  CHECK(standing().db().number("SELECT count(*) FROM boundary WHERE ST_Srid(geom) <> 4490"
                               " OR GeometryType(geom) <> 'MULTIPOLYGON' OR NOT ST_IsValid(geom)") == 0);
}

TEST_CASE_METHOD(Jiaozuo, "the views equal a replay, and a rebuild in place gives them again") {
  CHECK(verified().clean());
  CHECK(journal::rebuild_views(db(), db(), types, views, [](auto, auto) {}).has_value());
  CHECK(verified().clean());
  CHECK(db().number("SELECT count(*) FROM idx_boundary_geom") == 11 + 112 + 2024);
}

TEST_CASE_METHOD(House, "a layer replaces the one before it, shapes and index alike") {
  REQUIRE(adopt_register(test::register_csv()).value());
  REQUIRE(adopt_layer(test::sample_layer(Level::county)));
  REQUIRE(adopt_layer(test::sample_layer(Level::township)));
  Divisions divisions;
  divisions.load(db());
  const auto version = divisions.snapshot()->version();
  auto fewer = test::sample_layer(Level::township);
  fewer.features.resize(50);
  CHECK(adopt_layer(fewer));
  CHECK_FALSE(adopt_layer(fewer));
  CHECK(db().number("SELECT count(*) FROM boundary WHERE level = 'township'") == 50);
  CHECK(db().number("SELECT count(*) FROM idx_boundary_geom") == 11 + 50);
  divisions.load(db());
  CHECK(divisions.snapshot()->version() != version);
  CHECK(journal::verify_all(db(), types, views, folder.path(), [](auto, auto) {}).clean());
}

TEST_CASE("the snapshot read from the database is the one built from the files") {
  CHECK(standing().divisions.snapshot()->divisions() == test::jiaozuo()->divisions());
  CHECK(standing().divisions.counties().size() == 11);
}

TEST_CASE("loading again keeps the layers that did not change") {
  auto& divisions = standing().divisions;
  const auto before = divisions.snapshot();
  divisions.load(standing().db());
  CHECK(divisions.snapshot()->layer(Level::village) == before->layer(Level::village));
  CHECK(divisions.snapshot()->version() == before->version());
}

TEST_CASE_METHOD(House, "a later register ends what it no longer names and keeps its history") {
  REQUIRE(adopt_register(test::register_csv()).value());
  const auto gone = code("410822400000");  // 国营博爱农场
  auto later = test::register_csv();
  while (later.find("\n410822400") != std::string::npos) later = lacking(later, "410822400");
  CHECK(adopt_register(later, "2023-01-01").value());
  Divisions divisions;
  divisions.load(db());
  CHECK_FALSE(divisions.exists(gone));
  CHECK(divisions.snapshot()->find(gone)->valid_to == "2023-01-01");
  CHECK(divisions.name_of(gone).find("博爱农场") != std::string::npos);
  CHECK_FALSE(adopt_register(later, "2024-01-01").value());
  CHECK(journal::verify_all(db(), types, views, folder.path(), [](auto, auto) {}).clean());
}

TEST_CASE_METHOD(House, "a layer that cannot be read is refused by the view and leaves no trace") {
  REQUIRE(adopt_register(test::register_csv()).value());
  const auto poison = [](store::Connection& store, journal::Journal& journal) -> Result<void> {
    const auto blob = journal::store_blob(store, "application/vnd.anlan.layer", "not a layer", test::kNow);
    journal.append(store, draft(BoundariesAdopted{.blob = blob}, kCity), stamp());
    return {};
  };
  CHECK_THROWS(offline->transact(poison));
  CHECK(db().number("SELECT count(*) FROM boundary_layer") == 0);
}

}  // namespace anlan::divisions
