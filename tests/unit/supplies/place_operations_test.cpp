#include <catch2/catch.hpp>

#include "supply_house.hpp"

namespace anlan::supplies::test {

TEST_CASE_METHOD(SupplyHouse, "a store is opened, gets a bin, and is closed when it is empty") {
  const auto store = open_store();
  const auto changed = done(dispatcher_of(), "place.change",
                            {{"place", store}, {"expected_version", 1}, {"bins", {"A-1", "A-2", "B-1"}}});
  CHECK(changed["place"]["version"] == 2);
  CHECK(changed["place"]["bins"].size() == 3);
  CHECK(changed["place"]["keeper"]["name"] == "粮储局");
  CHECK(refusal(dispatcher_of(), "place.change", {{"place", store}, {"expected_version", 1}, {"bins", {"A-1"}}}) ==
        "stale-version");
  const auto closed =
      done(dispatcher_of(), "place.close", {{"place", store}, {"expected_version", 2}, {"reason", "搬迁"}});
  CHECK(closed["place"]["state"] == "closed");
  CHECK(done(auditor(), "place.list", {{"state", "open"}})["places"].empty());
  CHECK(verifies());
  CHECK(faults.empty());
}

TEST_CASE_METHOD(SupplyHouse, "a store that holds goods keeps its bins and stays open") {
  const auto store = open_store();
  (void)receive(store, "quilt-cotton", 100, "2024-01-10", "county", kQinyang, "A-1");
  CHECK(refusal(dispatcher_of(), "place.close", {{"place", store}, {"expected_version", 1}, {"reason", "搬迁"}}) ==
        "place-not-empty");
  CHECK(refusal(dispatcher_of(), "place.change", {{"place", store}, {"expected_version", 1}, {"bins", {"A-2"}}}) ==
        "bin-in-use");
}

TEST_CASE_METHOD(SupplyHouse, "the office that keeps the goods is never the one that orders their use") {
  const json office{{"name", "应急局"}, {"division", kQinyang.text()}};
  const auto answer = ask(dispatcher_of(), "place.open",
                          {{"kind", "store"},
                           {"level", "county"},
                           {"division", kQinyang.text()},
                           {"name", "测试库"},
                           {"owner", office},
                           {"keeper", office},
                           {"user", office}});
  REQUIRE_FALSE(answer.has_value());
  CHECK(answer.error().type == "bad-place");
  CHECK(answer.error().errors.at(0).pointer == "/user");
}

TEST_CASE_METHOD(SupplyHouse,
                 "goods of the city that lie in a county stay the city's: the county cannot take their use over") {
  const auto office = [](const std::string& name, const DivisionCode& where) {
    return json{{"name", name}, {"division", where.text()}};
  };
  const auto deputy = done(caller(Role::city_duty, kCity), "place.open",
                           {{"kind", "store"},
                            {"level", "city"},
                            {"division", kQinyang.text()},
                            {"name", "沁阳代储点"},
                            {"owner", office("市政府", kCity)},
                            {"keeper", office("沁阳粮储局", kQinyang)},
                            {"user", office("市应急局", kCity)}})["place"]["place"];
  const auto change = [&](const access::Caller& who, json what) {
    what.update({{"place", deputy}, {"expected_version", 1}});
    return refusal(who, "place.change", what);
  };
  const auto mine = json{{"user", office("沁阳市应急局", kQinyang)}};
  CHECK(change(caller(Role::county_duty, kQinyang), mine) == "not-the-owner");
  CHECK(change(dispatcher_of(), {{"name", "沁阳库"}}) == "not-the-owner");
  CHECK(refusal(dispatcher_of(), "place.close", {{"place", deputy}, {"expected_version", 1}, {"reason", "x"}}) ==
        "not-the-owner");
  CHECK(change(dispatcher_of(kCity), mine).empty());
}

TEST_CASE_METHOD(SupplyHouse, "an owner changes his store, but the use of it only whoever has it gives away") {
  const json reserves{{"name", "粮储局"}, {"division", kQinyang.text()}};
  const json county{{"name", "沁阳市政府"}, {"division", kQinyang.text()}};
  const json city{{"name", "市应急局"}, {"division", kCity.text()}};
  const auto store = done(dispatcher_of(), "place.open",
                          {{"kind", "store"},
                           {"level", "county"},
                           {"division", kQinyang.text()},
                           {"name", "测试库"},
                           {"owner", county},
                           {"keeper", reserves},
                           {"user", city}})["place"]["place"];
  const auto change = [&](int version, json what) {
    what.update({{"place", store}, {"expected_version", version}});
    return refusal(dispatcher_of(), "place.change", what);
  };
  CHECK(change(1, {{"user", {{"name", "沁阳应急局"}, {"division", kQinyang.text()}}}}) == "not-yours-to-give");
  CHECK(change(1, {{"name", "新库"}, {"user", city}}).empty());
}

TEST_CASE_METHOD(SupplyHouse, "stores are seen from above and from below, not from next door") {
  (void)open_store(kQinyang);
  const auto sees = [&](const access::Caller& who) { return done(who, "place.list", json::object())["places"].size(); };
  CHECK(sees(dispatcher_of(kCity)) == 1);
  CHECK(sees(caller(Role::township_clerk, kXixiang)) == 1);
  CHECK(sees(dispatcher_of(kMengzhou)) == 0);
}

}  // namespace anlan::supplies::test
