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

TEST_CASE_METHOD(SupplyHouse, "stores are seen from above and from below, not from next door") {
  (void)open_store(kQinyang);
  const auto sees = [&](const access::Caller& who) { return done(who, "place.list", json::object())["places"].size(); };
  CHECK(sees(dispatcher_of(kCity)) == 1);
  CHECK(sees(caller(Role::township_clerk, kXixiang)) == 1);
  CHECK(sees(dispatcher_of(kMengzhou)) == 0);
}

}  // namespace anlan::supplies::test
