// Starting, stopping, and refusing to start.
#include <fstream>

#include <sys/resource.h>

#include <catch2/catch.hpp>

#include "support/duty_room.hpp"
#include "support/paths.hpp"

namespace anlan::test {

using nlohmann::json;

namespace {

std::string slurp(const std::filesystem::path& file) {
  std::ifstream in{file, std::ios::binary};
  return {std::istreambuf_iterator<char>{in}, {}};
}

Finished serve(const std::filesystem::path& data, std::vector<std::string> more = {}) {
  std::vector<std::string> arguments{"serve", "--data", data.string(), "--listen", "127.0.0.1:0"};
  if (more.empty()) more = {"--reference", source_dir() + "/data"};
  arguments.insert(arguments.end(), more.begin(), more.end());
  return run_program(arguments);
}

}  // namespace

TEST_CASE_METHOD(DutyRoom,
                 "SIGTERM stops the server cleanly, also with a dashboard that never reads, and data are kept") {
  auto clerk = desk("clerk");
  auto board = dashboard(*clerk);
  const auto incident = open_incident(*desk("city"), "测试 停机");
  CHECK(server().stop() == 0);
  start();
  CHECK(desk("city")->must("incident.list", json::object())["incidents"][0]["incident"] == incident);
}

TEST_CASE_METHOD(DutyRoom, "a second server on the same data directory refuses and names the first") {
  const auto second = serve(data());
  CHECK(second.exit_code != 0);
  CHECK(second.output.find(std::to_string(server().pid())) != std::string::npos);
}

TEST_CASE_METHOD(DutyRoom, "a changed entry keeps the server from starting and is named, by serve and by verify") {
  (void)open_incident(*desk("city"), "测试 篡改 7788");
  server().stop();
  auto bytes = slurp(data() / "anlan.db");
  const auto at = bytes.find("7788");
  REQUIRE(at != std::string::npos);
  for (auto place = at; place != std::string::npos; place = bytes.find("7788", place + 1)) bytes[place] = '8';
  std::ofstream{data() / "anlan.db", std::ios::binary} << bytes;
  const auto refused = serve(data());
  CHECK(refused.exit_code != 0);
  CHECK(refused.output.find("entry ") != std::string::npos);
  const auto checked = verify();
  CHECK(checked.exit_code == 1);
  CHECK(checked.output.find("does not match its hash") != std::string::npos);
}

TEST_CASE_METHOD(DutyRoom, "views that were lost are rebuilt at the next start, and replay does the same by hand") {
  const auto incident = open_incident(*desk("city"), "测试 重建");
  (void)desk("clerk")->must("report.submit", first_report(incident, kTownship, 321));
  server().stop();
  CHECK(run_program({"replay", "--data", data().string(), "--reference", source_dir() + "/data"}).exit_code == 0);
  CHECK(verify().exit_code == 0);
  start();
  const auto rollup = desk("city")->must("report.rollup", {{"incident", incident}, {"division", kCity}});
  CHECK(rollup["nodes"][0]["cells"]["A01007"]["single"]["total"] == 321);
}

TEST_CASE_METHOD(DutyRoom, "a backup of the running server verifies, and restores into a working site") {
  const auto incident = open_incident(*desk("city"), "测试 备份");
  const auto file = data().parent_path() / "copy.anlan";
  const auto reference = source_dir() + "/data";
  const auto saved = run_program({"backup", file.string(), "--data", data().string(), "--reference", reference});
  INFO(saved.output);
  REQUIRE(saved.exit_code == 0);
  const auto elsewhere = data().parent_path() / "restored";
  REQUIRE(run_program({"restore", file.string(), "--data", elsewhere.string(), "--reference", reference}).exit_code ==
          0);
  ServerProcess restored{elsewhere};
  HttpClient city{restored.port()};
  city.sign_in("city", kPassword);
  CHECK(city.must("incident.list", json::object())["incidents"][0]["incident"] == incident);
  CHECK(run_program({"restore", file.string(), "--data", data().string(), "--reference", reference}).exit_code == 1);
}

TEST_CASE("a bad catalogue stops the start with file, pointer and reason") {
  const TemporaryFolder folder;
  std::filesystem::copy(source_dir() + "/data/catalogues", folder / "catalogues");
  std::filesystem::copy(source_dir() + "/data/schemas", folder / "schemas");
  auto indicators = json::parse(slurp(folder / "catalogues/indicators.json"));
  indicators["indicators"][3]["merge"] = "average";
  std::ofstream{folder / "catalogues/indicators.json"} << indicators.dump();
  const auto refused = serve(folder / "site", {"--reference", folder.path().string()});
  INFO(refused.output);
  CHECK(refused.exit_code != 0);
  CHECK(refused.output.find("indicators.json") != std::string::npos);
  CHECK(refused.output.find("/indicators/3/merge") != std::string::npos);
}

TEST_CASE_METHOD(DutyRoom,
                 "a full disk refuses writes with a clear problem, reads go on, and writing resumes by itself") {
  auto clerk = desk("clerk");
  auto city = desk("city");
  const auto incident = open_incident(*city, "测试 磁盘满");
  const rlimit tight{.rlim_cur = std::filesystem::file_size(data() / "anlan.db") / 4, .rlim_max = RLIM_INFINITY};
  const rlimit wide{.rlim_cur = RLIM_INFINITY, .rlim_max = RLIM_INFINITY};
  REQUIRE(prlimit(server().pid(), RLIMIT_FSIZE, &tight, nullptr) == 0);
  HttpResponse refused;
  for (int i = 0; i < 5'000; ++i) {
    refused = clerk->call("observation.submit", {{"command_id", new_id()},
                                                 {"incident", incident},
                                                 {"text", std::string(2'000, 'x')},
                                                 {"division", kTownship},
                                                 {"occurred_at", minutes_ago(1)},
                                                 {"channel", "web"}});
    if (refused.status != 200) break;
  }
  INFO(refused.body);
  CHECK(refused.status == 503);
  CHECK(refused.json()["type"] == "urn:anlan:problem:disk-full");
  CHECK(city->must("incident.list", json::object())["incidents"].size() == 1);
  CHECK(city->get("/readyz").status == 503);
  REQUIRE(prlimit(server().pid(), RLIMIT_FSIZE, &wide, nullptr) == 0);
  (void)clerk->must("report.submit", first_report(incident, kTownship, 5));
  CHECK(city->get("/readyz").status == 200);
  server().stop();
  const auto checked = verify();
  INFO(checked.output);
  CHECK(checked.exit_code == 0);
}

}  // namespace anlan::test
