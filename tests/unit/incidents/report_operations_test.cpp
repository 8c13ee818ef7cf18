#include <algorithm>

#include <catch2/catch.hpp>

#include "journal/verify.hpp"
#include "report_house.hpp"

namespace anlan::incidents {
namespace {

using access::Role;
using nlohmann::json;
using test::caller;
using test::first_report;
using test::kCity;
using test::kQinyang;
using test::kXiwan;
using test::kXixiang;

const auto kClerk = caller(Role::township_clerk, kXixiang);
const auto kOtherClerk = caller(Role::township_clerk, kXiwan);
const auto kCounty = caller(Role::county_duty, kQinyang);
const auto kCityDuty = caller(Role::city_duty, kCity);

json change(const json& report, json more) {
  more["report"] = report["report"];
  more["expected_version"] = report["version"];
  return more;
}

TEST_CASE_METHOD(test::ReportHouse, "a report runs through its whole life, and every version stays readable") {
  const auto incident = open_incident({kQinyang});
  auto report = call(kClerk, "report.submit", first_report(incident, kXixiang, 500)).value()["report"];
  CHECK(report["version"] == 1);
  CHECK(report["phase"] == "initial");
  CHECK(report["level"] == "township");
  CHECK(report["current"]["actor"]["display_name"] == "李某");

  auto update = first_report(incident, kXixiang, 620);
  update["phase"] = "update";
  update["expected_version"] = 1;
  report = call(kClerk, "report.submit", update).value()["report"];
  report = call(kCounty, "report.return", change(report, {{"reason", "与派出所不一致"}, {"fault", "figures"}}))
               .value()["report"];
  CHECK(report["state"] == "returned");
  auto correction = change(report, first_report(incident, kXixiang, 610));
  correction["phase"] = "update";
  correction["reason"] = "核对户籍后更正";
  report = call(kClerk, "report.correct", correction).value()["report"];
  CHECK(report["state"] == "effective");
  CHECK(report["version"] == 4);

  const auto history = call(kClerk, "report.history", {{"report", report["report"]}}).value()["report"]["versions"];
  REQUIRE(history.size() == 4);
  CHECK(history[0]["figures"]["A01007"]["value"] == 500);
  CHECK(history[1]["kind"] == "submission");
  CHECK(history[2]["kind"] == "return");
  CHECK(history[2]["fault"] == "figures");
  CHECK(history[2]["figures"]["A01007"]["value"] == 620);
  CHECK(history[3]["reason"] == "核对户籍后更正");
  CHECK(journal::verify_all(db(), types, views, folder.path(), [](auto, auto) {}).clean());
}

TEST_CASE_METHOD(test::ReportHouse, "an update names what changed; the other numbers stand, each in its own version") {
  const auto incident = open_incident({kQinyang});
  auto report = call(kClerk, "report.submit", first_report(incident, kXixiang, 500)).value()["report"];
  auto update = first_report(incident, kXixiang, 0);
  update["phase"] = "update";
  update["expected_version"] = 1;
  update["figures"] = {{"A01008", {{"value", 1}}}};
  report = call(kClerk, "report.submit", update).value()["report"];
  CHECK(report["current"]["figures"].size() == 1);
  CHECK(report["standing"]["A01007"]["value"] == 500);
  CHECK(report["standing"]["A01008"]["value"] == 1);
  json question{{"incident", incident}, {"division", kXixiang}, {"indicator", "A01007"}, {"aspect", "single"}};
  const auto affected = call(kClerk, "report.lineage", question).value();
  CHECK(affected["total"] == 500);
  CHECK(affected["parts"][0]["version"] == 1);
  question["indicator"] = "A01008";
  CHECK(call(kClerk, "report.lineage", question).value()["parts"][0]["version"] == 2);

  auto correction = change(report, update);
  correction["reason"] = "人数待核，先撤下";
  correction["figures"] = {{"A01010", {{"value", 3}}}};
  report = call(kClerk, "report.correct", correction).value()["report"];
  CHECK(report["standing"]["A01008"]["value"] == 0);
  CHECK(report["standing"]["A01010"]["value"] == 3);
}

TEST_CASE_METHOD(test::ReportHouse, "two people who write at once see each other") {
  const auto incident = open_incident({kQinyang});
  const auto report = call(kClerk, "report.submit", first_report(incident, kXixiang, 500)).value()["report"];
  auto update = first_report(incident, kXixiang, 600);
  update["phase"] = "update";
  update["expected_version"] = 1;
  CHECK(call(kClerk, "report.submit", update).has_value());
  const auto late = call(kClerk, "report.submit", update);
  REQUIRE_FALSE(late.has_value());
  CHECK(late.error().type == "stale-version");
  CHECK(late.error().current_version == 2);
  CHECK(call(kClerk, "report.submit", first_report(incident, kXixiang, 1)).error().type == "chain-exists");
}

TEST_CASE_METHOD(test::ReportHouse, "a withdrawn chain leaves the totals and the unit starts anew") {
  const auto incident = open_incident({kQinyang});
  const auto report = call(kClerk, "report.submit", first_report(incident, kXixiang, 500)).value()["report"];
  CHECK(call(kClerk, "report.withdraw", change(report, {{"reason", "报错灾情"}})).value()["report"]["state"] ==
        "withdrawn");
  const json question{{"incident", incident}, {"division", kQinyang}};
  auto county = call(kCounty, "report.rollup", question).value()["nodes"][0];
  CHECK(county["cells"]["A01007"]["single"]["total"].is_null());
  CHECK(county["received"] == 0);
  const auto again = call(kClerk, "report.submit", first_report(incident, kXixiang, 70)).value()["report"];
  CHECK(again["report"] != report["report"]);
  county = call(kCounty, "report.rollup", question).value()["nodes"][0];
  CHECK(county["cells"]["A01007"]["single"]["total"] == 70);
  CHECK(call(kCounty, "report.list", {{"incident", incident}}).value()["reports"].size() == 2);
}

TEST_CASE_METHOD(test::ReportHouse, "a county files for a township that phoned, and for itself") {
  const auto incident = open_incident({kQinyang});
  CHECK(call(kCounty, "report.submit", first_report(incident, kXixiang, 500)).has_value());
  auto silent = first_report(incident, kXiwan, 20);
  silent.erase("contact");
  CHECK(test::pointers(call(kCounty, "report.submit", silent).error()) == std::vector<std::string>{"/contact"});
  auto own = first_report(incident, kQinyang, 600);
  own["channel"] = "web";
  CHECK(call(kCounty, "report.submit", own).has_value());
  const auto node = call(kCounty, "report.rollup", {{"incident", incident}}).value()["nodes"][0];
  CHECK(node["cells"]["A01007"]["single"]["total"] == 600);
  CHECK(node["cells"]["A01007"]["single"]["own"] == 600);
  CHECK(node["cells"]["A01007"]["single"]["below"] == 500);
  CHECK(node["reported"] == true);
}

TEST_CASE_METHOD(test::ReportHouse, "nobody reads or files beyond his jurisdiction") {
  const auto incident = open_incident({kQinyang});
  const auto report = call(kClerk, "report.submit", first_report(incident, kXixiang, 500)).value()["report"];
  CHECK(call(kOtherClerk, "report.submit", first_report(incident, kXixiang, 1)).error().kind == ProblemKind::forbidden);
  CHECK(call(kOtherClerk, "report.list", {{"incident", incident}}).value()["reports"].empty());
  CHECK(call(kOtherClerk, "report.list", {{"incident", incident}, {"division", kXixiang}}).error().type ==
        "outside-jurisdiction");
  CHECK(call(kOtherClerk, "report.history", {{"report", report["report"]}}).error().kind == ProblemKind::not_found);
  CHECK(call(kOtherClerk, "report.withdraw", change(report, {{"reason", "越权"}})).error().kind ==
        ProblemKind::forbidden);
  CHECK(call(kCityDuty, "report.return", change(report, {{"reason", "越级"}, {"fault", "other"}})).error().type ==
        "not-the-level-above");
}

TEST_CASE_METHOD(test::ReportHouse, "a total's origin names reports, versions and who is silent") {
  const auto incident = open_incident({kQinyang});
  (void)call(kClerk, "report.submit", first_report(incident, kXixiang, 300)).value();
  auto vague = first_report(incident, kXiwan, 0);
  vague["figures"]["A01007"] = {{"unknown", true}};
  (void)call(kOtherClerk, "report.submit", vague).value();
  json question{{"incident", incident}, {"division", kQinyang}, {"indicator", "A01007"}, {"aspect", "single"}};
  const auto county = call(kCounty, "report.lineage", question).value();
  CHECK(county["total"] == 300);
  CHECK(county["source"] == "below");
  CHECK(county["merge"] == "sum");
  REQUIRE(county["parts"].size() == 2);
  CHECK(county["parts"][0]["name"] == "西向镇");
  CHECK(county["parts"][0]["version"] == 1);
  CHECK(county["parts"][0]["value"] == 300);
  CHECK(county["parts"][1]["unknown"] == true);
  CHECK(county["parts"][1]["value"].is_null());
  CHECK(county["missing"].size() == 11);

  question["division"] = kCity;
  const auto city = call(kCityDuty, "report.lineage", question).value();
  REQUIRE(city["parts"].size() == 1);
  CHECK(city["parts"][0]["parts"].size() == 2);
  CHECK(city["missing"] == json{kQinyang});

  question["aspect"] = "instant";
  CHECK(call(kCityDuty, "report.lineage", question).error().type == "wrong-aspect");
  question["indicator"] = "A01002";
  CHECK(call(kCityDuty, "report.lineage", question).error().type == "unknown-indicator");
}

TEST_CASE_METHOD(test::ReportHouse, "a correction stays where the report is") {
  const auto incident = open_incident({kQinyang});
  const auto report = call(kClerk, "report.submit", first_report(incident, kXixiang, 500)).value()["report"];
  auto elsewhere = change(report, first_report(incident, kXiwan, 500));
  elsewhere["reason"] = "换单位";
  CHECK(call(kClerk, "report.correct", elsewhere).error().type == "another-division");
  elsewhere = change(report, first_report(open_incident({kQinyang}), kXixiang, 500));
  elsewhere["reason"] = "换灾情";
  CHECK(call(kClerk, "report.correct", elsewhere).error().type == "another-incident");
}

TEST_CASE_METHOD(test::ReportHouse, "a county returns what a township filed and never edits it") {
  const auto incident = open_incident({kQinyang});
  auto report = call(kClerk, "report.submit", first_report(incident, kXixiang, 500)).value()["report"];
  const auto corrected = [&](const access::Caller& who, int people) {
    auto correction = change(report, first_report(incident, kXixiang, people));
    correction["reason"] = "核对后更正";
    return call(who, "report.correct", correction);
  };
  const auto withdrawn = [&](const access::Caller& who) {
    return call(who, "report.withdraw", change(report, {{"reason", "误报"}}));
  };
  CHECK(corrected(kCounty, 1).error().type == "not-your-report");
  CHECK(withdrawn(kCounty).error().type == "not-your-report");
  report =
      call(kCounty, "report.return", change(report, {{"reason", "人数不符"}, {"fault", "figures"}})).value()["report"];
  CHECK(corrected(kCounty, 1).error().type == "not-your-report");  // its return is no statement
  report = corrected(kClerk, 480).value()["report"];

  auto phoned = first_report(incident, kXixiang, 510);
  phoned["phase"] = "update";
  phoned["expected_version"] = report["version"];
  report = call(kCounty, "report.submit", phoned).value()["report"];
  auto correction = change(report, phoned);
  correction["reason"] = "听错数字";
  correction["expected_version"] = report["version"];
  report = call(kCounty, "report.correct", correction).value()["report"];
  correction["expected_version"] = report["version"];
  report = call(kClerk, "report.correct", correction).value()["report"];  // the unit's own word again
  CHECK(withdrawn(kCounty).error().type == "not-your-report");
  CHECK(withdrawn(kClerk).value()["report"]["state"] == "withdrawn");
}

TEST_CASE_METHOD(test::ReportHouse, "what does not exist is told apart from what is wrong") {
  const auto incident = open_incident({kQinyang});
  const auto nowhere = make_uuid(now);
  CHECK(call(kClerk, "report.submit", first_report(nowhere, kXixiang, 5)).error().type == "unknown-incident");
  CHECK(call(kCounty, "report.submit", first_report(incident, "410882999000", 5)).error().type == "unknown-division");
  CHECK(call(kClerk, "report.history", {{"report", nowhere}}).error().type == "unknown-report");
  CHECK(call(kClerk, "report.rollup", {{"incident", nowhere}}).error().type == "unknown-incident");
}

TEST_CASE_METHOD(test::ReportHouse, "the catalogues are served as they are") {
  for (const auto* name : {"hazards", "indicators", "checks", "deadlines"}) {
    CHECK(call(kClerk, "catalogue.get", {{"name", name}}).value() ==
          json::parse(test::file_text("data/catalogues/" + std::string{name} + ".json")));
  }
}

}  // namespace
}  // namespace anlan::incidents
