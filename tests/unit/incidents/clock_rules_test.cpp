#include "incidents/clock_rules.hpp"

#include <catch2/catch.hpp>

#include "incident_house.hpp"

namespace anlan::incidents {

using namespace std::chrono_literals;

namespace {

const ClockBook& book() {
  static const auto made = clock_book(catalogue());
  return made;
}

Incident flood(Instant occurred_at, std::vector<DivisionCode> area = {kQinyang}) {
  auto division = common_node(area);
  return {.incident = "i",
          .hazard = "02",
          .name = "测试",
          .occurred_at = occurred_at,
          .area = std::move(area),
          .division = std::move(division)};
}

}  // namespace

TEST_CASE("every limit of the rule is what its table says, from its own start") {
  struct Row {
    std::string rule;
    ClockStart starts;
    std::chrono::minutes due;
  };
  // 自然灾害情况统计调查制度 2024: reporting times of 初报, 10 人及以上 and 核报.
  const std::vector<Row> table{
      {"initial.village", ClockStart::occurred, 1h},    {"initial.township", ClockStart::received, 30min},
      {"initial.county", ClockStart::occurred, 2h},     {"initial.city", ClockStart::received, 2h},
      {"ten_or_more.county", ClockStart::occurred, 1h}, {"ten_or_more.city", ClockStart::received, 30min},
      {"final.village", ClockStart::stabilised, 48h},   {"final.township", ClockStart::received, 48h},
      {"final.county", ClockStart::stabilised, 168h},   {"final.city", ClockStart::received, 48h}};
  for (const auto& row : table) {
    INFO(row.rule);
    const auto* deadline = in_force(book(), row.rule, at("2024-07-20T20:00:00"));
    REQUIRE(deadline != nullptr);
    CHECK(deadline->starts == row.starts);
    CHECK(deadline->due == row.due);
  }
}

TEST_CASE("a clock is due to the minute across midnight, month, year and leap day") {
  struct Row {
    std::string from;
    std::string due;
  };
  const std::vector<Row> table{{"2024-07-20T23:30:00", "2024-07-27T23:30:00"},
                               {"2024-02-23T00:00:00", "2024-03-01T00:00:00"},   // over 29 February
                               {"2024-02-22T12:00:00", "2024-02-29T12:00:00"},   // on it
                               {"2025-02-23T00:00:00", "2025-03-02T00:00:00"},   // no leap day
                               {"2025-12-30T08:00:00", "2026-01-06T08:00:00"}};  // into the next year
  for (const auto& row : table) {
    const auto starts = starts_when_stabilised(book(), "02", at(row.from), {kQinyang});
    REQUIRE(starts.size() == 1);
    const auto clock = make_clock(book(), starts[0], flood(at(row.from)), 1);
    CHECK(format_time(clock.due_at) == row.due + "+08:00");
  }
}

TEST_CASE("a clock turns amber at 70 % and red at 90 % of its time") {
  const auto starts = starts_when_opened(book(), flood(at("2024-07-20T18:00:00")));
  REQUIRE(starts.size() == 1);
  const auto clock = make_clock(book(), starts[0], flood(at("2024-07-20T18:00:00")), 1);
  CHECK(clock.clock == "i/initial.county/410882000000");
  CHECK(format_time(clock.amber_at) == "2024-07-20T19:24:00+08:00");
  CHECK(format_time(clock.red_at) == "2024-07-20T19:48:00+08:00");
  CHECK(format_time(clock.due_at) == "2024-07-20T20:00:00+08:00");
  CHECK(clock.document.find("2024") != std::string::npos);
  CHECK(clock.document.find("初报") != std::string::npos);
}

TEST_CASE("counties owe a first report, those of their townships in the area too, once each") {
  const auto starts = starts_when_opened(book(), flood(at("2024-07-20T18:00:00"), {kXixiang, kXiwan, kMengzhou}));
  REQUIRE(starts.size() == 2);
  CHECK(starts[0].division == kQinyang);
  CHECK(starts[1].division == kMengzhou);
}

TEST_CASE("the row in force when it happened decides") {
  auto made_up = book();
  auto newer = *in_force(made_up, "initial.county", at("2025-01-01T00:00:00"));
  newer.effective_from = at("2026-01-01T00:00:00");
  newer.effective_until = std::nullopt;
  newer.due = 90min;
  made_up.deadlines.push_back(newer);
  CHECK(in_force(made_up, "initial.county", at("2025-12-31T23:59:59"))->due == 2h);
  CHECK(in_force(made_up, "initial.county", at("2026-01-01T00:00:00"))->due == 90min);
  CHECK(in_force(made_up, "initial.county", at("2021-07-20T20:00:00")) == nullptr);
}

TEST_CASE("an obligation outlives a document that ran out without a successor, and says so") {
  const auto late = at("2027-04-02T08:00:00");
  const auto starts = starts_when_opened(book(), flood(late));
  REQUIRE(starts.size() == 1);
  const auto clock = make_clock(book(), starts[0], flood(late), 1);
  REQUIRE(clock.note);
  CHECK(clock.note->find("2027-04-01") != std::string::npos);
}

TEST_CASE("receipt starts only what counts from receipt") {
  const auto received = at("2024-07-20T20:00:00");
  CHECK(start_when_received(book(), "02", kInitial, kXixiangVillage, received)->division == kXixiang);
  CHECK_FALSE(start_when_received(book(), "02", kInitial, kXixiang, received));
  CHECK(start_when_received(book(), "02", kInitial, kQinyang, received)->division == kCity);
  CHECK(start_when_received(book(), "02", kFinal, kQinyang, received)->deadline->due == 48h);
  CHECK_FALSE(start_when_received(book(), "02", kFinal, kCity, received));
}

TEST_CASE("a drought has no hours for its first report, but for ten in danger and the final one it has") {
  const auto began = at("2024-07-20T18:00:00");
  auto drought = flood(began);
  drought.hazard = "01";
  CHECK(starts_when_opened(book(), drought).empty());
  CHECK_FALSE(start_when_received(book(), "01", kInitial, kXixiangVillage, began));
  CHECK_FALSE(start_when_received(book(), "01", kInitial, kQinyang, began));
  CHECK(starts_at_ten(book(), drought, kQinyang, began).size() == 2);
  CHECK(starts_when_stabilised(book(), "01", began, {kQinyang}).size() == 1);
  CHECK(start_when_received(book(), "01", kFinal, kQinyang, began));
}

TEST_CASE("the drought's rhythm is a drought's alone, and ends when the losses no longer grow") {
  const auto began = at("2024-06-01T00:00:00");
  auto incident = flood(began);
  CHECK_FALSE(start_when_reported(book(), incident, kQinyang, began));
  incident.hazard = "01";
  for (const auto& node : {kXixiang, kQinyang, kCity}) {
    CHECK(start_when_reported(book(), incident, node, began)->deadline->due == 240h);
  }
  incident.state = IncidentState::stable;
  CHECK_FALSE(start_when_reported(book(), incident, kQinyang, began));
}

TEST_CASE("dead, missing and trapped people are added up; unknown adds nothing") {
  const auto people = [](const nlohmann::json& figures) { return people_in_danger(book(), read_figures(figures)); };
  CHECK(people({{"A01008", {{"value", 3}}}, {"A01009", {{"value", 4}}}, {"D00001", {{"value", 3}}}}) == 10);
  CHECK(people({{"A01008", {{"value", 9}}}, {"A01009", {{"unknown", true}}}, {"A01007", {{"value", 500}}}}) == 9);
  CHECK(ten_or_more(book(), 10));
  CHECK_FALSE(ten_or_more(book(), 9));
}

TEST_CASE("a final report fulfils everything, an update leaves the final one owed") {
  CHECK(fulfils("initial", kInitial));
  CHECK(fulfils("update", kTenOrMore));
  CHECK_FALSE(fulfils("update", kFinal));
  CHECK(fulfils("final", kFinal));
  CHECK(fulfils("final", kInitial));
}

TEST_CASE("only a running clock is settled, and not ahead of time") {
  const auto now = at("2024-07-20T20:00:00");
  auto clock = make_clock(book(), starts_when_opened(book(), flood(now - 1h))[0], flood(now - 1h), 2);
  CHECK(clock.clock == "i/initial.county/410882000000/2");
  CHECK(check_settle(clock, now, now));
  CHECK(check_settle(clock, now + 6min, now).error().type == "bad-settlement");
  clock.state = ClockState::met;
  CHECK(check_settle(clock, now, now).error().type == "clock-not-running");
}

}  // namespace anlan::incidents
