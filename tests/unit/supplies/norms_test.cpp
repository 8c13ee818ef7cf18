#include <filesystem>
#include <fstream>

#include <catch2/catch.hpp>

#include "supplies/norms.hpp"
#include "supply_house.hpp"

namespace anlan::supplies::test {
namespace {

/// The reference data with a norms catalogue that the test breaks.
class OwnNorms {
 public:
  OwnNorms() {
    const std::filesystem::path data{anlan::test::source_dir() + "/data"};
    std::filesystem::create_directories(folder / "catalogues");
    std::filesystem::copy(data / "schemas", folder / "schemas");
    catalogue = json::parse(std::ifstream{data / "catalogues" / "norms.json"});
  }

  /// The pointer of what is wrong; empty when it loads.
  std::string fault() {
    std::ofstream{folder / "catalogues" / "norms.json"} << catalogue;
    const auto loaded = NormsCatalogue::load(folder.path(), goods());
    if (loaded) return "";
    CHECK(loaded.error().type == "bad-catalogue");
    return loaded.error().errors.at(0).pointer;
  }

  anlan::test::TemporaryFolder folder;
  json catalogue;
};

}  // namespace

TEST_CASE_METHOD(OwnNorms, "floors and road speeds are the site's: what it sets is read, what is wrong is pointed at") {
  CHECK(fault().empty());
  const json floor{{"level", "county"}, {"item", "quilt-cotton"}, {"quantity", 500},
                   {"source", "local"}, {"mark", "unverified"},   {"editable", true}};
  catalogue["reserve_floors"] = json::array({floor});
  catalogue["road_speeds"][0]["kmh"] = 65;
  REQUIRE(fault().empty());
  const auto loaded = NormsCatalogue::load(folder.path(), goods()).value();
  REQUIRE(loaded.reserve_floors().size() == 1);
  CHECK(loaded.reserve_floors()[0].amount == 500);
  CHECK(loaded.road_speeds()[0].kmh == 65);
  catalogue["reserve_floors"].push_back(floor);
  catalogue["reserve_floors"][1]["item"] = "quilt-of-air";
  CHECK(fault() == "/reserve_floors/1/item");
  catalogue["reserve_floors"] = json::array();
  catalogue["norms"][2]["item"] = "quilt-of-air";
  CHECK(fault() == "/norms/2/item");
}

TEST_CASE_METHOD(OwnNorms, "a road speed that no lorry drives is refused") {
  catalogue["road_speeds"][3]["kmh"] = 500;
  CHECK(fault() == "/road_speeds/3/kmh");
}

}  // namespace anlan::supplies::test
