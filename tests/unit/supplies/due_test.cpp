#include <catch2/catch.hpp>

#include "supplies/due_rules.hpp"
#include "supply_house.hpp"

namespace anlan::supplies::test {
namespace {

/// A county store with tents of both kinds, generators and quilts. All made up.
class DueGoods : public SupplyHouse {
 public:
  /// Tents that came in long before anybody needed them.
  std::string tents_of_winter() {
    const auto today = std::exchange(now, at("2024-01-05T09:00:00"));
    const auto batch = receive(store, "tent-single-12", 50, "2020-01-10");
    now = today;
    return batch;
  }
  void hand_out(const std::string& batch, std::int64_t quantity, const std::string& when) {
    (void)issue(store, batch, quantity, {{"occurred_at", when + "T10:00:00+08:00"}, {"document", "发放单 " + when}})
        .value();
  }
  json due(const std::string& on, json more = json::object()) {
    json params{{"division", kQinyang.text()}, {"on", on}};
    params.update(more);
    return done(auditor(), "stock.due", std::move(params))["rows"];
  }
  json back(const std::string& on) { return due(on, {{"kind", "return"}}); }

  std::string store = open_store();
};

Issued issued(Quantity quantity, const Day& on) {
  return {.batch = "b", .label = "00000001", .quantity = quantity, .on = on};
}

}  // namespace

TEST_CASE("days between days, over leap days and year ends") {
  CHECK(days_between("2024-02-28", "2024-03-01") == 2);
  CHECK(days_between("2023-12-31", "2024-01-01") == 1);
  CHECK(days_between("2024-07-20", "2024-07-19") == -1);
}

TEST_CASE(
    "a single tent comes back before six months are over, a padded one before twelve; then they are people's own") {
  const auto& single = *goods().find("tent-single-12");
  const auto& padded = *goods().find("tent-cotton-12");
  const Reminders reminders{.give_back_days = 30};
  const auto on = [&](const Item& item, const Day& since, const Day& today) {
    return due_back(issued(3, since), item, reminders, today);
  };
  CHECK_FALSE(on(single, "2024-01-20", "2024-06-18"));
  CHECK(on(single, "2024-01-20", "2024-06-19")->urgency == Urgency::soon);
  CHECK(on(single, "2024-01-20", "2024-07-12")->urgency == Urgency::urgent);
  CHECK(on(single, "2024-01-20", "2024-07-19")->urgency == Urgency::urgent);
  CHECK(on(single, "2024-01-20", "2024-07-20")->urgency == Urgency::passed);
  CHECK(on(single, "2024-01-20", "2024-07-19")->due_on == "2024-07-19");
  CHECK(on(single, "2023-08-31", "2024-02-20")->due_on == "2024-02-28");
  CHECK_FALSE(on(padded, "2024-01-20", "2024-07-20"));
  CHECK(on(padded, "2024-01-20", "2025-01-01")->due_on == "2025-01-19");
  CHECK(on(*goods().find("generator"), "2024-01-20", "2024-01-21")->urgency == Urgency::unlimited);
  CHECK_FALSE(on(*goods().find("quilt-cotton"), "2024-01-20", "2030-01-01"));
}

TEST_CASE("what came back is taken off the oldest issue") {
  const std::vector<Issued> issues{issued(10, "2024-01-01"), issued(10, "2024-02-01"), issued(5, "2024-03-01")};
  CHECK(still_out(issues, 25).size() == 3);
  CHECK(still_out(issues, 0).empty());
  const auto left = still_out(issues, 12);
  REQUIRE(left.size() == 2);
  CHECK(left[0].quantity == 7);
  CHECK(left[0].on == "2024-02-01");
  CHECK(left[1].quantity == 5);
}

TEST_CASE("a last day of use is passed, urgent, soon or to be planned") {
  const Reminders reminders{.expiry_urgent_days = 30, .expiry_soon_days = 180, .rotation_days = 365};
  const auto on = [&](const Day& last) { return urgency_of_expiry(last, reminders, "2024-07-20"); };
  CHECK(on("2024-07-19") == Urgency::passed);
  CHECK(on("2024-07-20") == Urgency::urgent);
  CHECK(on("2024-08-19") == Urgency::urgent);
  CHECK(on("2024-08-20") == Urgency::soon);
  CHECK(on("2025-01-17") == Urgency::planned);
  CHECK(on("2025-07-20") == Urgency::planned);
  CHECK_FALSE(on("2025-07-21"));
}

TEST_CASE_METHOD(DueGoods, "tents in people's hands are listed with who has them and by when, until they come back") {
  const auto tents = tents_of_winter();
  hand_out(tents, 10, "2024-01-20");
  hand_out(tents, 20, "2024-03-01");
  const auto rows = back("2024-07-18");
  REQUIRE(rows.size() == 1);
  CHECK(rows[0]["quantity"] == 10);
  CHECK(rows[0]["due_on"] == "2024-07-19");
  CHECK(rows[0]["days_left"] == 1);
  CHECK(rows[0]["urgency"] == "urgent");
  CHECK(rows[0]["place"] == store);
  CHECK(rows[0]["division"] == kXixiang.text());
  CHECK(rows[0]["recipient"] == "西向镇政府");
  CHECK(rows[0]["document"] == "发放单 2024-01-20");
  (void)done(keeper(), "recovery.receive",
             {{"place", store},
              {"division", kXixiang.text()},
              {"from", "西向镇政府"},
              {"lines", {{{"batch", tents}, {"quantity", 14}}}}});
  CHECK(back("2024-07-18").empty());
  const auto later = back("2024-08-25");
  REQUIRE(later.size() == 1);
  CHECK(later[0]["quantity"] == 16);
}

TEST_CASE_METHOD(DueGoods, "a reversed issue is not waited for, and neither is an exercise's") {
  const auto tents = tents_of_winter();
  const auto sent = issue(store, tents, 10, {{"occurred_at", "2024-07-20T19:00:00+08:00"}}).value()["movement"];
  hand_out(tents, 3, "2024-07-20");
  CHECK(back("2025-01-18").size() == 2);
  (void)done(keeper(), "stock.reverse", {{"movement", sent["movement"]}, {"expected_version", 1}, {"reason", "记错"}});
  REQUIRE(back("2025-01-18").size() == 1);
  CHECK(back("2025-01-18")[0]["quantity"] == 3);
}

TEST_CASE_METHOD(DueGoods, "batches in a place are listed by how soon they expire, with their bins, the worst first") {
  const auto fresh = receive(store, "quilt-cotton", 100, "2024-01-10");
  const auto old = receive(store, "quilt-cotton", 30, "2016-08-01", "county", kQinyang, "A-1");
  const auto expired = receive(store, "quilt-cotton", 7, "2016-01-10", "county", kQinyang, "A-2");
  (void)done(keeper(), "stock.transfer",
             {{"place", store},
              {"to", store},
              {"lines", {{{"batch", old}, {"bin", "A-1"}, {"to_bin", "A-2"}, {"quantity", 10}}}}});
  const auto rows = due("2024-07-20", {{"kind", "expiry"}});
  REQUIRE(rows.size() == 2);
  CHECK(rows[0]["batch"] == expired);
  CHECK(rows[0]["urgency"] == "passed");
  CHECK(rows[1]["batch"] == old);
  CHECK(rows[1]["quantity"] == 30);
  CHECK(rows[1]["bins"] == json{"A-1", "A-2"});
  CHECK(rows[1]["due_on"] == "2024-08-01");
  for (const auto& row : rows) CHECK(row["batch"] != fresh);
}

TEST_CASE_METHOD(DueGoods, "what is due is asked for a day that there is, within one's jurisdiction") {
  CHECK(refusal(auditor(), "stock.due", {{"division", kQinyang.text()}, {"on", "2024-02-30"}}) == "bad-day");
  CHECK(refusal(keeper(kMengzhou), "stock.due", {{"division", kQinyang.text()}}) == "outside-jurisdiction");
  CHECK(done(keeper(), "stock.due", {{"division", kQinyang.text()}})["rows"].empty());
}

}  // namespace anlan::supplies::test
