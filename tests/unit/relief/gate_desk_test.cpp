#include <algorithm>

#include <catch2/catch.hpp>

#include "way_house.hpp"

namespace anlan::relief::test {
namespace {

struct Desk : Way {
  json at_stage(const std::string& stage, json more = json::object()) {
    json params{{"campaign", campaign}, {"division", kXixiang.text()}, {"stage", stage}};
    params.update(more);
    return done(kClerk, "gate.desk", std::move(params));
  }
};

}  // namespace

TEST_CASE_METHOD(Desk, "a desk sees the lists that wait at its gate, and what each lacks") {
  households(2);
  enter(campaign, 7, {{"village", kNextVillage.text()}, {"account", nullptr}});
  const auto waiting = at_stage("report");
  REQUIRE(waiting["lists"].size() == 2);
  CHECK(waiting["next"].is_null());
  CHECK(waiting["lists"][0]["village"] == kVillage.text());
  CHECK(waiting["lists"][0]["households"] == 2);
  CHECK(waiting["lists"][0]["missing"].empty());
  CHECK(waiting["lists"][0]["frozen"].is_null());
  CHECK(waiting["lists"][1]["missing"][0]["type"] == "report-incomplete");
  CHECK(at_stage("report", {{"after", kVillage.text()}})["lists"].size() == 1);
  CHECK(at_stage("village_review")["lists"].empty());
  act(kClerk, "gate.pass");
  CHECK(at_stage("report")["lists"].size() == 1);
  CHECK(at_stage("village_review")["lists"][0]["missing"][0]["type"] == "review-no-meeting");
}

TEST_CASE_METHOD(Desk, "a desk sees what is frozen, who signed it, and what was allotted") {
  households(3);
  until_decision();
  decide();
  const auto signed_by_two = at_stage("county_decision")["lists"][0];
  const auto snapshot = list()["evidence"]["freeze"]["snapshot"];
  CHECK(signed_by_two["frozen"]["snapshot"] == snapshot);
  CHECK(signed_by_two["frozen"]["total_fen"] == 90'000);
  CHECK(signed_by_two["frozen"]["as_frozen"] == true);
  CHECK(signed_by_two["frozen"]["signed_by"] == json::array({kCounty.account, kSecond.account}));
  CHECK(signed_by_two["missing"].empty());
  act(kCounty, "gate.pass");
  act(kCounty, "gate.allot", {{"document", "测试〔2026〕2号"}, {"fen", 40'000}});
  const auto short_of_money = at_stage("allotment")["lists"][0];
  CHECK(short_of_money["allotted_fen"] == 40'000);
  CHECK(short_of_money["missing"][0]["type"] == "allotment-short");
}

TEST_CASE_METHOD(Desk, "a township's villages share one sample of visits") {
  households(40);
  for (int i = 0; i < 160; ++i) enter(campaign, 100 + i, {{"village", kNextVillage.text()}});
  until_notice();
  act(kClerk, "gate.pass");
  CHECK(at_stage("township_review")["lists"][0]["sample"].is_null());
  act(kReviewer, "gate.draw");
  CHECK(at_stage("township_review")["lists"][0]["sample"] == json{{"households", 27}, {"visits", 0}});
  const auto sample = list()["evidence"]["sample"];
  CHECK(sample["wanted"] == 27);  // 132 of all 200, of which this list is a fifth
  CHECK(sample["households"].size() == 27);
}

TEST_CASE_METHOD(Desk, "as of a day: what was recorded on a village's list since, and by whom") {
  households(3);
  until_notice();
  const auto meeting = format_time(now);
  const auto since = [&] {
    return done(kAuditor, "household.changes",
                {{"campaign", campaign}, {"village", kVillage.text()}, {"since", meeting}})["changed"];
  };
  CHECK(since().empty());
  now += std::chrono::hours{1};
  done(kClerk, "household.change",
       {{"household", rows[1]}, {"expected_version", 1}, {"needy", 1}, {"phone", "13912345678"}});
  done(kClerk, "household.withdraw", {{"household", rows[2]}, {"expected_version", 1}, {"reason", "moved_away"}});
  enter(campaign, 9);
  const auto changed = since();
  REQUIRE(changed.size() == 3);
  CHECK(changed[0]["household"]["household"] == rows[1]);
  CHECK(changed[0]["history"].back()["changed"] == json::array({"phone"}));
  CHECK(changed[0]["history"].back()["by"]["account"] == kClerk.account);
  CHECK(changed[1]["household"]["state"] == "withdrawn");
  CHECK(changed[1]["history"].back()["reason"] == "moved_away");
  CHECK(changed[2]["history"].size() == 1);
  CHECK(dump(changed).find("13912345678") == std::string::npos);
  CHECK(dump(changed).find("王小明") == std::string::npos);
  CHECK(refusal(kClerk, "household.changes",
                {{"campaign", campaign}, {"village", kForeignVillage.text()}, {"since", meeting}}) ==
        "outside-jurisdiction");
}

}  // namespace anlan::relief::test
