#include <chrono>

#include <catch2/catch.hpp>

#include "support/duty_room.hpp"

namespace anlan::test {

using namespace std::chrono_literals;
using nlohmann::json;

namespace {

bool is_report(const json& message, const std::string& division) {
  return message.value("method", "") == "live.entry" && message["params"]["type"] == "report.submitted" &&
         message["params"]["division"] == division;
}

bool is_rollup(const json& message, const std::string& division) {
  return message.value("method", "") == "live.state" && message["params"]["topic"] == "rollup" &&
         message["params"]["division"] == division;
}

json node(const json& rollup, const std::string& division) {
  for (const auto& each : rollup.at("nodes")) {
    if (each.at("division") == division) return each;
  }
  return {};
}

}  // namespace

TEST_CASE_METHOD(DutyRoom,
                 "a township's first report reaches county and city within a second, with totals and clocks") {
  auto clerk = desk("clerk");
  auto county = desk("county");
  auto city = desk("city");
  const auto incident = open_incident(*city, "测试 7·20 暴雨");
  auto county_board = dashboard(*county);
  auto city_board = dashboard(*city);

  const auto started = std::chrono::steady_clock::now();
  const auto filed = clerk->must("report.submit", first_report(incident, kTownship, 1'200, 2));
  CHECK(filed["report"]["version"] == 1);
  CHECK(county_board->await([](const json& m) { return is_report(m, kTownship); }, 1s));
  const auto county_total = county_board->await([](const json& m) { return is_rollup(m, kCounty); }, 1s);
  const auto city_total = city_board->await([](const json& m) { return is_rollup(m, kCity); }, 1s);
  CHECK(std::chrono::steady_clock::now() - started < 1s);
  REQUIRE(county_total);
  REQUIRE(city_total);
  CHECK((*county_total)["params"]["value"]["cells"]["A01007"]["single"]["total"] == 1'200);
  CHECK((*city_total)["params"]["value"]["cells"]["A01008"]["single"]["total"] == 2);

  const auto rollup = city->must("report.rollup", {{"incident", incident}, {"division", kCity}});
  CHECK(node(rollup, kCity)["cells"]["A01007"]["single"]["total"] == 1'200);
  CHECK(node(rollup, kCounty)["received"] == 1);
  const auto clocks = county->must("clock.list", {{"incident", incident}});
  CHECK_FALSE(clocks["clocks"].empty());
}

TEST_CASE_METHOD(DutyRoom, "a total's lineage names the reports it is made of and who is silent") {
  auto city = desk("city");
  const auto incident = open_incident(*city, "测试 谱系");
  (void)desk("clerk")->must("report.submit", first_report(incident, kTownship, 300));
  (void)desk("clerk2")->must("report.submit", first_report(incident, kOtherTownship, 40));
  auto county = desk("county");
  const auto lineage = county->must(
      "report.lineage", {{"incident", incident}, {"division", kCounty}, {"indicator", "A01007"}, {"aspect", "single"}});
  CHECK(lineage["total"] == 340);
  int sum = 0;
  for (const auto& part : lineage["parts"]) sum += part["value"].get<int>();
  CHECK(sum == 340);
  CHECK(lineage["parts"].size() == 2);
  CHECK(lineage["missing"].size() == 11);  // 沁阳市 has 13 townships
}

TEST_CASE_METHOD(DutyRoom, "unknown is not zero: it is counted as unknown and adds nothing") {
  auto city = desk("city");
  const auto incident = open_incident(*city, "测试 不详");
  (void)desk("clerk")->must("report.submit", first_report(incident, kTownship, 10));
  const auto rollup = city->must("report.rollup", {{"incident", incident}, {"division", kCounty}});
  const auto missing = node(rollup, kCounty)["cells"]["A01009"]["single"];
  CHECK(missing["total"].is_null());
  CHECK(missing["unknown"] == 1);
}

TEST_CASE_METHOD(DutyRoom, "a returned report stops counting until it is corrected") {
  auto city = desk("city");
  auto clerk = desk("clerk");
  auto county = desk("county");
  const auto incident = open_incident(*city, "测试 退回");
  const auto filed = clerk->must("report.submit", first_report(incident, kTownship, 500));
  const auto report = filed["report"]["report"];
  (void)county->must("report.return", {{"command_id", new_id()},
                                       {"report", report},
                                       {"expected_version", 1},
                                       {"reason", "与派出所人数不一致，请核对"},
                                       {"fault", "figures"}});
  auto rollup = city->must("report.rollup", {{"incident", incident}, {"division", kCounty}});
  CHECK(node(rollup, kCounty)["cells"]["A01007"]["single"]["total"].is_null());

  auto corrected = first_report(incident, kTownship, 450);
  corrected["report"] = report;
  corrected["expected_version"] = 2;
  corrected["reason"] = "核对户籍后更正";
  (void)clerk->must("report.correct", corrected);
  rollup = city->must("report.rollup", {{"incident", incident}, {"division", kCounty}});
  CHECK(node(rollup, kCounty)["cells"]["A01007"]["single"]["total"] == 450);

  const auto history = clerk->must("report.history", {{"report", report}});
  REQUIRE(history["report"]["versions"].size() == 3);
  CHECK(history["report"]["versions"][0]["figures"]["A01007"]["value"] == 500);
  CHECK(history["report"]["versions"][1]["kind"] == "return");
}

TEST_CASE_METHOD(DutyRoom, "two people who correct at once see each other: the second gets the current version") {
  auto clerk = desk("clerk");
  const auto incident = open_incident(*desk("city"), "测试 冲突");
  (void)clerk->must("report.submit", first_report(incident, kTownship, 5));
  auto late = first_report(incident, kTownship, 6);
  late["phase"] = "update";
  (void)clerk->must("report.submit", [&] {
    auto next = late;
    next["expected_version"] = 1;
    return next;
  }());
  late["command_id"] = new_id();
  late["expected_version"] = 1;
  const auto refused = clerk->call("report.submit", late);
  CHECK(refused.status == 409);
  CHECK(refused.json()["current_version"] == 2);
}

TEST_CASE_METHOD(DutyRoom, "a command resent through another door is done once") {
  auto clerk = desk("clerk");
  const auto incident = open_incident(*desk("city"), "测试 重发");
  const auto params = first_report(incident, kTownship, 77);
  const auto first = clerk->must("report.submit", params);
  auto socket = dashboard(*clerk);
  const auto again = socket->call("report.submit", params);
  CHECK(again["result"] == first);
  CHECK(clerk->must("report.list", {{"incident", incident}})["reports"].size() == 1);
}

TEST_CASE_METHOD(DutyRoom, "what was acknowledged is there after a kill -9, and the file verifies") {
  const auto incident = open_incident(*desk("city"), "测试 断电");
  (void)desk("clerk")->must("report.submit", first_report(incident, kTownship, 88));
  server().kill();
  CHECK(verify().exit_code == 0);
  start();
  const auto reports = desk("city")->must("report.list", {{"incident", incident}});
  CHECK(reports["reports"][0]["current"]["figures"]["A01007"]["value"] == 88);
}

TEST_CASE_METHOD(DutyRoom,
                 "a village's observation is located, shown to those above it, and doubted when it lies outside") {
  auto informant = desk("informant");
  auto county = desk("county");
  const auto incident = open_incident(*desk("city"), "测试 速报");
  auto board = dashboard(*county);
  const auto divisions = county->must("division.list", json::object());
  json centre;
  for (const auto& division : divisions["divisions"]) {
    if (division["code"] == "410882101201") centre = division["center"];
  }
  const auto seen = informant->must("observation.submit", {{"command_id", new_id()},
                                                           {"incident", incident},
                                                           {"text", "村口桥面过水，行人绕行"},
                                                           {"point", {{"lon", centre[0]}, {"lat", centre[1]}}},
                                                           {"occurred_at", minutes_ago(3)},
                                                           {"channel", "web"}});
  CHECK(seen["observation"]["division"] == "410882101201");
  CHECK(seen["observation"]["doubts"].empty());
  CHECK(board->await(
      [](const json& m) {
        return m.value("method", "") == "live.entry" && m["params"]["type"] == "observation.submitted";
      },
      1s));

  const auto far = informant->must("observation.submit", {{"command_id", new_id()},
                                                          {"incident", incident},
                                                          {"text", "手机定位可能不准"},
                                                          {"point", {{"lon", 121.47}, {"lat", 31.23}}},
                                                          {"occurred_at", minutes_ago(1)},
                                                          {"channel", "web"}});
  CHECK(far["observation"]["division"] == "410882101201");
  CHECK_FALSE(far["observation"]["doubts"].empty());
}

}  // namespace anlan::test
