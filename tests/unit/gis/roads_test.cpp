#include "gis/roads.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <fstream>

#include "gis/answer.hpp"
#include "support/temporary_folder.hpp"

using namespace anlan::gis;
using anlan::test::TemporaryFolder;

namespace {

/// Made-up roads near Qinyang, as a county might send them.
constexpr const char* kRoads = R"({"type":"FeatureCollection","features":[
 {"type":"Feature","properties":{"name":"沁北路","highway":"primary","maxspeed":"60"},
  "geometry":{"type":"LineString","coordinates":[[112.90,35.10],[112.95,35.10],[112.95,35.10],[113.00,35.10]]}},
 {"type":"Feature","properties":{"name":"乡道","highway":"tertiary","maxspeed":"signals","closed":"yes"},
  "geometry":{"type":"MultiLineString","coordinates":[[[112.95,35.10],[112.95,35.15]],[[112.95,35.15],[113.00,35.10]]]}},
 {"type":"Feature","properties":{"name":"远方"},"geometry":{"type":"LineString","coordinates":[[2.35,48.85],[2.36,48.86]]}},
 {"type":"Feature","properties":{"name":"井"},"geometry":{"type":"Point","coordinates":[112.9,35.1]}}]})";

Result<ImportOutcome> import(const std::string& text, bool roads = true, std::vector<RoadSpeed> speeds = {}) {
  const TemporaryFolder uploads;
  const TemporaryFolder scratch;
  std::ofstream{uploads / "upload"} << text;
  return import_layer({.path = (uploads / "upload").string(), .roads = roads, .speeds = std::move(speeds)},
                      scratch.path().string());
}

bool found(const ImportReport& report, std::string_view code) {
  return std::ranges::find(report.findings, code, &Finding::code) != report.findings.end();
}

RoadLayer two_roads() {
  return {{{"沁北路", 60, false, {{112.9, 35.1}, {113, 35.1}}}, {"", 40, true, {{112.9, 35.1}, {112.9, 35.2}}}}};
}

}  // namespace

TEST_CASE("roads come in with their speeds; what is no road is said so") {
  const auto outcome = import(kRoads);
  REQUIRE(outcome);
  const auto& roads = outcome->roads.roads;
  REQUIRE(roads.size() == 3);
  CHECK(roads[0].name == "沁北路");
  CHECK(roads[0].kmh == 60);
  CHECK(roads[0].line.size() == 3);  // the repeated point is gone
  CHECK_FALSE(roads[0].closed);
  CHECK(roads[1].kmh == 40);  // "signals" is no speed, and nobody said how fast a tertiary road is
  CHECK(roads[2].closed);
  CHECK(outcome->report.features_accepted == 3);
  CHECK(outcome->layer.features.empty());
  CHECK(found(outcome->report, "geometry-outside"));
  CHECK(found(outcome->report, "geometry-not-line"));
}

TEST_CASE("a road that does not say its speed has that of the first kind its own contains") {
  const auto outcome = import(kRoads, true, {{"primary", 70}, {"tert", 25}, {"tertiary", 99}});
  REQUIRE(outcome);
  CHECK(outcome->roads.roads[0].kmh == 60);  // it says so itself
  CHECK(outcome->roads.roads[1].kmh == 25);
}

TEST_CASE("boundaries are no roads, and roads no boundaries") {
  const auto area = R"({"type":"FeatureCollection","features":[{"type":"Feature","properties":{"code":"410882"},
    "geometry":{"type":"Polygon","coordinates":[[[112,35],[113,35],[113,36],[112,35]]]}}]})";
  const auto as_roads = import(area);
  REQUIRE((!as_roads || as_roads->roads.roads.empty()));
  const auto as_boundaries = import(kRoads, false);
  REQUIRE((!as_boundaries || as_boundaries->layer.features.empty()));
}

TEST_CASE("roads survive the blob and the worker's pipe; damaged bytes do not") {
  const auto layer = two_roads();
  const auto blob = pack(layer);
  CHECK(unpack_roads(blob).value() == layer);
  for (std::size_t cut = 0; cut < blob.size(); ++cut) {
    CHECK_FALSE(unpack_roads(std::string_view{blob}.substr(0, cut)).has_value());
  }
  CHECK_FALSE(unpack_roads(blob + "x").has_value());
  auto wrong = layer;
  wrong.roads[0].line[0].lat = 91;
  CHECK(unpack_roads(pack(wrong)).error().code == "layer-malformed");
  wrong = layer;
  wrong.roads[1].line.resize(1);
  CHECK(unpack_roads(pack(wrong)).error().code == "layer-malformed");

  ImportOutcome outcome{.roads = layer};
  outcome.report.features_accepted = 2;
  CHECK(read_answer(write_answer(outcome)).value().roads == layer);
  outcome.report.features_accepted = 1;
  CHECK(read_answer(write_answer(outcome)).error().code == "import-answer");
}
