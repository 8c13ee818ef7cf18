#include "incidents/incident_rules.hpp"

#include <catch2/catch.hpp>

#include "incident_house.hpp"

namespace anlan::incidents {

using namespace std::chrono_literals;

namespace {

const Instant kNow = at("2024-07-20T20:00:00");

Opening flood() {
  return {.hazard = "02", .name = "测试 暴雨", .occurred_at = kNow - 1h, .area = {kQinyang}, .exercise = false};
}

OpeningFacts facts(const DivisionCode& jurisdiction, const std::string& hazard = "02") {
  return {.hazard = catalogue().hazard(hazard), .jurisdiction = jurisdiction};
}

std::vector<std::string> pointers(const Result<void>& result) {
  std::vector<std::string> out;
  if (result) return out;
  for (const auto& fault : result.error().errors) out.push_back(fault.pointer);
  return out;
}

Incident incident(const std::string& id, Instant occurred_at, std::vector<DivisionCode> area,
                  const std::string& hazard = "02") {
  auto division = common_node(area);
  return {.incident = id,
          .hazard = hazard,
          .name = id,
          .occurred_at = occurred_at,
          .area = std::move(area),
          .division = std::move(division)};
}

}  // namespace

TEST_CASE("an incident of a known hazard in one's own area may be opened") {
  CHECK(check_opening(flood(), facts(kCity), kNow));
  CHECK(check_opening(flood(), facts(kQinyang), kNow));
}

TEST_CASE("the disaster may lie five minutes ahead of our clock, and no more") {
  auto opening = flood();
  opening.occurred_at = kNow + 5min;
  CHECK(check_opening(opening, facts(kCity), kNow));
  opening.occurred_at = kNow + 5min + 1ms;
  CHECK(pointers(check_opening(opening, facts(kCity), kNow)) == std::vector<std::string>{"/occurred_at"});
}

TEST_CASE("every wrong code of an area is pointed at") {
  auto opening = flood();
  opening.area = {kQinyang, kMengzhou, kXixiangVillage, code("410882199000")};
  auto known = facts(kQinyang);
  known.unknown = {code("410882199000")};
  CHECK(pointers(check_opening(opening, known, kNow)) == std::vector<std::string>{"/area/1", "/area/2", "/area/3"});
}

TEST_CASE("the city reports first-level hazards only, a county may say the second level") {
  auto opening = flood();
  opening.sub_hazard = "0202";
  CHECK(pointers(check_opening(opening, facts(kCity), kNow)) == std::vector<std::string>{"/sub_hazard"});
  CHECK(check_opening(opening, facts(kQinyang), kNow));
  opening.sub_hazard = "0402";
  CHECK(pointers(check_opening(opening, facts(kQinyang), kNow)) == std::vector<std::string>{"/sub_hazard"});
}

TEST_CASE("a hazard that the catalogue does not have is refused") {
  CHECK(pointers(check_opening(flood(), facts(kCity, "77"), kNow)) == std::vector<std::string>{"/hazard"});
}

TEST_CASE("an area is brought to its widest units, once each") {
  CHECK(normalised_area({kXixiang, kQinyang, kMengzhou, kQinyang}, {}) == std::vector{kQinyang, kMengzhou});
  CHECK(normalised_area({kQinyang, kCity}, {kXiuwu, kQinyang}) == std::vector{kXiuwu, kQinyang});
}

TEST_CASE("the node of an area is the lowest that contains all of it") {
  CHECK(common_node({kXixiang}) == kXixiang);
  CHECK(common_node({kXixiang, kXiwan}) == kQinyang);
  CHECK(common_node({kXixiang, kMengzhou}) == kCity);
  CHECK(counties_of({kXixiang, kXiwan, kMengzhou}) == std::vector{kQinyang, kMengzhou});
}

TEST_CASE("only an open incident becomes stable, not before it happened and not in the future") {
  auto flooded = incident("a", kNow - 24h, {kQinyang});
  CHECK(check_stabilise(flooded, kNow - 1h, kNow));
  CHECK(check_stabilise(flooded, kNow - 25h, kNow).error().type == "bad-incident");
  CHECK(check_stabilise(flooded, kNow + 6min, kNow).error().type == "bad-incident");
  flooded.state = IncidentState::stable;
  CHECK(check_stabilise(flooded, kNow, kNow).error().kind == ProblemKind::conflict);
}

TEST_CASE("closing and reopening are refused when there is nothing to do") {
  auto flooded = incident("a", kNow, {kQinyang});
  CHECK(check_close(flooded));
  CHECK(check_reopen(flooded).error().type == "incident-open");
  flooded.state = IncidentState::closed;
  CHECK(check_close(flooded).error().type == "incident-closed");
  CHECK(check_reopen(flooded));
}

TEST_CASE("floods within three days and next door are proposed as one process, shared areas first") {
  const auto& hazard = *catalogue().hazard("02");
  const std::vector near{incident("next-door", kNow - 2h, {kMengzhou}), incident("shared", kNow - 72h, {kXixiang}),
                         incident("too-early", kNow - 73h - 1min, {kQinyang}), incident("far", kNow, {kXiuwu})};
  const auto found = same_process(flood(), hazard, {kQinyang, kMengzhou}, near);
  REQUIRE(found.size() == 2);
  CHECK(found[0].incident.incident == "shared");
  CHECK(found[0].shares_area);
  CHECK(found[1].incident.incident == "next-door");
  CHECK_FALSE(found[1].shares_area);
  CHECK(found[1].apart == 1h);
}

TEST_CASE("hail never joins a flood, an exercise never the real thing") {
  auto drill = incident("drill", kNow, {kQinyang});
  drill.exercise = true;
  const std::vector others{incident("hail", kNow, {kQinyang}, "04"), drill};
  CHECK(same_process(flood(), *catalogue().hazard("02"), {kQinyang}, others).empty());
  auto hail = flood();
  hail.hazard = "04";
  CHECK(same_process(hail, *catalogue().hazard("04"), {kQinyang}, others).empty());
}

}  // namespace anlan::incidents
