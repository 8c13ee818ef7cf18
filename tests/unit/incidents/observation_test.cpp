#include <catch2/catch.hpp>

#include "incident_house.hpp"
#include "incidents/observation_rules.hpp"
#include "incidents/observation_view.hpp"
#include "journal/blobs.hpp"

namespace anlan::incidents {

using namespace std::chrono_literals;
using nlohmann::json;

namespace {

const Instant kNow = at("2024-07-20T20:00:00");

ObservationClaim claim() { return {.text = "村口桥面过水", .occurred_at = kNow - 3min}; }

ObservationFacts facts(const DivisionCode& jurisdiction) { return {.jurisdiction = jurisdiction}; }

Place place(const DivisionCode& where) { return {.at = {112.905, 35.105}, .division = where}; }

json seen(const std::string& text = "村口桥面过水") {
  return {{"text", text}, {"occurred_at", "2024-07-20T19:57:00+08:00"}, {"channel", "web"}};
}

json at_point(double lon, double lat) {
  auto params = seen();
  params["point"] = {{"lon", lon}, {"lat", lat}};
  return params;
}

std::vector<std::string> doubts(const json& answer) {
  std::vector<std::string> out;
  for (const auto& doubt : answer.at("observation").at("doubts")) out.push_back(doubt.at("code"));
  return out;
}

}  // namespace

TEST_CASE("a point decides the division of an observation") {
  auto known = facts(kXixiang);
  known.place = place(kXixiangVillage);
  const auto noted = note_observation(claim(), known, "o", kNow);
  REQUIRE(noted);
  CHECK(noted->division == kXixiangVillage);
  CHECK(noted->doubts.empty());
  CHECK(noted->received_at == kNow);
}

TEST_CASE("a point elsewhere is doubted, and the observation stays with the village that made it") {
  auto known = facts(kXixiangVillage);
  known.place = place(kXiwanVillage);
  const auto noted = note_observation(claim(), known, "o", kNow);
  REQUIRE(noted);
  CHECK(noted->division == kXixiangVillage);
  REQUIRE(noted->doubts.size() == 1);
  CHECK(noted->doubts[0].code == "elsewhere");
  CHECK(noted->point.has_value());
}

TEST_CASE("a point outside the city keeps its own doubt and falls to the person's unit") {
  auto known = facts(kXixiang);
  known.place = Place{.at = {121.4, 31.2}, .doubts = {{"outside", {"在市外", "outside"}}}};
  const auto noted = note_observation(claim(), known, "o", kNow);
  REQUIRE(noted);
  CHECK(noted->division == kXixiang);
  CHECK(noted->doubts.size() == 1);
}

TEST_CASE("without a point the division must be said, must exist and must be one's own") {
  CHECK(note_observation(claim(), facts(kXixiang), "o", kNow).error().errors[0].pointer == "/division");
  auto named = claim();
  named.division = kXixiangVillage;
  CHECK(note_observation(named, facts(kXixiang), "o", kNow));
  CHECK(note_observation(named, facts(kMengzhou), "o", kNow).error().kind == ProblemKind::forbidden);
  auto unreal = facts(kXixiang);
  unreal.division_exists = false;
  CHECK(note_observation(named, unreal, "o", kNow).error().type == "bad-observation");
}

TEST_CASE("photos must be stored pictures, and times must not lie ahead") {
  auto early = claim();
  early.division = kXixiang;
  early.occurred_at = kNow + 6min;
  early.photos = {"a", "b", "c"};
  auto known = facts(kXixiang);
  known.photo_types = {"image/jpeg", "application/zip", std::nullopt};
  const auto refused = note_observation(early, known, "o", kNow);
  REQUIRE_FALSE(refused);
  std::vector<std::string> pointers;
  for (const auto& fault : refused.error().errors) pointers.push_back(fault.pointer);
  CHECK(pointers == std::vector<std::string>{"/occurred_at", "/photos/1", "/photos/2"});
}

TEST_CASE("an observation of a closed incident is kept and doubted; of an unknown one it is refused") {
  auto named = claim();
  named.division = kXixiang;
  named.incident = "i";
  auto known = facts(kXixiang);
  CHECK(note_observation(named, known, "o", kNow).error().type == "unknown-incident");
  known.incident = Standing{IncidentState::closed, true};
  const auto noted = note_observation(named, known, "o", kNow);
  REQUIRE(noted);
  CHECK(noted->doubts[0].code == "incident_closed");
  CHECK(noted->exercise);
}

TEST_CASE_METHOD(IncidentHouse, "a village's observation is located, listed above it and counted up to the city") {
  const auto incident = open({kQinyang}, "2024-07-20T18:00:00");
  auto params = at_point(112.905, 35.105);
  params["incident"] = incident;
  const auto noted = done(informant(), "observation.submit", params);
  CHECK(noted["observation"]["division"] == kXixiangVillage.text());
  CHECK(noted["observation"]["chain"].size() == 4);
  CHECK(doubts(noted).empty());
  const auto listed = done(county_desk(), "observation.list", {{"incident", incident}});
  REQUIRE(listed["observations"].size() == 1);
  CHECK(listed["observations"][0] == noted["observation"]);
  CHECK(done(county_desk(kMengzhou), "observation.list", json::object())["observations"].empty());
  const auto counts = done(city_desk(), "observation.counts", {{"incident", incident}});
  CHECK(counts["counts"] ==
        json::parse(R"([{"division":"410800000000","count":1},{"division":"410882000000","count":1}])"));
}

TEST_CASE_METHOD(IncidentHouse, "points outside, in web-map coordinates or in another village are kept with doubts") {
  CHECK_FALSE(doubts(done(informant(), "observation.submit", at_point(121.47, 31.23))).empty());
  const auto elsewhere = done(informant(), "observation.submit", at_point(112.925, 35.105));
  CHECK(elsewhere["observation"]["division"] == kXixiangVillage.text());
  CHECK(doubts(elsewhere) == std::vector<std::string>{"elsewhere"});
  auto shifted = at_point(112.9111, 35.1049);
  shifted["point"]["crs"] = "gcj02";
  const auto undone = done(informant(), "observation.submit", shifted);
  CHECK(undone["observation"]["point"][0].get<double>() != Approx(112.9111).margin(1e-4));
}

TEST_CASE_METHOD(IncidentHouse, "a withdrawn observation stays on record and counts no more") {
  const auto incident = open({kQinyang}, "2024-07-20T18:00:00");
  auto params = at_point(112.905, 35.105);
  params["incident"] = incident;
  const auto noted = done(informant(), "observation.submit", params);
  const json withdraw{
      {"observation", noted["observation"]["observation"]}, {"expected_version", 1}, {"reason", "看错了"}};
  CHECK(ask(clerk(kXiwan), "observation.withdraw", withdraw).error().type == "outside-jurisdiction");
  const auto gone = done(clerk(), "observation.withdraw", withdraw);
  CHECK(gone["observation"]["state"] == "withdrawn");
  CHECK(gone["observation"]["version"] == 2);
  auto again = withdraw;
  again["expected_version"] = 2;
  CHECK(ask(clerk(), "observation.withdraw", again).error().type == "observation-withdrawn");
  CHECK(done(city_desk(), "observation.counts", {{"incident", incident}})["counts"].empty());
  CHECK(verifies());
  CHECK(faults.empty());
}

TEST_CASE_METHOD(IncidentHouse, "pages of observations follow each other without gap or repetition") {
  for (int i = 0; i < 7; ++i) {
    auto params = seen("速报 " + std::to_string(i));
    params["division"] = kXixiangVillage.text();
    (void)done(clerk(), "observation.submit", params);
  }
  std::vector<std::string> texts;
  json params{{"limit", 3}};
  for (auto page = done(clerk(), "observation.list", params)["observations"]; !page.empty();
       page = done(clerk(), "observation.list", params)["observations"]) {
    for (const auto& observation : page) texts.push_back(observation["text"]);
    params["before"] = page.back()["observation"];
  }
  CHECK(texts == std::vector<std::string>{"速报 6", "速报 5", "速报 4", "速报 3", "速报 2", "速报 1", "速报 0"});
}

TEST_CASE_METHOD(IncidentHouse, "a box finds the points inside it, and SpatiaLite reads the geometry") {
  const auto inside = done(clerk(), "observation.submit", at_point(112.905, 35.105));
  (void)done(clerk(), "observation.submit", at_point(112.915, 35.105));
  const auto found = done(city_desk(), "observation.list", {{"box", {112.90, 35.10, 112.91, 35.11}}});
  REQUIRE(found["observations"].size() == 1);
  CHECK(found["observations"][0]["observation"] == inside["observation"]["observation"]);
  store::Connection db{file(), store::Mode::read_only};
  auto row = db.prepare("SELECT ST_SRID(geom), ST_AsText(geom) FROM observation ORDER BY seq LIMIT 1");
  REQUIRE(row.step());
  CHECK(row.int_at(0) == 4490);
  CHECK(row.text_at(1) == "POINT(112.905 35.105)");
  CHECK(db.number("SELECT count(*) FROM observation WHERE seq IN (SELECT rowid FROM SpatialIndex WHERE f_table_name ="
                  " 'observation' AND search_frame = BuildMbr(112.90, 35.10, 112.91, 35.11))") == 1);
}

TEST_CASE_METHOD(IncidentHouse, "photos are taken when they are stored pictures") {
  std::string photo;
  std::string paper;
  {
    store::Connection db{file(), store::Mode::read_write};
    photo = journal::store_blob(db, "image/jpeg", "\xff\xd8 made up", now);
    paper = journal::store_blob(db, "application/zip", "PK made up", now);
  }
  auto params = at_point(112.905, 35.105);
  params["photos"] = {photo};
  CHECK(done(clerk(), "observation.submit", params)["observation"]["photos"][0] == photo);
  params["photos"] = {paper};
  CHECK(ask(clerk(), "observation.submit", params).error().errors[0].pointer == "/photos/0");
}

TEST_CASE("only a real observation that belongs to none goes to an open incident that reaches its county") {
  const Observation loose{.observation = "o", .division = kXixiangVillage};
  const Incident flood{.incident = "i", .hazard = "02", .name = "洪涝", .area = {kXiwan}, .division = kXiwan};
  const auto refusal = [&](Observation observation, std::optional<Incident> incident) {
    return assign_observation(std::move(observation), incident).error().type;
  };
  const auto assigned = assign_observation(loose, flood);
  REQUIRE(assigned);
  CHECK(assigned->incident == "i");
  CHECK(assigned->version == 2);

  auto other = loose;
  other.withdrawn = true;
  CHECK(refusal(other, flood) == "observation-withdrawn");
  CHECK(refusal(*assigned, flood) == "observation-assigned");
  CHECK(refusal(loose, std::nullopt) == "unknown-incident");
  auto unfit = flood;
  unfit.state = IncidentState::closed;
  CHECK(refusal(loose, unfit) == "incident-closed");
  unfit = flood;
  unfit.exercise = true;
  CHECK(refusal(loose, unfit) == "exercise-incident");
  unfit = flood;
  unfit.area = {kMengzhou};
  CHECK(refusal(loose, unfit) == "outside-incident");
  unfit.area = {kCity};
  CHECK(assign_observation(loose, unfit));
}

TEST_CASE_METHOD(IncidentHouse, "what a village saw before anybody opened an incident is found and assigned later") {
  now = kNow;
  const auto noted = done(informant(), "observation.submit", at_point(112.905, 35.105))["observation"];
  CHECK(noted["incident"].is_null());
  const auto incident = open({kQinyang}, "2024-07-20T19:50:00");
  const auto loose = [&] { return done(county_desk(), "observation.list", {{"unassigned", true}})["observations"]; };
  REQUIRE(loose().size() == 1);
  CHECK(ask(county_desk(), "observation.list", {{"unassigned", true}, {"incident", incident}}).error().type ==
        "bad-filter");

  const json assign{{"observation", noted["observation"]},
                    {"incident", incident},
                    {"expected_version", 1},
                    {"reason", "核实属于这次洪涝"}};
  CHECK(ask(clerk(kXiwan), "observation.assign", assign).error().type == "outside-jurisdiction");
  CHECK_FALSE(ask(informant(), "observation.assign", assign));
  now = kNow + 2h;
  const auto assigned = done(county_desk(), "observation.assign", assign)["observation"];
  CHECK(assigned["incident"] == incident);
  CHECK(assigned["version"] == 2);
  CHECK(assigned["received_at"] == noted["received_at"]);
  CHECK(loose().empty());
  CHECK(done(county_desk(), "observation.list", {{"incident", incident}})["observations"][0] == assigned);
  CHECK(done(county_desk(), "observation.counts", json::object())["counts"].empty());
  CHECK(done(county_desk(), "observation.counts", {{"incident", incident}})["counts"].size() == 2);
  CHECK(ask(clerk(), "observation.assign", assign).error().type == "stale-version");

  (void)done(clerk(), "observation.withdraw",
             {{"observation", noted["observation"]}, {"expected_version", 2}, {"reason", "看错了"}});
  CHECK(done(county_desk(), "observation.counts", {{"incident", incident}})["counts"].empty());
  CHECK(verifies());
}

}  // namespace anlan::incidents
