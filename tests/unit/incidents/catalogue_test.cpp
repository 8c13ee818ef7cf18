#include <filesystem>
#include <fstream>
#include <functional>
#include <set>

#include <catch2/catch.hpp>

#include "report_house.hpp"
#include "support/paths.hpp"

namespace anlan::incidents {
namespace {

using nlohmann::json;
namespace fs = std::filesystem;

/// The shipped data with one catalogue changed.
Result<Catalogue> load_changed(const std::string& name, const std::function<void(json&)>& change) {
  const anlan::test::TemporaryFolder folder;
  for (const auto* part : {"catalogues", "schemas"}) {
    fs::copy(fs::path{anlan::test::source_dir()} / "data" / part, folder / part, fs::copy_options::recursive);
  }
  const auto file = folder.path() / "catalogues" / (name + ".json");
  auto content = json::parse(std::ifstream{file});
  change(content);
  std::ofstream{file} << content.dump();
  return Catalogue::load(folder.path());
}

void expect_fault(const Result<Catalogue>& loaded, const std::string& file, const std::string& pointer) {
  REQUIRE_FALSE(loaded.has_value());
  const auto& problem = loaded.error();
  INFO(problem.detail.en);
  CHECK(problem.type == "bad-catalogue");
  CHECK(problem.detail.zh.find(file) != std::string::npos);
  CHECK(problem.detail.en.find(file) != std::string::npos);
  REQUIRE(problem.errors.size() == 1);
  CHECK(problem.errors[0].pointer == pointer);
}

TEST_CASE("the shipped catalogues hold together and speak the form's words") {
  const auto& catalogue = test::catalogue();
  const auto* resettled = catalogue.indicator("A01013");
  REQUIRE(resettled != nullptr);
  CHECK(resettled->name.zh == "紧急转移安置人口");
  CHECK(resettled->stock);
  CHECK(resettled->merge == Merge::sum);
  CHECK(catalogue.indicator("A01058")->kind == ValueKind::decimal2);
  CHECK(catalogue.indicator("Z99999") == nullptr);
  CHECK(catalogue.hazard("02")->name.zh == "洪涝灾害");
  CHECK(catalogue.hazard("02")->same_process == std::chrono::hours{72});
  CHECK(catalogue.hazard("00") != nullptr);
  CHECK(catalogue.original("checks")->at("catalogue") == "checks");
  CHECK(catalogue.original("goods") == nullptr);
  CHECK(catalogue.digest().size() == 64);
}

TEST_CASE("the minimum of a first report is five numbers: hazard and time come with the incident") {
  std::set<std::string> minimum;
  for (const auto& [code, indicator] : test::catalogue().indicators()) {
    if (indicator.minimum) minimum.insert(code);
  }
  CHECK(minimum == std::set<std::string>{"A01007", "A01008", "A01009", "A01013", "A01017"});
}

TEST_CASE("a deadline keeps its time, its document and its last day") {
  for (const auto& deadline : test::catalogue().deadlines()) {
    if (deadline.id != "initial.township") continue;
    CHECK(deadline.due == std::chrono::minutes{30});
    CHECK(deadline.starts == ClockStart::received);
    CHECK(deadline.document == "国防减救办发〔2024〕6号");
    CHECK(deadline.in_force(parse_time("2027-03-31T23:59:59+08:00").value()));
    CHECK_FALSE(deadline.in_force(parse_time("2027-04-01T00:00:00+08:00").value()));
    CHECK_FALSE(deadline.in_force(parse_time("2023-12-31T23:59:59+08:00").value()));
    return;
  }
  FAIL("there is no initial.township");
}

TEST_CASE("what breaks the schema is named by file, pointer and reason") {
  expect_fault(load_changed("indicators", [](json& file) { file["indicators"][3]["merge"] = "median"; }),
               "indicators.json", "/indicators/3/merge");
  expect_fault(load_changed("checks", [](json& file) { file["checks"][1].erase("severity"); }), "checks.json",
               "/checks/1");
}

TEST_CASE("what only the catalogues together can show is found, too") {
  expect_fault(load_changed("checks", [](json& file) { file["checks"][2]["left"] = {"A01777"}; }), "checks.json",
               "/checks/2/left");
  expect_fault(load_changed("checks", [](json& file) { file["checks"][2]["right"] = {"A01002"}; }), "checks.json",
               "/checks/2/right");
  expect_fault(load_changed("checks", [](json& file) { file["checks"][2]["id"] = file["checks"][0]["id"]; }),
               "checks.json", "/checks/2/id");
  expect_fault(load_changed("indicators", [](json& file) { file["indicators"][1]["merge"] = "sum"; }),
               "indicators.json", "/indicators/1/merge");
  expect_fault(load_changed("deadlines", [](json& file) { file["deadlines"][0]["except_hazards"] = {"99"}; }),
               "deadlines.json", "/deadlines/0/except_hazards");
  expect_fault(load_changed("deadlines", [](json& file) { file["warning"]["amber"] = 0.95; }), "deadlines.json",
               "/warning");
}

TEST_CASE("a missing file and a file that is not JSON stop the start") {
  const anlan::test::TemporaryFolder empty;
  CHECK(Catalogue::load(empty.path()).error().type == "bad-catalogue");
  fs::create_directories(empty.path() / "catalogues");
  std::ofstream{empty.path() / "catalogues" / "hazards.json"} << "{";
  CHECK(Catalogue::load(empty.path()).error().detail.en.find("not valid JSON") != std::string::npos);
}

TEST_CASE("the digest changes with any file") {
  const auto changed = load_changed("hazards", [](json& file) { file["version"] = 99; });
  REQUIRE(changed.has_value());
  CHECK(changed->digest() != test::catalogue().digest());
}

}  // namespace
}  // namespace anlan::incidents
