#include <catch2/catch.hpp>

#include "incident_house.hpp"

namespace anlan::incidents {

using nlohmann::json;

TEST_CASE_METHOD(IncidentHouse, "an incident lives from its opening to its closing, at the version people saw") {
  const auto id = open({kQinyang}, "2024-07-20T18:00:00");
  const auto stable = done(city_desk(), "incident.stabilise",
                           {{"incident", id}, {"expected_version", 1}, {"stabilised_at", "2024-07-20T19:00:00+08:00"}});
  CHECK(stable["incident"]["state"] == "stable");
  const auto late = ask(city_desk(), "incident.close", {{"incident", id}, {"expected_version", 1}, {"reason", "结束"}});
  CHECK(late.error().type == "stale-version");
  const auto closed =
      done(city_desk(), "incident.close", {{"incident", id}, {"expected_version", 2}, {"reason", "结束"}});
  CHECK(closed["incident"]["close_reason"] == "结束");
  const auto again =
      done(city_desk(), "incident.reopen", {{"incident", id}, {"expected_version", 3}, {"reason", "误关"}});
  CHECK(again["incident"]["state"] == "stable");
  CHECK(again["incident"]["stabilised_at"] == "2024-07-20T19:00:00+08:00");
  CHECK_FALSE(again["incident"].contains("closed_at"));
  const auto worse =
      done(city_desk(), "incident.reopen", {{"incident", id}, {"expected_version", 4}, {"reason", "又涨水"}});
  CHECK(worse["incident"]["state"] == "open");
  CHECK_FALSE(worse["incident"].contains("stabilised_at"));
  CHECK(verifies());
  CHECK(faults.empty());
}

TEST_CASE_METHOD(IncidentHouse, "the whole city as an area becomes its counties") {
  const auto id = open({kCity}, "2024-07-20T18:00:00");
  const auto listed = done(city_desk(), "incident.list", json::object());
  CHECK(listed["incidents"][0]["area"] == json({kXiuwu.text(), kQinyang.text(), kMengzhou.text()}));
}

TEST_CASE_METHOD(IncidentHouse, "an incident is seen where its area reaches, above and below") {
  const auto id = open({kQinyang}, "2024-07-20T18:00:00");
  const auto sees = [&](const access::Caller& who) {
    return done(who, "incident.list", json::object())["incidents"].size() == 1;
  };
  CHECK(sees(city_desk()));
  CHECK(sees(county_desk()));
  CHECK(sees(clerk()));
  CHECK(sees(informant()));
  CHECK_FALSE(sees(county_desk(kMengzhou)));
  CHECK(done(clerk(), "incident.list", {{"state", "closed"}})["incidents"].empty());
  const auto& news = published.front();
  CHECK(news.topic == "incident");
  CHECK(journal::visible(news.division, news.reach, kXixiang));
  CHECK_FALSE(journal::visible(news.division, news.reach, kMengzhou));
}

TEST_CASE_METHOD(IncidentHouse, "a county opens and closes its own, and leaves what spans counties to the city") {
  const auto own = done(county_desk(), "incident.open",
                        {{"hazard", "02"},
                         {"sub_hazard", "0202"},
                         {"name", "测试 山洪"},
                         {"occurred_at", "2024-07-20T19:00:00+08:00"},
                         {"area", {kXixiang.text()}},
                         {"exercise", false}});
  CHECK(own["incident"]["sub_hazard"] == "0202");
  const auto wide = open({kQinyang, kMengzhou}, "2024-07-20T18:00:00");
  const json close{{"incident", wide}, {"expected_version", 1}, {"reason", "结束"}};
  CHECK(ask(county_desk(), "incident.close", close).error().type == "outside-jurisdiction");
  CHECK(ask(clerk(), "incident.close", close).error().type == "role");
}

TEST_CASE_METHOD(IncidentHouse, "opening tells of floods nearby in time and place, to those who may see them") {
  const auto first = open({kQinyang}, "2024-07-19T18:00:00");
  const json question{{"hazard", "02"}, {"occurred_at", "2024-07-20T18:00:00+08:00"}, {"area", {kXixiang.text()}}};
  const auto near = done(county_desk(), "incident.near", question)["near"];
  REQUIRE(near.size() == 1);
  CHECK(near[0]["incident"] == first);
  CHECK(near[0]["hours_apart"] == 24.0);
  CHECK(near[0]["shares_area"] == true);
  CHECK(done(county_desk(kMengzhou), "incident.near", question)["near"].empty());
}

TEST_CASE_METHOD(IncidentHouse, "an incident that does not exist is not found") {
  const json params{{"incident", make_uuid(now)}, {"expected_version", 1}, {"reason", "结束"}};
  CHECK(ask(city_desk(), "incident.close", params).error().type == "unknown-incident");
}

}  // namespace anlan::incidents
