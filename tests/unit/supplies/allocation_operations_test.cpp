#include <catch2/catch.hpp>

#include "gis/roads.hpp"
#include "journal/blobs.hpp"
#include "planning_house.hpp"
#include "store/workers.hpp"
#include "supplies/allocation_operations.hpp"

namespace anlan::supplies::test {
namespace {

/// A township that needs quilts, a store near it with too few and one far away with enough. All made up.
class AllocationHouse : public PlanningHouse {
 public:
  AllocationHouse() {
    declare_allocation_operations(
        registry,
        {{norms(), incident_catalogue(), divisions}, goods(), roads, *keys, *readers, workers, [this] { return now; }});
    place("point", "township", kXixiang, 112.90, 35.15);
    near = place("store", "county", kQinyang, 112.95, 35.10);
    far = place("store", "county", kQinyang, 113.30, 35.20);
    (void)receive(near, "quilt-summer", 250);
    (void)receive(far, "quilt-summer", 1'000);
    (void)report(clerk(), kXixiang, 400, 0);
  }

  static access::Caller planner() { return dispatcher_of(); }
  static access::Caller leader(const DivisionCode& where = kQinyang) { return caller(Role::leader, where); }

  std::string place(const std::string& kind, const std::string& level, const DivisionCode& where, double lon,
                    double lat) {
    const json reserves{{"name", "粮储局"}, {"division", kQinyang.text()}};
    const json emergency{{"name", "应急局"}, {"division", kQinyang.text()}};
    return done(dispatcher_of(), "place.open",
                {{"kind", kind},
                 {"level", level},
                 {"division", where.text()},
                 {"name", "测试 " + std::to_string(lon)},
                 {"lon", lon},
                 {"lat", lat},
                 {"owner", emergency},
                 {"keeper", reserves},
                 {"user", emergency},
                 {"bins", json::array()}})["place"]["place"];
  }

  /// Water of which the label says until when it is good.
  void receive_water(std::int64_t quantity, const std::string& expires_on) {
    const json batch{{"expires_on", expires_on}, {"origin", {{"kind", "funding"}, {"level", "county"}}}};
    const json line{{"item", "water-bottled"}, {"quantity", quantity}, {"bin", ""}, {"new_batch", batch}};
    (void)done(keeper(), "stock.receive", {{"place", near}, {"source", "supplier"}, {"lines", {line}}});
  }

  json question(json more = json::object()) {
    json assumptions{{"days", 3}, {"items", {"quilt-summer"}}};
    assumptions.update(more);
    return {{"incident", incident}, {"division", kQinyang.text()}, {"assumptions", std::move(assumptions)}};
  }

  json propose(json more = json::object()) {
    return done(planner(), "allocation.propose", question(std::move(more)))["allocation"];
  }

  static json line(const std::string& from, std::int64_t quantity, const std::string& item = "quilt-summer",
                   const DivisionCode& to = kXixiang) {
    return {{"from", from}, {"to", to.text()}, {"item", item}, {"quantity", quantity}};
  }

  Result<json> edit(const json& plan, const std::vector<json>& lines, const access::Caller& who = planner()) {
    return ask(who, "allocation.edit",
               {{"allocation", plan["allocation"]},
                {"expected_version", plan["version"]},
                {"reason", "近库留作机动"},
                {"lines", lines}});
  }

  /// The slug and the first pointer of what is wrong with an edit.
  std::string fault(const json& plan, const std::vector<json>& lines) {
    const auto answer = edit(plan, lines);
    return answer ? "" : answer.error().type + " " + answer.error().errors.at(0).pointer;
  }

  Result<json> approve(const json& plan, const access::Caller& who = leader()) {
    return ask(who, "allocation.approve",
               {{"allocation", plan["allocation"]},
                {"expected_version", plan["version"]},
                {"order", "沁应急动〔2024〕7号"},
                {"purpose", "安置群众御寒"},
                {"need_by", "2024-07-21T02:00:00+08:00"},
                {"priority", "urgent"},
                {"contact", {{"name", "王某"}, {"phone", "13800000000"}}}});
  }

  /// A made-up road from both stores to the township: the far store has the better one.
  void adopt_roads() {
    const gis::RoadLayer layer{{{"快速路", 80, false, {{113.30, 35.20}, {113.1, 35.2}, {112.90, 35.15}}},
                                {"山路", 5, false, {{112.95, 35.10}, {112.90, 35.15}}}}};
    auto job = [&](store::Connection& db) -> Result<int> {
      const auto blob = journal::store_blob(db, "application/vnd.anlan.roads", gis::pack(layer), now);
      journal.append(db,
                     {.stream = "roads",
                      .type = divisions::kRoadsAdopted,
                      .division = kCity,
                      .body = {{"blob", blob}, {"source", "test"}, {"roads", 2}, {"crs_note", ""}}},
                     {planner().actor(), now, make_uuid(now)});
      return 0;
    };
    anlan::test::run(loop, [&]() -> boost::asio::awaitable<void> { (void)co_await writer->submit(std::move(job)); });
  }

  divisions::Roads roads;
  store::Workers workers{1, 8};
  std::string near;
  std::string far;
};

}  // namespace

TEST_CASE_METHOD(AllocationHouse,
                 "a plan empties the near store first, and says of each line why and by which travel") {
  const auto plan = propose();
  REQUIRE(plan["lines"].size() == 2);
  CHECK(plan["lines"][0]["from"] == near);
  CHECK(plan["lines"][0]["quantity"] == 250);
  CHECK(plan["lines"][0]["limit"] == "none");
  CHECK(plan["lines"][1]["from"] == far);
  CHECK(plan["lines"][1]["quantity"] == 150);
  CHECK(plan["lines"][1]["limit"] == "stock");
  CHECK(plan["lines"][1]["why"]["zh"].get<std::string>().find("250") != std::string::npos);
  CHECK(plan["travel"]["source"] == "straight_line");
  CHECK(plan["lines"][1]["travel"] == "straight_line");
  CHECK(plan["minutes_to_last"] == plan["lines"][1]["minutes"]);
  CHECK(plan["gaps"].empty());
  CHECK(plan["good_through"] == "2024-07-23");
  CHECK(stock(near, "quilt-summer") == 250);  // nothing moved
  CHECK(done(auditor(), "allocation.list", {{"state", "proposed"}})["allocations"][0]["line_count"] == 2);
  CHECK(verifies());
}

TEST_CASE_METHOD(AllocationHouse, "what if: more people, a closed road, a floor, other vehicles; nothing is recorded") {
  const auto attempt = [&](json more) { return done(planner(), "allocation.try", question(std::move(more)))["plan"]; };
  CHECK(attempt({{"people_percent", 150}})["lines"][1]["quantity"] == 350);
  const auto closed = attempt({{"closed", {{{"from", near}, {"to", kXixiang.text()}}}}});
  REQUIRE(closed["lines"].size() == 1);
  CHECK(closed["lines"][0]["from"] == far);
  CHECK(closed["lines"][0]["limit"] == "road");
  const auto cut_off = attempt({{"closed", {{{"to", kXixiang.text()}}}}});
  CHECK(cut_off["lines"].empty());
  CHECK(cut_off["gaps"][0]["limit"] == "road");
  CHECK(cut_off["gaps"][0]["quantity"] == 400);
  const auto kept = attempt({{"floors", {{{"place", near}, {"item", "quilt-summer"}, {"amount", 200}}}}});
  CHECK(kept["lines"][0]["quantity"] == 50);
  CHECK(kept["lines"][1]["limit"] == "reserve");
  const auto lorries = attempt({{"fleets", {{{"place", far}, {"vehicles", 0}, {"load_kg", 1000}}}}});
  CHECK(lorries["gaps"][0]["limit"] == "vehicles");
  CHECK(done(auditor(), "allocation.list", json::object())["allocations"].empty());
  CHECK(refusal(planner(), "allocation.try", question({{"people_percent", 0}})) == "invalid-params");
}

TEST_CASE_METHOD(AllocationHouse,
                 "with a road layer times are those of its roads, and a cut road sends the other store") {
  adopt_roads();
  const auto plan = propose();
  CHECK(plan["travel"]["source"] == "roads");
  REQUIRE(plan["lines"].size() == 1);  // the far store is nearer by road and has enough
  CHECK(plan["lines"][0]["from"] == far);
  CHECK(plan["lines"][0]["travel"] == "roads");
  const auto cut = done(planner(), "allocation.try",
                        question({{"closed_roads", {{{"lon", 113.1}, {"lat", 35.2}, {"radius_m", 200}}}}}))["plan"];
  REQUIRE(cut["lines"].size() == 1);
  CHECK(cut["lines"][0]["from"] == near);
  CHECK(cut["gaps"][0]["limit"] == "road");
  CHECK(verifies());
}

TEST_CASE_METHOD(AllocationHouse, "before a storm the people are assumed, named as such, and no incident is needed") {
  auto ahead = question({{"people", {{{"division", kXixiang.text()}, {"state", "precautionary_move"}, {"count", 90}}}},
                         {"items", {"water-bottled"}},
                         {"note", "按常住人口的 3% 假定"}});
  ahead["incident"] = nullptr;
  receive_water(10'000, "2025-06-01");
  const auto plan = done(planner(), "allocation.propose", ahead)["allocation"];
  CHECK(plan["lines"][0]["quantity"] == 90 * 6 * 3);
  CHECK(plan["reason"] == "按常住人口的 3% 假定");
  CHECK(plan["incident"].is_null());
  CHECK(approve(plan).has_value());
  CHECK(refusal(planner(), "allocation.try", ahead) == "nothing-needed");  // it is ordered now
}

TEST_CASE_METHOD(AllocationHouse, "goods that expire before they are used up are not proposed") {
  receive_water(9'000, "2024-07-22");  // a day before the last is drunk
  const auto plan = propose({{"items", {"water-bottled"}}});
  CHECK(plan["lines"].empty());
  CHECK(plan["gaps"][0]["limit"] == "expiry");
}

TEST_CASE_METHOD(AllocationHouse, "a person edits with a reason; each fault names its line") {
  const auto plan = propose();
  const auto edited = edit(plan, {line(near, 200), line(far, 200)}).value()["allocation"];
  CHECK(edited["version"] == 2);
  CHECK(edited["lines"][0]["line"] == 1);
  CHECK(edited["lines"][0]["edited"]["before"] == 250);
  CHECK(edited["lines"][0]["why"]["zh"].get<std::string>().find("近库留作机动") != std::string::npos);
  CHECK(edit(plan, {line(near, 1)}).error().type == "stale-version");

  CHECK(fault(edited, {line(near, 200), line(far, 1'001)}) == "beyond-stock /lines/1/quantity");
  CHECK(fault(edited, {line(make_uuid(now), 1)}) == "unknown-place /lines/0/from");
  CHECK(fault(edited, {line(near, 1, "no-such-item")}) == "unknown-item /lines/0/item");
  CHECK(fault(edited, {line(near, 1, "quilt-summer", kMengzhou)}) == "outside-plan /lines/0/to");
  CHECK(
      refusal(planner(), "allocation.edit",
              {{"allocation", make_uuid(now)}, {"expected_version", 1}, {"reason", "x"}, {"lines", {line(near, 1)}}}) ==
      "unknown-allocation");
  // A removed line and its number are gone; what is added gets a new one.
  const auto fewer = edit(edited, {line(far, 200)}).value()["allocation"];
  REQUIRE(fewer["lines"].size() == 1);
  CHECK(fewer["lines"][0]["edited"]["reason"] == "近库留作机动");
  const auto again = edit(fewer, {line(far, 200), line(near, 10)}).value()["allocation"];
  CHECK(again["lines"][1]["edited"]["before"] == 0);
  CHECK(verifies());
}

TEST_CASE_METHOD(AllocationHouse, "an edit may not go below a floor, over a closed road, or into old goods") {
  receive_water(9'000, "2024-07-22");
  receive_water(100, "2024-07-23");
  const auto plan = propose({{"items", json::array()},
                             {"floors", {{{"place", near}, {"item", "quilt-summer"}, {"amount", 200}}}},
                             {"closed", {{{"from", far}, {"to", kXixiang.text()}}}}});
  CHECK(fault(plan, {line(near, 51)}) == "below-floor /lines/0/quantity");
  CHECK(fault(plan, {line(near, 50), line(far, 1)}) == "closed-road /lines/1/to");
  CHECK(fault(plan, {line(near, 101, "water-bottled")}) == "goods-expire /lines/0/quantity");
  CHECK(fault(plan, {line(near, 100, "water-bottled")}).empty());
}

TEST_CASE_METHOD(AllocationHouse, "goods that an order promised are not promised again, nor those a waybill holds") {
  const auto plan = propose();
  (void)approve(plan).value();
  (void)report(clerk(), kXixiang, 600, 0, 1);
  const auto second = propose();
  REQUIRE(second["lines"].size() == 1);  // the near store's 250 are promised
  CHECK(second["lines"][0]["from"] == far);
  CHECK(second["lines"][0]["quantity"] == 200);
  CHECK(fault(second, {line(near, 1)}) == "beyond-stock /lines/0/quantity");
}

TEST_CASE_METHOD(AllocationHouse,
                 "another role approves, the orders are those of the release room, and all is compared") {
  const auto plan = edit(propose(), {line(near, 240), line(far, 150)}).value()["allocation"];
  CHECK(approve(plan, planner()).error().type == "approver-is-proposer");
  CHECK(approve(plan, caller(Role::dispatcher, kQinyang, 3)).error().type == "approver-is-proposer");
  CHECK(approve(plan, leader(kMengzhou)).error().type == "outside-jurisdiction");
  CHECK(approve(plan, leader(kCity)).error().type == "not-the-user-office");
  const auto approved = approve(plan).value()["allocation"];
  CHECK(approved["state"] == "approved");
  REQUIRE(approved["orders"].size() == 1);
  CHECK(approve(approved).error().type == "allocation-not-open");
  CHECK(edit(approved, {line(near, 1)}).error().type == "allocation-not-open");

  const auto releases = done(auditor(), "release.list", {{"incident", incident}})["releases"];
  REQUIRE(releases.size() == 1);
  CHECK(releases[0]["state"] == "approved");
  CHECK(releases[0]["order"] == "沁应急动〔2024〕7号");
  CHECK(releases[0]["requested_by"]["role"] == "dispatcher");
  CHECK(releases[0]["decided_by"]["role"] == "leader");
  CHECK(releases[0]["approved"].size() == 2);
  CHECK(releases[0]["version"] == 2);

  const auto picks = done(keeper(), "waybill.propose", {{"release", releases[0]["release"]}, {"place", near}})["lines"];
  const auto picked = done(keeper(), "waybill.pick",
                           {{"release", releases[0]["release"]},
                            {"place", near},
                            {"lines", {{{"batch", picks[0]["batch"]}, {"bin", ""}, {"quantity", 240}}}},
                            {"vehicle", {{"plate", "豫H12345"}, {"driver", "赵某"}, {"phone", "13900000000"}}}});
  (void)done(keeper(kQinyang, 1), "waybill.dispatch",
             {{"waybill", picked["waybill"]["waybill"]}, {"expected_version", 1}});
  const auto shown = done(auditor(), "allocation.show", {{"allocation", plan["allocation"]}});
  CHECK(shown["versions"].size() == 3);
  CHECK(shown["proposed"][0]["quantity"] == 250);
  for (const auto& way : shown["done"]) {
    const bool is_near = way["from"] == near;
    CHECK(way["proposed"] == (is_near ? 250 : 150));
    CHECK(way["approved"] == (is_near ? 240 : 150));
    CHECK(way["ordered"] == (is_near ? 240 : 150));
    CHECK(way["sent"] == (is_near ? 240 : 0));
  }
  CHECK(verifies());
}

TEST_CASE_METHOD(AllocationHouse, "goods that left meanwhile stop the approval at their line") {
  const auto plan = propose();
  const auto batch = done(auditor(), "stock.balance", {{"place", near}, {"by", "batch"}})["rows"][0]["batch"];
  (void)issue(near, batch.is_string() ? batch.get<std::string>() : batch["batch"].get<std::string>(), 100).value();
  const auto refused = approve(plan);
  REQUIRE_FALSE(refused.has_value());
  CHECK(refused.error().type == "beyond-stock");
  CHECK(refused.error().errors[0].pointer == "/lines/0/quantity");
  CHECK(done(auditor(), "release.list", json::object())["releases"].empty());
}

TEST_CASE_METHOD(AllocationHouse, "a plan is withdrawn with a reason, and none is made for a closed incident") {
  const auto plan = propose();
  const json withdraw{{"allocation", plan["allocation"]}, {"expected_version", 1}, {"reason", "上级已直拨"}};
  CHECK(done(planner(), "allocation.withdraw", withdraw)["allocation"]["state"] == "withdrawn");
  const auto second = propose();
  const auto seen = done(auditor(), "incident.list", json::object())["incidents"][0];
  (void)done(caller(Role::city_duty, kCity), "incident.close",
             {{"incident", incident}, {"expected_version", seen["version"]}, {"reason", "结束"}});
  CHECK(refusal(planner(), "allocation.propose", question()) == "incident-closed");
  CHECK(approve(second).error().type == "incident-closed");
  CHECK(refusal(planner(), "allocation.propose", [&] {
          auto params = question();
          params["incident"] = make_uuid(now);
          return params;
        }()) == "unknown-incident");
}

TEST_CASE_METHOD(AllocationHouse, "a store without a position is left out and said so; a plan is made for one's own") {
  const auto nowhere = open_store();
  (void)receive(nowhere, "quilt-summer", 5'000);
  const auto plan = propose();
  REQUIRE(plan["gaps"].size() == 1);
  CHECK(plan["gaps"][0]["kind"] == "store");
  CHECK(plan["gaps"][0]["who"] == nowhere);
  auto theirs = question();
  theirs["office"] = kMengzhou.text();
  CHECK(refusal(planner(), "allocation.propose", theirs) == "outside-jurisdiction");
  CHECK(refusal(planner(), "allocation.try", theirs) == "outside-jurisdiction");
  CHECK(refusal(planner(), "allocation.propose",
                question({{"floors", {{{"place", make_uuid(now)}, {"item", "x"}, {"amount", 1}}}}})) ==
        "unknown-place");
}

}  // namespace anlan::supplies::test
