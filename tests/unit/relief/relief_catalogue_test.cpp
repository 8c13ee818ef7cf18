#include <filesystem>
#include <fstream>

#include <nlohmann/json.hpp>

#include <catch2/catch.hpp>

#include "relief/plan.hpp"
#include "relief/relief_catalogue.hpp"
#include "support/paths.hpp"
#include "support/temporary_folder.hpp"

namespace anlan::relief {
namespace {

using nlohmann::json;
using namespace std::chrono_literals;

std::filesystem::path shipped() { return std::filesystem::path{anlan::test::source_dir()} / "data"; }

/// The catalogue after a change to its file.
Result<ReliefCatalogue> changed(const std::function<void(json&)>& change) {
  const anlan::test::TemporaryFolder folder;
  for (const auto* part : {"catalogues", "schemas"}) std::filesystem::create_directories(folder.path() / part);
  std::filesystem::copy(shipped() / "schemas/relief.schema.json", folder.path() / "schemas/relief.schema.json");
  auto file = json::parse(std::ifstream{shipped() / "catalogues/relief.json"});
  change(file);
  std::ofstream{folder.path() / "catalogues/relief.json"} << file.dump();
  return ReliefCatalogue::load(folder.path());
}

std::string fault_of(const std::function<void(json&)>& change) {
  const auto loaded = changed(change);
  return loaded ? "" : loaded.error().errors.at(0).pointer;
}

}  // namespace

TEST_CASE("the shipped catalogue gives standards by day, notice, and what circumstances weigh") {
  const auto catalogue = ReliefCatalogue::load(shipped()).value();
  CHECK(catalogue.standards_on(2026y / 12 / 1).size() == 1);
  CHECK(catalogue.standards_on(2019y / 12 / 31).empty());
  const auto standard = catalogue.standard("guidance-100-300").value();
  CHECK(standard.mark == "partial");
  CHECK(standard.source_title == "某省冬春救助指导区间");
  CHECK(standard.household_ceiling == 200'000);
  CHECK(catalogue.standard("none").error().type == "unknown-standard");
  CHECK(catalogue.notice().days == 7);
  CHECK(catalogue.severity_of("home_collapsed") == Severity::severe);
  CHECK(catalogue.severity_of("crop_reduced") == Severity::light);
  CHECK(catalogue.raises("orphan"));
  CHECK_FALSE(catalogue.raises("near_poverty"));
  CHECK(sample_size(6000, catalogue.sampling()).value() == 362);
  CHECK(make_plan({{.household = "a", .village = "v", .needy = 2}}, standard, Policy::by_class, 100'000)->total ==
        20'000);
}

TEST_CASE("two programmes, in either order") {
  const auto catalogue = ReliefCatalogue::load(shipped()).value();
  CHECK(catalogue.pairing("winter_relief", "minimum_living_allowance").relation == Relation::stacks);
  CHECK(catalogue.pairing("transition_relief", "winter_relief").relation == Relation::excludes);
  CHECK(catalogue.pairing("charity", "condolence").relation == Relation::ask);
  CHECK(catalogue.has_programme("medical_assistance"));
  CHECK_FALSE(catalogue.has_programme("lottery"));
}

TEST_CASE("what dashboards show names every figure's source") {
  const auto catalogue = ReliefCatalogue::load(shipped()).value();
  for (const auto& programme : catalogue.shown().at("programmes")) {
    for (const auto& figure : programme.at("figures"))
      CHECK_FALSE(figure.at("source_title").get<std::string>().empty());
  }
  CHECK(catalogue.shown().at("notice").at("source_title") == "承德围场 2022 年冬春救助公示");
}

TEST_CASE("a faulty catalogue stops the start and says where it is faulty") {
  CHECK(fault_of([](json&) {}).empty());
  CHECK(fault_of([](json& file) { file["standards"][0]["person_floor_fen"] = 40'000; }) == "/standards/0");
  CHECK(fault_of([](json& file) { file["standards"][0]["for_all"] = 3; }) == "/standards/0");
  CHECK(fault_of([](json& file) { std::swap(file["standards"][0]["tiers"][0], file["standards"][0]["tiers"][2]); }) ==
        "/standards/0");
  CHECK(fault_of([](json& file) { file["standards"][0]["until"] = "2019-12-31"; }) == "/standards/0/until");
  CHECK(fault_of([](json& file) { file["standards"][0]["until"] = "2026-02-30"; }) == "/standards/0/until");
  CHECK(fault_of([](json& file) { file["relations"].push_back(file["relations"][0]); }) == "/relations/14");
  CHECK(fault_of([](json& file) { file["notice"]["days"] = 0; }) == "/notice/days");
  CHECK_FALSE(changed([](json& file) { file["programmes"][0]["figures"][0]["editable"] = false; }).has_value());
}

}  // namespace anlan::relief
