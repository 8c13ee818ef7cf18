// A road layer from the command line to the plan of an allocation. Roads, stores and figures are made up.
#include <fstream>

#include <catch2/catch.hpp>

#include "support/goods_room.hpp"
#include "support/paths.hpp"

namespace anlan::test {

using nlohmann::json;

namespace {

/// One fast road from the far store to the township, and a track from the near one.
constexpr const char* kRoads = R"({"type":"FeatureCollection","features":[
 {"type":"Feature","properties":{"name":"快速路","maxspeed":"80"},"geometry":{"type":"LineString",
  "coordinates":[[113.20,35.25],[113.00,35.25],[112.826,35.222]]}},
 {"type":"Feature","properties":{"name":"山路","maxspeed":"5"},"geometry":{"type":"LineString",
  "coordinates":[[112.87,35.18],[112.826,35.222]]}}]})";

std::string open_place(HttpClient& dispatcher, const std::string& kind, const std::string& level,
                       const std::string& division, double lon, double lat) {
  const json office{{"name", "应急管理局"}, {"division", kCounty}};
  const json reserves{{"name", "粮食和物资储备中心"}, {"division", kCounty}};
  return dispatcher.must("place.open", {{"command_id", new_id()},
                                        {"kind", kind},
                                        {"level", level},
                                        {"division", division},
                                        {"name", "测试 " + std::to_string(lon)},
                                        {"lon", lon},
                                        {"lat", lat},
                                        {"owner", office},
                                        {"keeper", reserves},
                                        {"user", office},
                                        {"bins", json::array()}})["place"]["place"];
}

Finished import_roads(const std::filesystem::path& data, const std::filesystem::path& file) {
  return run_program(
      {"import", "roads", file.string(), "--data", data.string(), "--reference", source_dir() + "/data"});
}

}  // namespace

TEST_CASE_METHOD(DutyRoom, "roads imported from the command line are what an allocation drives on") {
  const auto file = data().parent_path() / "roads.geojson";
  std::ofstream{file} << kRoads;
  const auto refused = import_roads(data(), file);
  CHECK(refused.exit_code != 0);  // the server uses the directory
  CHECK(refused.output.find(std::to_string(server().pid())) != std::string::npos);

  REQUIRE(server().stop() == 0);
  const auto imported = import_roads(data(), file);
  INFO(imported.output);
  REQUIRE(imported.exit_code == 0);
  std::ofstream{file} << "not a layer";
  CHECK(import_roads(data(), file).exit_code != 0);
  start();

  const auto dispatcher = desk("dispatcher");
  const auto keeper = desk("keeper");
  (void)open_place(*dispatcher, "point", "township", kTownship, 112.826, 35.222);
  const auto near = open_place(*dispatcher, "store", "county", kCounty, 112.87, 35.18);
  const auto far = open_place(*dispatcher, "store", "county", kCounty, 113.20, 35.25);
  for (const auto& place : {near, far}) (void)take_in(*keeper, place, "water-bottled", 100'000);
  const auto incident = open_incident(*desk("city"), "测试 道路");
  auto report = first_report(incident, kTownship, 5'000);
  for (const auto* code : {"A01013", "A01014"}) report["figures"][code] = {{"instant", 400}, {"cumulative", 400}};
  (void)desk("clerk")->must("report.submit", report);

  const auto plan = dispatcher->must("allocation.propose",
                                     {{"command_id", new_id()},
                                      {"incident", incident},
                                      {"division", kCounty},
                                      {"assumptions", {{"days", 3}, {"items", {"water-bottled"}}}}})["allocation"];
  INFO(plan.dump());
  CHECK(plan["travel"]["source"] == "roads");
  REQUIRE(plan["lines"].size() == 1);
  CHECK(plan["lines"][0]["from"] == far);  // nearer by road, though not on the map
  CHECK(plan["lines"][0]["travel"] == "roads");
  server().stop();
  CHECK(verify().exit_code == 0);
}

}  // namespace anlan::test
