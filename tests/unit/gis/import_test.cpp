#include "gis/import.hpp"

#include <algorithm>
#include <catch2/catch.hpp>

#include "fixtures.hpp"
#include "gis/area.hpp"
#include "gis/locator.hpp"
#include "mosaic.hpp"
#include "support/temporary_folder.hpp"

using namespace anlan::gis;
using namespace anlan::gis::test;
using anlan::test::TemporaryFolder;

namespace {

/// A folder for uploads and one for the import, both fresh.
struct Bench {
  TemporaryFolder uploads;
  TemporaryFolder scratch;

  Result<ImportOutcome> import(ImportRequest request) { return import_layer(request, scratch.path().string()); }
  Result<ImportOutcome> import(const std::string& name) { return import({.path = (uploads / name).string()}); }
};

const Finding* find(const ImportReport& report, std::string_view code) {
  const auto found = std::ranges::find(report.findings, code, &Finding::code);
  return found == report.findings.end() ? nullptr : &*found;
}

Layer sample() { return Mosaic{4, 3, 5, 8}.layer(); }

Feature& with_ring(Feature& feature, Ring ring) {
  feature.shape = {{Polygon{std::move(ring), {}}}};
  return feature;
}

void check_same_places(const Layer& imported, const Layer& original) {
  REQUIRE(imported.features.size() == original.features.size());
  for (std::size_t i = 0; i < original.features.size(); ++i) {
    CHECK(imported.features[i].code == original.features[i].code);
    CHECK(imported.features[i].name == original.features[i].name);
    CHECK(area_ha(imported.features[i].shape) == Approx(area_ha(original.features[i].shape)).epsilon(1e-5));
    const Point a = centre_of(imported.features[i].shape), b = centre_of(original.features[i].shape);
    CHECK(distance_m(a, b) < 0.1);
  }
}

}  // namespace

TEST_CASE("GeoPackage and GeoJSON come in whole, whatever their names") {
  const char* const driver = GENERATE("GPKG", "GeoJSON");
  Bench bench;
  write_file(bench.uploads / "x.gpkg", sample(), {.driver = driver});
  fs::rename(bench.uploads / "x.gpkg", bench.uploads / "upload");
  const auto outcome = bench.import("upload");
  REQUIRE(outcome);
  check_same_places(outcome->layer, sample());
  CHECK(outcome->report.format == driver);
  CHECK(outcome->report.fields == FieldMapping{"XZQDM", "XZQMC"});
  CHECK(outcome->report.level == Level::village);
  CHECK(outcome->report.features_accepted == 12);
  CHECK(outcome->report.findings.empty());
  CHECK(outcome->report.bounds == bounds_of(outcome->layer));
}

TEST_CASE("a zipped Shapefile with Chinese in GBK comes in, from a projected system too") {
  const char* const encoding = GENERATE("GBK", "UTF-8");
  Bench bench;
  const fs::path folder = bench.uploads / "焦作村界";
  fs::create_directory(folder);
  write_file(folder / "村.shp", in_plane(sample(), {4526}),
             {.driver = "ESRI Shapefile", .epsg = 4526, .encoding = encoding});
  fs::remove(folder / "村.cpg");
  zip_folder(bench.uploads / "a.zip", folder, "资料/");
  const auto outcome = bench.import("a.zip");
  REQUIRE(outcome);
  check_same_places(outcome->layer, sample());
  CHECK(outcome->report.crs == Crs{4526});
  CHECK((find(outcome->report, "encoding-assumed") != nullptr) == (std::string{encoding} == "GBK"));
}

TEST_CASE("a Shapefile without .prj asks which system it is in, and the answer is followed") {
  Bench bench;
  const fs::path folder = bench.uploads / "shp";
  fs::create_directory(folder);
  write_file(folder / "v.shp", in_plane(sample(), {4547}),
             {.driver = "ESRI Shapefile", .epsg = 0, .encoding = "UTF-8"});
  zip_folder(bench.uploads / "a.zip", folder);
  const auto asked = bench.import("a.zip");
  REQUIRE(asked);
  CHECK(find(asked->report, "crs-missing"));
  CHECK(asked->layer.features.empty());
  REQUIRE_FALSE(asked->report.crs_candidates.empty());
  CHECK(asked->report.crs_candidates.front().crs == Crs{4547});

  TemporaryFolder again;
  const auto answered =
      import_layer({.path = (bench.uploads / "a.zip").string(), .crs = Crs{4547}}, again.path().string());
  REQUIRE(answered);
  check_same_places(answered->layer, sample());
}

TEST_CASE("a mislabelled system is not believed") {
  Bench bench;
  // Zone 38 numbers under a label without a zone.
  write_file(bench.uploads / "a.gpkg", in_plane(sample(), {4526}), {.driver = "GPKG", .epsg = 4547});
  const auto outcome = bench.import("a.gpkg");
  REQUIRE(outcome);
  CHECK(find(outcome->report, "crs-implausible"));
  CHECK(outcome->layer.features.empty());
  CHECK(outcome->report.crs_candidates.front().crs == Crs{4526});
}

TEST_CASE("old datums are accepted with a warning") {
  Bench bench;
  write_file(bench.uploads / "a.gpkg", in_plane(sample(), {2383}), {.driver = "GPKG", .epsg = 2383});
  const auto outcome = bench.import("a.gpkg");
  REQUIRE(outcome);
  CHECK(find(outcome->report, "crs-old-datum"));
  CHECK(outcome->layer.features.size() == 12);
}

TEST_CASE("KML and a zipped FileGDB folder are read with drivers that hold no surprises") {
  Bench bench;
  write_file(bench.uploads / "a.kml", sample(),
             {.driver = "KML", .epsg = 4326, .code_column = "Description", .name_column = "Name"});
  auto kml = bench.import("a.kml");
  REQUIRE(kml);
  CHECK(kml->report.format == "KML");
  CHECK(kml->report.features_read == 12);

  const fs::path gdb = bench.uploads / "v.gdb";
  write_file(gdb, sample(), {.driver = "OpenFileGDB"});
  zip_folder(bench.uploads / "g.zip", gdb, "v.gdb/");
  const auto outcome = bench.import("g.zip");
  REQUIRE(outcome);
  check_same_places(outcome->layer, sample());
}

TEST_CASE("codes as numbers, six digits and the national map's prefix become twelve digits") {
  Bench bench;
  Layer counties{.level = Level::county, .features = sample().features};
  counties.features.resize(3);
  counties.features[0].code = "410802";
  counties.features[1].code = "156410803";
  counties.features[2].code = "410804000000.0";
  write_file(bench.uploads / "a.geojson", counties);
  const auto outcome = bench.import("a.geojson");
  REQUIRE(outcome);
  CHECK(outcome->layer.level == Level::county);
  REQUIRE(outcome->layer.features.size() == 3);
  CHECK(outcome->layer.features[1].code == "410803000000");

  write_file(bench.uploads / "b.gpkg", sample(), {.driver = "GPKG", .numeric_codes = true});
  CHECK(bench.import("b.gpkg")->layer.features.size() == 12);
}

TEST_CASE("codes are held against the expected divisions") {
  Bench bench;
  Layer layer = sample();
  layer.features[0].code = "";
  layer.features[1].code = "abc";
  layer.features[2].code = "410821101000";
  layer.features[3].code = "410899999999";
  layer.features[5].code = layer.features[4].code;
  write_file(bench.uploads / "a.gpkg", layer, {.driver = "GPKG"});
  ImportRequest request{.path = (bench.uploads / "a.gpkg").string(), .level = Level::village};
  for (const Feature& feature : sample().features)
    request.expected.push_back({.code = feature.code, .name = feature.name});
  request.expected[7].name = "别名村";
  const auto outcome = bench.import(request);
  REQUIRE(outcome);
  const ImportReport& report = outcome->report;
  for (const auto& [code, row] :
       {std::pair{"code-missing", 0U}, std::pair{"code-malformed", 1U}, std::pair{"code-other-level", 2U},
        std::pair{"code-unknown", 3U}, std::pair{"code-duplicate", 5U}}) {
    INFO(code);
    REQUIRE(find(report, code));
    CHECK(find(report, code)->feature == row);
  }
  CHECK(std::ranges::any_of(report.findings,
                            [](const Finding& f) { return f.code == "name-differs" && f.feature == 7U; }));
  REQUIRE(find(report, "unit-missing"));
  CHECK(find(report, "unit-missing")->zh.starts_with("有 5 个"));
  CHECK(outcome->layer.features.size() == 7);
}

TEST_CASE("exclaves in rows of their own become parts of one division") {
  Bench bench;
  Layer layer = sample();
  layer.features[11].code = layer.features[0].code;
  layer.features[11].name = layer.features[0].name;
  write_file(bench.uploads / "a.geojson", layer);
  const auto outcome = bench.import("a.geojson");
  REQUIRE(outcome);
  CHECK(find(outcome->report, "parts-merged")->feature == 11U);
  CHECK(outcome->layer.features[0].shape.polygons.size() == 2);
}

TEST_CASE("a border that crosses itself is repaired and named with the place") {
  Bench bench;
  Layer layer = sample();
  with_ring(layer.features[0], {{113, 35}, {113.02, 35.02}, {113.02, 35}, {113, 35.02}, {113, 35}});
  layer.features.resize(1);
  write_file(bench.uploads / "a.geojson", layer);
  const auto outcome = bench.import("a.geojson");
  REQUIRE(outcome);
  const Finding* const finding = find(outcome->report, "self-intersection");
  REQUIRE(finding);
  CHECK(finding->zh.find("113.010000, 35.010000") != std::string::npos);
  CHECK(finding->en.find("Self-intersection") != std::string::npos);
  REQUIRE(outcome->layer.features.size() == 1);
  CHECK(outcome->layer.features[0].shape.polygons.size() == 2);
}

TEST_CASE("rings that run the wrong way are turned") {
  Bench bench;
  Layer layer = sample();
  std::ranges::reverse(layer.features[2].shape.polygons[0].outer);
  write_file(bench.uploads / "a.gpkg", layer, {.driver = "GPKG"});
  const auto outcome = bench.import("a.gpkg");
  REQUIRE(outcome);
  CHECK(find(outcome->report, "ring-order"));
  for (const Feature& feature : outcome->layer.features) CHECK(signed_area_ha(feature.shape.polygons[0].outer) > 0);
}

TEST_CASE("neighbours that overlap are named with the area") {
  Bench bench;
  Layer layer = sample();
  layer.features.resize(2);
  with_ring(layer.features[0], {{113, 35}, {113.02, 35}, {113.02, 35.02}, {113, 35.02}, {113, 35}});
  with_ring(layer.features[1], {{113.01, 35}, {113.03, 35}, {113.03, 35.02}, {113.01, 35.02}, {113.01, 35}});
  write_file(bench.uploads / "a.geojson", layer);
  const auto outcome = bench.import("a.geojson");
  REQUIRE(outcome);
  REQUIRE(find(outcome->report, "overlap"));
  CHECK(find(outcome->report, "overlap")->en == "410801100001第1村 and 410801100002第2村 overlap by 202.53 ha.");
  CHECK(outcome->layer.features.size() == 2);
}

TEST_CASE("rows without an area are left out one by one") {
  Bench bench;
  write_bytes(bench.uploads / "a.geojson", R"({"type":"FeatureCollection","features":[
    {"type":"Feature","properties":{"code":"410802001001"},"geometry":null},
    {"type":"Feature","properties":{"code":"410802001002"},"geometry":{"type":"Point","coordinates":[113,35]}},
    {"type":"Feature","properties":{"code":"410802001003"},"geometry":{"type":"Polygon","coordinates":[[[113,35],[113.1,35],[113.1,35.1],[113,35]]]}},
    {"type":"Feature","properties":{"code":"410802001004"},"geometry":{"type":"Polygon","coordinates":[[[3,35],[3.1,35],[3.1,35.1],[3,35]]]}}]})");
  const auto outcome = bench.import("a.geojson");
  REQUIRE(outcome);
  CHECK(find(outcome->report, "geometry-empty")->feature == 0U);
  CHECK(find(outcome->report, "geometry-not-polygon")->feature == 1U);
  CHECK(find(outcome->report, "geometry-outside")->feature == 3U);
  CHECK(find(outcome->report, "name-column-missing"));
  CHECK(outcome->layer.features.size() == 1);
}

TEST_CASE("web-map coordinates are suspected from the known centres, and undone on request") {
  Bench bench;
  Layer shifted = sample();
  ImportRequest request{.path = (bench.uploads / "a.geojson").string()};
  for (Feature& feature : shifted.features) {
    request.expected.push_back({.code = feature.code, .centre = centre_of(feature.shape)});
    for_each_ring(feature.shape, [](Ring& ring) {
      for (Point& p : ring) p = to_web(p, WebDatum::gcj02);
    });
  }
  write_file(bench.uploads / "a.geojson", shifted);
  const auto doubted = bench.import(request);
  REQUIRE(doubted);
  REQUIRE(doubted->report.offset_doubt);
  CHECK(doubted->report.offset_doubt->datum == WebDatum::gcj02);
  CHECK(find(doubted->report, "web-offset-suspected"));

  TemporaryFolder again;
  request.undo = WebDatum::gcj02;
  const auto undone = import_layer(request, again.path().string());
  REQUIRE(undone);
  CHECK_FALSE(undone->report.offset_doubt);
  check_same_places(undone->layer, sample());
}

TEST_CASE("without a code column nothing is accepted and the columns are listed") {
  Bench bench;
  Layer layer = sample();
  for (Feature& feature : layer.features) feature.code = "x";
  write_file(bench.uploads / "a.gpkg", layer, {.driver = "GPKG"});
  const auto outcome = bench.import("a.gpkg");
  REQUIRE(outcome);
  CHECK(find(outcome->report, "code-column-missing"));
  CHECK(outcome->report.columns == std::vector<std::string>{"XZQDM", "XZQMC"});
  CHECK(outcome->layer.features.empty());
}
