#include <filesystem>
#include <fstream>
#include <functional>

#include <catch2/catch.hpp>

#include "supplies/batch.hpp"
#include "supply_house.hpp"
#include "support/paths.hpp"

namespace anlan::supplies::test {
namespace {

namespace fs = std::filesystem;

/// The shipped goods with something changed.
Result<GoodsCatalogue> load_changed(const std::function<void(json&)>& change) {
  const anlan::test::TemporaryFolder folder;
  for (const auto* part : {"catalogues", "schemas"}) {
    fs::copy(fs::path{anlan::test::source_dir()} / "data" / part, folder / part, fs::copy_options::recursive);
  }
  const auto file = folder.path() / "catalogues" / "goods.json";
  auto content = json::parse(std::ifstream{file});
  change(content);
  std::ofstream{file} << content.dump();
  return GoodsCatalogue::load(folder.path());
}

}  // namespace

TEST_CASE("the shipped goods say their unit, their shelf life and their lines of form A07") {
  const auto* quilt = goods().find("quilt-cotton");
  REQUIRE(quilt != nullptr);
  CHECK(quilt->name.zh == "棉被");
  CHECK(quilt->arranged == "A07008");
  CHECK(quilt->issued == "A07011");
  CHECK(quilt->shelf_life_years.has_value());
  CHECK_FALSE(goods().find("rice")->issued.has_value());
  CHECK(goods().find("gold") == nullptr);
}

TEST_CASE("a code that appears twice, or a unit that is missing, stops the start by file, pointer and reason") {
  const auto twice = load_changed([](json& file) { file["items"][1]["code"] = file["items"][0]["code"]; });
  REQUIRE_FALSE(twice.has_value());
  CHECK(twice.error().type == "bad-catalogue");
  CHECK(twice.error().errors.at(0).pointer == "/items/1/code");
  const auto bare = load_changed([](json& file) { file["items"][2].erase("unit"); });
  REQUIRE_FALSE(bare.has_value());
  CHECK(bare.error().detail.zh.find("goods.json") != std::string::npos);
  CHECK(bare.error().errors.at(0).pointer == "/items/2");
}

TEST_CASE("a batch expires so many years after its making, on the 28th when the 29th of February is missing") {
  const auto* quilt = goods().find("quilt-cotton");
  const auto facts = completed({.item = "quilt-cotton", .made_on = "2024-02-29", .suggested_years = 5}, *quilt);
  CHECK(facts.expires_on == "2029-02-28");
  CHECK(completed({.item = "quilt-cotton"}, *quilt).expires_on == std::nullopt);
  CHECK(completed({.item = "quilt-cotton", .made_on = "2024-02-29", .expires_on = "2025-01-01"}, *quilt).expires_on ==
        "2025-01-01");
}

}  // namespace anlan::supplies::test
