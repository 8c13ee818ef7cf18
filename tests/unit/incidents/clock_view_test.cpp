#include <map>

#include <rapidcheck.h>
#include <catch2/catch.hpp>

#include "incident_house.hpp"
#include "journal/reading.hpp"

namespace anlan::incidents {

using nlohmann::json;

namespace {

json figures(int deaths, int trapped) {
  return {{"A01007", {{"value", 1'200}}},  {"A01008", {{"value", deaths}}}, {"A01009", {{"unknown", true}}},
          {"A01013", {{"unknown", true}}}, {"A01017", {{"unknown", true}}}, {"D00001", {{"value", trapped}}}};
}

/// The duty room at work: what people do in these tests, all figures made up.
struct ClockRoom : IncidentHouse {
  struct Filing {
    std::string phase = "initial";
    int deaths = 0;
    int trapped = 0;
    int expected_version = 0;
  };

  /// Files a report that was received now.
  json file(const access::Caller& who, const std::string& incident, Filing filing) {
    return done(who, "report.submit", params(who.jurisdiction, incident, filing));
  }

  json params(const DivisionCode& division, const std::string& incident, const Filing& filing) const {
    return {{"incident", incident},
            {"division", division.text()},
            {"phase", filing.phase},
            {"figures", figures(filing.deaths, filing.trapped)},
            {"channel", "phone"},
            {"occurred_at", format_time(now)},
            {"received_at", format_time(now)},
            {"reason", "核实后上报"},
            {"expected_version", filing.expected_version}};
  }

  void observe(const std::string& incident, const DivisionCode& village = kXixiangVillage) {
    (void)done(clerk(*village.parent()), "observation.submit",
               {{"incident", incident},
                {"text", "测试 速报"},
                {"division", village.text()},
                {"occurred_at", format_time(now)},
                {"channel", "phone"}});
  }

  void stabilise(const std::string& incident, int version) {
    (void)done(city_desk(), "incident.stabilise",
               {{"incident", incident}, {"expected_version", version}, {"stabilised_at", format_time(now)}});
  }

  /// The clocks of an incident by rule and division (and number): "initial.county/410882000000".
  std::map<std::string, json> clocks(const std::string& incident, const access::Caller& who = city_desk()) {
    std::map<std::string, json> out;
    const auto listed = done(who, "clock.list", {{"incident", incident}});
    for (const auto& clock : listed["clocks"]) {
      out[clock["clock"].get<std::string>().substr(incident.size() + 1)] = clock;
    }
    return out;
  }

  void settle(const access::Caller& who, const json& clock, const std::string& note = "") {
    (void)done(who, "clock.settle",
               {{"clock", clock["clock"]}, {"how", "phone"}, {"note", note}, {"met_at", format_time(now)}});
  }

  void passes(const std::string& time) { now = at(time); }
};

const std::string kTownshipFirst = "initial.township/410882101000";
const std::string kCountyFirst = "initial.county/410882000000";
const std::string kCityFirst = "initial.city/410800000000";
const std::string kCountyTen = "ten_or_more.county/410882000000";
const std::string kCityTen = "ten_or_more.city/410800000000";

}  // namespace

TEST_CASE_METHOD(ClockRoom,
                 "an observation that is assigned later starts its township's limit from when it was received") {
  passes("2024-07-20T18:05:00");
  const auto noted = done(clerk(), "observation.submit",
                          {{"text", "测试 速报"},
                           {"division", kXixiangVillage.text()},
                           {"occurred_at", format_time(now)},
                           {"channel", "phone"}});
  passes("2024-07-20T18:20:00");
  const auto incident = open({kQinyang}, "2024-07-20T18:00:00");
  CHECK_FALSE(clocks(incident).contains(kTownshipFirst));
  (void)done(county_desk(), "observation.assign",
             {{"observation", noted["observation"]["observation"]},
              {"incident", incident},
              {"expected_version", 1},
              {"reason", "属于这次暴雨"}});
  CHECK(clocks(incident).at(kTownshipFirst)["started_at"] == "2024-07-20T18:05:00+08:00");
  CHECK(clocks(incident).at(kTownshipFirst)["due_at"] == "2024-07-20T18:35:00+08:00");
  CHECK(verifies());
}

TEST_CASE_METHOD(ClockRoom, "a drought starts no hours for anybody's first report") {
  passes("2024-07-20T18:10:00");
  const auto incident = open({kQinyang}, "2024-07-20T18:00:00", "01");
  observe(incident);
  CHECK(clocks(incident).empty());
  (void)file(county_desk(), incident, {});
  for (const auto& [key, clock] : clocks(incident)) CHECK(clock["phase"] == "update");
}

TEST_CASE_METHOD(ClockRoom, "in a drought every report starts the next ten days, until it is over") {
  const std::string county = "drought.county/410882000000";
  const std::string city = "drought.city/410800000000";
  passes("2024-06-10T09:00:00");
  const auto incident = open({kQinyang}, "2024-06-01T00:00:00", "01");
  const auto first = file(county_desk(), incident, {});
  CHECK(clocks(incident).at(county)["due_at"] == "2024-06-20T09:00:00+08:00");
  CHECK(clocks(incident).at(city)["due_at"] == "2024-06-20T09:00:00+08:00");

  passes("2024-06-18T08:00:00");
  (void)file(county_desk(), incident, {.phase = "update", .expected_version = 1});
  CHECK(clocks(incident).at(county)["met_at"] == "2024-06-18T08:00:00+08:00");
  CHECK(clocks(incident).at(county + "/2")["due_at"] == "2024-06-28T08:00:00+08:00");
  // A correction speaks of the same day: the next one stays due when it was.
  passes("2024-06-19T08:00:00");
  auto correction = params(kQinyang, incident, {.phase = "update", .deaths = 1, .expected_version = 2});
  correction["report"] = first["report"]["report"];
  (void)done(county_desk(), "report.correct", correction);
  CHECK(clocks(incident).at(county + "/2")["state"] == "running");
  CHECK_FALSE(clocks(incident).contains(county + "/3"));

  // The city reports in the ministry's system, and says so here.
  settle(city_desk(), clocks(incident).at(city), "已在部系统续报");
  CHECK(clocks(incident).at(city + "/2")["due_at"] == "2024-06-29T08:00:00+08:00");

  passes("2024-06-25T08:00:00");
  stabilise(incident, 1);
  for (const auto& key : {county + "/2", city + "/2"}) CHECK(clocks(incident).at(key)["state"] == "cancelled");
  CHECK(clocks(incident).at("final.county/410882000000")["state"] == "running");
  CHECK(verifies());
}

TEST_CASE_METHOD(ClockRoom, "a drought that grows again asks for updates again, a withdrawn report for none") {
  const std::string county = "drought.county/410882000000";
  passes("2024-06-10T09:00:00");
  const auto incident = open({kQinyang}, "2024-06-01T00:00:00", "01");
  const auto first = file(county_desk(), incident, {});
  stabilise(incident, 1);
  passes("2024-06-12T09:00:00");
  (void)done(city_desk(), "incident.reopen", {{"incident", incident}, {"expected_version", 2}, {"reason", "旱情又重"}});
  CHECK(clocks(incident).at(county + "/2")["due_at"] == "2024-06-22T09:00:00+08:00");
  (void)done(county_desk(), "report.withdraw",
             {{"report", first["report"]["report"]}, {"expected_version", 1}, {"reason", "报错了灾情"}});
  CHECK(clocks(incident).at(county + "/2")["state"] == "cancelled");
  CHECK(verifies());
}

TEST_CASE_METHOD(ClockRoom, "other disasters have no ten days") {
  passes("2024-07-20T18:10:00");
  const auto incident = open({kQinyang}, "2024-07-20T18:00:00");
  (void)file(county_desk(), incident, {});
  for (const auto& [key, clock] : clocks(incident)) CHECK_FALSE(key.starts_with("drought"));
}

TEST_CASE_METHOD(ClockRoom, "a night like 7·20: every obligation starts, is met or runs late at its own minute") {
  passes("2024-07-20T18:10:00");
  const auto incident = open({kQinyang, kMengzhou}, "2024-07-20T18:00:00");
  CHECK(clocks(incident).at(kCountyFirst)["due_at"] == "2024-07-20T20:00:00+08:00");
  CHECK(clocks(incident).contains("initial.county/410883000000"));

  passes("2024-07-20T18:30:00");
  observe(incident);
  passes("2024-07-20T18:40:00");
  observe(incident);
  CHECK(clocks(incident).at(kTownshipFirst)["due_at"] == "2024-07-20T19:00:00+08:00");

  passes("2024-07-20T19:05:00");
  const auto township = file(clerk(), incident, {.deaths = 2});
  auto now_running = clocks(incident);
  CHECK(now_running.at(kTownshipFirst)["state"] == "met");
  CHECK(now_running.at(kTownshipFirst)["met_at"] == "2024-07-20T19:05:00+08:00");
  CHECK(now_running.at(kTownshipFirst)["met_by"] == township["report"]["report"]);
  CHECK_FALSE(now_running.contains(kCityFirst));

  passes("2024-07-20T19:50:00");
  (void)file(county_desk(), incident, {.deaths = 2, .trapped = 3});
  now_running = clocks(incident);
  CHECK(now_running.at(kCountyFirst)["state"] == "met");
  CHECK(now_running.at(kCityFirst)["due_at"] == "2024-07-20T21:50:00+08:00");
  CHECK_FALSE(now_running.contains(kCountyTen));

  passes("2024-07-20T20:10:00");
  (void)file(clerk(), incident, {.phase = "update", .deaths = 6, .trapped = 5, .expected_version = 1});
  now_running = clocks(incident);
  CHECK(now_running.at(kCountyTen)["due_at"] == "2024-07-20T19:00:00+08:00");
  CHECK(now_running.at(kCountyTen)["state"] == "running");
  CHECK(now_running.at(kCityTen)["due_at"] == "2024-07-20T20:40:00+08:00");
  CHECK(now_running.at(kCityTen)["note"].get<std::string>().find("11") != std::string::npos);

  passes("2024-07-20T20:20:00");
  (void)file(county_desk(), incident, {.phase = "update", .deaths = 6, .trapped = 5, .expected_version = 1});
  settle(city_desk(), clocks(incident).at(kCityTen), "电话报省厅值班室");
  CHECK(clocks(incident).at(kCountyTen)["state"] == "met");
  CHECK(clocks(incident).at(kCityTen)["met_by"] == "phone");

  passes("2024-07-24T08:00:00");
  stabilise(incident, 1);
  now_running = clocks(incident);
  CHECK(now_running.at("final.village/410882101201")["due_at"] == "2024-07-26T08:00:00+08:00");
  CHECK(now_running.at("final.county/410882000000")["due_at"] == "2024-07-31T08:00:00+08:00");
  settle(clerk(), now_running.at("final.village/410882101201"));
  CHECK(clocks(incident).at("final.township/410882101000")["due_at"] == "2024-07-26T08:00:00+08:00");

  passes("2024-07-30T09:00:00");
  (void)file(county_desk(), incident, {.phase = "final", .deaths = 6, .expected_version = 2});
  now_running = clocks(incident);
  CHECK(now_running.at("final.county/410882000000")["state"] == "met");
  CHECK(now_running.at("final.city/410800000000")["due_at"] == "2024-08-01T09:00:00+08:00");
  CHECK(verifies());
  CHECK(faults.empty());
}

TEST_CASE_METHOD(ClockRoom, "one report with ten starts the short limits and meets the county's own") {
  const auto incident = open({kQinyang}, "2024-07-20T19:30:00");
  (void)file(county_desk(), incident, {.deaths = 4, .trapped = 6});
  CHECK(clocks(incident).at(kCountyTen)["state"] == "met");
  CHECK(clocks(incident).at(kCityTen)["state"] == "running");
}

TEST_CASE_METHOD(ClockRoom, "townships that are ten only together start the short limits too") {
  const auto incident = open({kQinyang}, "2024-07-20T19:30:00");
  (void)file(clerk(kXixiang), incident, {.deaths = 5});
  CHECK_FALSE(clocks(incident).contains(kCountyTen));
  (void)file(clerk(kXiwan), incident, {.deaths = 5});
  CHECK(clocks(incident).at(kCountyTen)["state"] == "running");
}

TEST_CASE_METHOD(ClockRoom, "a county's earlier zero does not keep its townships' ten from starting the short limits") {
  const auto incident = open({kQinyang}, "2024-07-20T19:30:00");
  (void)file(county_desk(), incident, {});
  (void)file(clerk(kXixiang), incident, {.deaths = 6});
  CHECK_FALSE(clocks(incident).contains(kCountyTen));
  (void)file(clerk(kXiwan), incident, {.deaths = 5});
  CHECK(clocks(incident).at(kCountyTen)["state"] == "running");
}

TEST_CASE_METHOD(ClockRoom, "a later report below ten changes nothing, a correction cancels with its reason") {
  const auto incident = open({kQinyang}, "2024-07-20T19:30:00");
  const auto filed = file(clerk(), incident, {.trapped = 12});
  (void)file(clerk(), incident, {.phase = "update", .trapped = 2, .expected_version = 1});
  CHECK(clocks(incident).at(kCountyTen)["state"] == "running");

  auto correction = params(kXixiang, incident, {.phase = "update", .trapped = 2, .expected_version = 2});
  correction["report"] = filed["report"]["report"];
  correction["reason"] = "误将 2 人写成 12 人";
  (void)done(clerk(), "report.correct", correction);
  const auto cancelled = clocks(incident);
  CHECK(cancelled.at(kCountyTen)["state"] == "cancelled");
  CHECK(cancelled.at(kCountyTen)["note"].get<std::string>().find("误将 2 人写成 12 人") != std::string::npos);
  CHECK(cancelled.at(kCityTen)["state"] == "cancelled");

  (void)file(clerk(), incident, {.phase = "update", .trapped = 15, .expected_version = 3});
  CHECK(clocks(incident).at(kCountyTen + "/2")["state"] == "running");
}

TEST_CASE_METHOD(ClockRoom, "closing cancels what runs, reopening lets it run again") {
  const auto incident = open({kQinyang}, "2024-07-20T19:30:00");
  (void)done(city_desk(), "incident.close", {{"incident", incident}, {"expected_version", 1}, {"reason", "结束"}});
  CHECK(clocks(incident).at(kCountyFirst)["state"] == "cancelled");
  observe(incident);
  CHECK_FALSE(clocks(incident).contains(kTownshipFirst));
  (void)done(city_desk(), "incident.reopen", {{"incident", incident}, {"expected_version", 2}, {"reason", "误关"}});
  CHECK(clocks(incident).at(kCountyFirst)["state"] == "running");
}

TEST_CASE_METHOD(ClockRoom, "final reports are owed no more when the disaster grows again, and anew when it is over") {
  const auto incident = open({kQinyang}, "2024-07-20T19:30:00");
  stabilise(incident, 1);
  (void)done(city_desk(), "incident.reopen", {{"incident", incident}, {"expected_version", 2}, {"reason", "又涨水"}});
  CHECK(clocks(incident).at("final.county/410882000000")["state"] == "cancelled");
  stabilise(incident, 3);
  CHECK(clocks(incident).at("final.county/410882000000/2")["state"] == "running");
}

TEST_CASE_METHOD(ClockRoom, "a clock is seen and settled by its node and those above it") {
  const auto incident = open({kQinyang, kMengzhou}, "2024-07-20T19:30:00");
  CHECK(clocks(incident, county_desk()).size() == 1);
  CHECK(clocks(incident, clerk()).empty());
  const auto clock = clocks(incident).at(kCountyFirst);
  const json settlement{{"clock", clock["clock"]}, {"how", "system"}, {"met_at", format_time(now)}};
  CHECK(ask(county_desk(kMengzhou), "clock.settle", settlement).error().type == "outside-jurisdiction");
  CHECK(ask(caller(access::Role::leader, kCity), "clock.settle", settlement).error().type == "role");
  CHECK(done(county_desk(), "clock.settle", settlement)["clock"]["state"] == "met");
  CHECK(clocks(incident).at(kCityFirst)["state"] == "running");
  CHECK(ask(county_desk(), "clock.settle", settlement).error().type == "clock-not-running");
}

TEST_CASE_METHOD(ClockRoom, "an exercise's clocks say so") {
  const auto incident = open({kQinyang}, "2024-07-20T19:30:00", "02", true);
  CHECK(clocks(incident).at(kCountyFirst)["exercise"] == true);
}

TEST_CASE_METHOD(ClockRoom, "each change of a clock is told, and told again to those who come back") {
  const auto incident = open({kQinyang}, "2024-07-20T19:30:00");
  observe(incident);
  const auto told = [](const std::vector<journal::Notification>& news) {
    std::map<std::string, std::string> newest;
    for (const auto& notification : news) {
      if (notification.topic == "clock" && !notification.key.empty()) newest[notification.key] = *notification.text;
    }
    return newest;
  };
  store::Connection db{IncidentHouse::file(), store::Mode::read_only};
  const auto page = journal::read_page(db, types, views, {{"clock"}, kCity}, 0, 1'000);
  CHECK(told(published).size() == 2);
  CHECK(told(page.notifications) == told(published));
}

namespace {

/// Does one thing at random, as somebody who may or may not be allowed to; refusals are part of the game.
void random_step(ClockRoom& room, const std::string& incident) {
  const auto version = *rc::gen::inRange(0, 8);
  const auto danger = *rc::gen::inRange(0, 14);
  const auto township = *rc::gen::element(kXixiang, kXiwan);
  const auto desk = *rc::gen::element(county_desk(), clerk(township), city_desk());
  const json moved{{"incident", incident}, {"expected_version", version}, {"reason", "测试"}};
  const auto reports = room.done(desk, "report.list", {{"incident", incident}})["reports"];
  switch (*rc::gen::inRange(0, 9)) {
    case 0:
      room.observe(incident, township == kXixiang ? kXixiangVillage : kXiwanVillage);
      break;
    case 1:
    case 2: {
      const auto phase = *rc::gen::element<std::string>("initial", "update", "final");
      const auto filing = room.params(desk.jurisdiction, incident, {phase, danger, 0, version});
      (void)room.ask(desk, "report.submit", filing);
      break;
    }
    case 3:
      for (const auto& report : reports) {
        auto correction = room.params(code(report["division"]), incident, {"update", danger, 0, report["version"]});
        correction["phase"] = report["current"]["phase"];
        correction["report"] = report["report"];
        (void)room.ask(desk, "report.correct", correction);
      }
      break;
    case 4:
      for (const auto& report : reports) {
        (void)room.ask(desk, "report.withdraw",
                       {{"report", report["report"]}, {"expected_version", report["version"]}, {"reason", "测试"}});
      }
      break;
    case 5:
      (void)room.ask(city_desk(), "incident.stabilise",
                     {{"incident", incident}, {"expected_version", version}, {"stabilised_at", format_time(room.now)}});
      break;
    case 6:
      (void)room.ask(city_desk(), "incident.close", moved);
      break;
    case 7:
      (void)room.ask(city_desk(), "incident.reopen", moved);
      break;
    default:
      for (const auto& [key, clock] : room.clocks(incident, desk)) {
        if (clock["state"] == "running" && *rc::gen::arbitrary<bool>()) room.settle(city_desk(), clock);
      }
  }
}

/// What holds of every clock at any time.
void check_clock(const json& clock, const json& incident) {
  const auto moment = [&clock](const char* field) { return parse_time(clock[field].get<std::string>()).value(); };
  RC_ASSERT(moment("started_at") < moment("amber_at"));
  RC_ASSERT(moment("amber_at") < moment("red_at"));
  RC_ASSERT(moment("red_at") < moment("due_at"));
  RC_ASSERT((clock["state"] == "met") == !clock["met_at"].is_null());
  RC_ASSERT(clock["state"] != "running" || incident["state"] != "closed");
}

}  // namespace

TEST_CASE("whatever happens in whatever order, clocks stay sound and the views equal a replay") {
  ClockRoom room;
  CHECK(rc::check([&room] {
    const auto hazard = *rc::gen::element<std::string>("01", "02");
    const auto incident = room.open({kQinyang}, format_time(room.now).substr(0, 19), hazard);
    const auto steps = *rc::gen::inRange(1, 15);
    for (int i = 0; i < steps; ++i) {
      room.now += std::chrono::minutes{*rc::gen::inRange(1, 300)};
      random_step(room, incident);
    }
    const auto incidents = room.done(city_desk(), "incident.list", json::object())["incidents"];
    for (const auto& [key, clock] : room.clocks(incident)) check_clock(clock, incidents[0]);
  }));
  CHECK(room.verifies());
  CHECK(room.faults.empty());
}

}  // namespace anlan::incidents
