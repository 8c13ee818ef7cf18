#include <catch2/catch.hpp>

#include "planning_house.hpp"

namespace anlan::supplies::test {

TEST_CASE("goods that are used up last as long as people eat them, others stay") {
  const auto start = at("2024-07-20T00:00:00");
  const auto days = [&](int count) { return start + std::chrono::hours{24 * count}; };
  // 300 last 3 days: a hundred a day.
  CHECK(left_of({{start, 300}}, true, 300, 3, days(1)) == 200);
  CHECK(left_of({{start, 300}}, true, 300, 3, days(9)) == 0);
  CHECK(left_of({{start, 300}}, false, 300, 3, days(9)) == 300);
  // What was gone before the next hand-out is not owed to it.
  CHECK(left_of({{start, 100}, {days(5), 100}}, true, 300, 3, days(5)) == 100);
  CHECK(left_of({{start, 100}, {days(1), -40}}, false, 300, 3, days(2)) == 60);
  CHECK(left_of({{start, 10}, {days(1), -40}}, false, 300, 3, days(2)) == 0);
  CHECK(left_of({}, true, 300, 3, days(1)) == 0);
  // A clock that was set back uses nothing up twice.
  CHECK(left_of({{days(2), 100}}, true, 300, 3, start) == 100);
}

TEST_CASE_METHOD(PlanningHouse, "a township's need follows its report at once, with figures and norms to be traced") {
  CHECK(needs()["needs"].empty());
  (void)report(clerk(), kXixiang, 400, 100);
  auto water = need_of(kXixiang, "water-bottled");
  CHECK(water["required"] == (400 + 100) * 6 * 3);
  CHECK(water["missing"] == 9'000);
  CHECK(need_of(kXixiang, "quilt-summer")["required"] == 400);
  CHECK(need_of(kXixiang, "quilt-cotton").is_null());  // July
  CHECK(need_of(kXixiang, "tent-single-12")["required"] == 20);
  const auto people = needs()["people"];
  REQUIRE(people.size() == 1);
  CHECK(people[0]["count"]["sheltered"] == 400);
  CHECK(people[0]["count"]["emergency_relief_need"] == 100);

  (void)report(clerk(), kXixiang, 500, 100, 1);
  CHECK(need_of(kXixiang, "quilt-summer")["required"] == 500);
  CHECK(published.back().topic == "need");
  CHECK(published.back().key == incident + "/" + kXixiang.text());

  const auto from = done(auditor(), "need.lineage",
                         {{"incident", incident}, {"division", kXixiang.text()}, {"item", "water-bottled"}});
  CHECK(from["norms"][0]["source"]["mark"] == "partial");
  CHECK(from["norms"][0]["note"]["zh"].get<std::string>().find("3 升") != std::string::npos);
  REQUIRE(from["figures"].size() == 3);
  CHECK(from["figures"][0]["indicator"] == "A01014");
  CHECK(from["figures"][0]["lineage"]["total"] == 500);
  CHECK(from["figures"][0]["lineage"]["parts"][0]["version"] == 2);
  CHECK(verifies());
}

TEST_CASE_METHOD(PlanningHouse, "whom a county counts beyond its townships is a need of the county, not lost") {
  (void)report(clerk(), kXixiang, 400, 0);
  (void)report(county_desk(), kQinyang, 1'000, 0);
  CHECK(need_of(kXixiang, "quilt-summer")["required"] == 400);
  CHECK(need_of(kQinyang, "quilt-summer")["required"] == 600);
  // A county that knows of fewer than its townships does not make theirs less.
  (void)report(county_desk(), kQinyang, 100, 0, 1);
  CHECK(need_of(kXixiang, "quilt-summer")["required"] == 400);
  CHECK(need_of(kQinyang, "quilt-summer").is_null());
}

TEST_CASE_METHOD(PlanningHouse, "what lies in the township, is ordered or is with the people is not asked for again") {
  (void)report(clerk(), kXixiang, 400, 0);
  const auto store = open_store();
  const auto batch = receive(store, "quilt-summer", 1'000);
  CHECK(need_of(kXixiang, "quilt-summer")["missing"] == 400);  // a county store is where goods come from

  (void)issue(store, batch, 50, {{"incident", incident}}).value();
  auto quilts = need_of(kXixiang, "quilt-summer");
  CHECK(quilts["with_people"] == 50);
  CHECK(quilts["missing"] == 350);
  (void)issue(store, batch, 70).value();  // for some other purpose
  CHECK(need_of(kXixiang, "quilt-summer")["missing"] == 350);

  const auto release = done(clerk(), "release.request",
                            {{"purpose", "安置"},
                             {"incident", incident},
                             {"need_by", "2024-07-21T02:00:00+08:00"},
                             {"priority", "urgent"},
                             {"to", {{"division", kXixiang.text()}, {"site", "中学"}}},
                             {"contact", {{"name", "王某"}, {"phone", "13800000000"}}},
                             {"lines", {{{"item", "quilt-summer"}, {"quantity", 200}}}}})["release"];
  quilts = need_of(kXixiang, "quilt-summer");
  CHECK(quilts["requested"] == 200);
  CHECK(quilts["missing"] == 350);
  (void)done(dispatcher_of(), "release.approve",
             {{"release", release["release"]},
              {"expected_version", 1},
              {"order", "1号"},
              {"lines", {{{"item", "quilt-summer"}, {"quantity", 150}, {"from", store}}}}});
  quilts = need_of(kXixiang, "quilt-summer");
  CHECK(quilts["ordered"] == 150);
  CHECK(quilts["requested"] == 0);
  CHECK(quilts["missing"] == 200);
  (void)done(keeper(), "waybill.pick",
             {{"release", release["release"]},
              {"place", store},
              {"lines", {{{"batch", batch}, {"bin", ""}, {"quantity", 100}}}},
              {"vehicle", {{"plate", "豫H12345"}, {"driver", "赵某"}, {"phone", "13900000000"}}}});
  quilts = need_of(kXixiang, "quilt-summer");
  CHECK(quilts["in_transit"] == 100);
  CHECK(quilts["ordered"] == 50);
  CHECK(quilts["missing"] == 200);
  const auto from = done(auditor(), "need.lineage",
                         {{"incident", incident}, {"division", kXixiang.text()}, {"item", "quilt-summer"}});
  CHECK(from["provided"].size() == 3);
  CHECK(verifies());
}

TEST_CASE_METHOD(PlanningHouse,
                 "goods ordered without an incident count for one disaster of their township, not for each") {
  (void)report(clerk(), kXixiang, 400, 0);
  const auto store = open_store();
  (void)receive(store, "quilt-summer", 1'000);
  (void)done(clerk(), "release.request",
             {{"purpose", "补充乡镇储备"},
              {"need_by", "2024-07-21T02:00:00+08:00"},
              {"priority", "normal"},
              {"to", {{"division", kXixiang.text()}, {"site", "中学"}}},
              {"contact", {{"name", "王某"}, {"phone", "13800000000"}}},
              {"lines", {{{"item", "quilt-summer"}, {"quantity", 200}}}}});
  CHECK(need_of(kXixiang, "quilt-summer")["requested"] == 200);
  const auto first = std::exchange(incident, done(caller(Role::city_duty, kCity), "incident.open",
                                                  {{"hazard", "02"},
                                                   {"name", "测试 后来的暴雨"},
                                                   {"occurred_at", "2024-07-20T18:00:00+08:00"},
                                                   {"area", {kXixiang.text()}},
                                                   {"exercise", false}})["incident"]["incident"]
                                                 .get<std::string>());
  (void)report(clerk(), kXixiang, 300, 0);
  CHECK(need_of(kXixiang, "quilt-summer")["requested"] == 200);
  incident = first;
  CHECK(need_of(kXixiang, "quilt-summer")["requested"] == 0);
  // An exercise is no disaster that could take them.
  incident = open_incident(true);
  (void)report(clerk(), kXixiang, 30, 0);
  CHECK(need_of(kXixiang, "quilt-summer")["requested"] == 0);
}

TEST_CASE_METHOD(PlanningHouse, "an exercise's goods do not meet a real need, nor does its need ask for real ones") {
  (void)report(clerk(), kXixiang, 400, 0);
  const auto store = open_store();
  const auto batch = receive(store, "quilt-summer", 1'000);
  (void)issue(store, batch, 50, {{"incident", incident}}).value();
  incident = open_incident(true);
  (void)report(clerk(), kXixiang, 30, 0);
  const auto quilts = need_of(kXixiang, "quilt-summer");
  CHECK(quilts["required"] == 30);
  CHECK(quilts["missing"] == 30);
  CHECK(needs()["exercise"] == true);
}

TEST_CASE_METHOD(PlanningHouse, "a need is asked for inside one's own jurisdiction, of an incident that exists") {
  const auto ask_as = [&](const access::Caller& who, const std::string& of, const DivisionCode& unit) {
    return refusal(who, "need.list", {{"incident", of}, {"division", unit.text()}});
  };
  CHECK(ask_as(clerk(), incident, kXixiang).empty());
  CHECK(ask_as(clerk(), incident, kQinyang) == "outside-jurisdiction");
  CHECK(ask_as(auditor(), make_uuid(now), kCity) == "unknown-incident");
  CHECK(refusal(auditor(), "need.list", {{"incident", incident}, {"division", kCity.text()}, {"days", 0}}) ==
        "invalid-params");
}

}  // namespace anlan::supplies::test
