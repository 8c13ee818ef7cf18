#include <catch2/catch.hpp>

#include "supply_house.hpp"

namespace anlan::supplies::test {
namespace {

/// A county store with a pile of quilts and one of coats; two keepers and who approves. All made up.
class Counting : public SupplyHouse {
 public:
  Counting() {
    quilts = receive(store, "quilt-cotton", 1'000, "2024-01-10", "county", kQinyang, "A-1");
    coats = receive(store, "coat-cotton", 200, "2024-01-10", "county", kQinyang, "A-2");
  }

  [[nodiscard]] static access::Caller first() { return keeper(); }
  [[nodiscard]] static access::Caller second() { return keeper(kQinyang, 1); }
  [[nodiscard]] static access::Caller leader() { return caller(Role::leader, kQinyang); }

  json open(json more = json::object()) {
    json params{{"place", store}};
    params.update(more);
    auto opened = done(first(), "stocktake.open", std::move(params))["stocktake"];
    id = opened["stocktake"];
    return opened;
  }

  Result<json> count(const access::Caller& who, const std::string& batch, const std::string& bin, std::int64_t counted,
                     int round = 1, json more = json::object()) {
    json params{{"stocktake", id}, {"batch", batch}, {"bin", bin}, {"counted", counted}, {"round", round}};
    params.update(more);
    return ask(who, "stocktake.count", std::move(params));
  }

  json get(const access::Caller& who) { return done(who, "stocktake.get", {{"stocktake", id}})["stocktake"]; }

  Result<json> approve(const access::Caller& who, std::int64_t found, std::int64_t missing) {
    return ask(who, "stocktake.approve",
               {{"stocktake", id},
                {"expected_version", get(auditor())["version"]},
                {"found", found},
                {"missing", missing},
                {"note", "台账漏记"}});
  }

  void minutes(int count) { now += std::chrono::minutes{count}; }

  std::string store = open_store();
  std::string quilts;
  std::string coats;
  std::string id;
};

}  // namespace

TEST_CASE_METHOD(Counting, "a stocktake that finds what the book says closes without touching the ledger") {
  const auto opened = open();
  CHECK(opened["number"] == "00000001");
  CHECK(opened["piles"].size() == 2);
  CHECK(count(first(), quilts, "A-1", 1'000).value()["pile"]["state"] == "settled");
  CHECK(approve(leader(), 0, 0).error().type == "count-incomplete");
  CHECK(count(second(), coats, "A-2", 200).has_value());
  const auto closed = approve(leader(), 0, 0).value()["stocktake"];
  CHECK(closed["state"] == "approved");
  CHECK(closed["outcome"]["movements"].empty());
  CHECK(closed["outcome"]["findings"].size() == 2);
  CHECK(stock(store, "quilt-cotton") == 1'000);
  CHECK(verifies());
}

TEST_CASE_METHOD(Counting,
                 "who counts is not shown the book, the counts of others or the variance until it is closed") {
  (void)open();
  CHECK(count(first(), quilts, "A-1", 990).value()["pile"]["state"] == "recount");
  const auto blind = get(second()).dump();
  CHECK(get(second())["blind"] == true);
  CHECK(blind.find(":990") == std::string::npos);
  CHECK(blind.find(":1000") == std::string::npos);
  CHECK(blind.find("book") == std::string::npos);
  CHECK(get(second())["sums"].is_null());
  const auto listed = done(second(), "stocktake.list", json::object()).dump();
  CHECK(listed.find("book") == std::string::npos);
  CHECK(listed.find(":990") == std::string::npos);
  for (const auto& notification : published) {
    if (notification.topic == "stocktake_progress") CHECK(notification.text->find(":990") == std::string::npos);
  }
  CHECK_FALSE(registry.find_topic("stocktake")->roles.contains(Role::warehouse_keeper));
  CHECK(get(leader())["piles"][0]["tallies"][0]["variance"] == -10);
  CHECK(get(leader())["sums"] == json{{"found", 0}, {"missing", 10}});
}

TEST_CASE_METHOD(Counting, "beyond the tolerance somebody else counts again, until two in a row agree") {
  (void)open();
  CHECK(count(first(), coats, "A-2", 200).has_value());
  CHECK(count(first(), quilts, "A-1", 998).value()["pile"]["state"] == "settled");
  (void)done(leader(), "stocktake.cancel",
             {{"stocktake", id}, {"expected_version", get(leader())["version"]}, {"reason", "重来"}});
  (void)open();
  CHECK(count(second(), coats, "A-2", 200).has_value());
  CHECK(count(first(), quilts, "A-1", 997).value()["pile"]["state"] == "recount");
  CHECK(approve(leader(), 0, 3).error().type == "count-incomplete");
  CHECK(count(first(), quilts, "A-1", 997, 2).error().type == "same-counter");
  CHECK(count(second(), quilts, "A-1", 995, 2).value()["pile"]["state"] == "recount");
  CHECK(count(second(), quilts, "A-1", 997, 3).error().type == "same-counter");
  CHECK(count(first(), quilts, "A-1", 995, 3).value()["pile"]["state"] == "settled");
  const auto closed = approve(leader(), 0, 5).value()["stocktake"];
  CHECK(stock(store, "quilt-cotton") == 995);
  const auto moved = done(auditor(), "stock.movements", {{"kind", "adjust"}})["movements"];
  REQUIRE(moved.size() == 1);
  CHECK(moved[0]["document"] == closed["number"]);
  CHECK(moved[0]["reason"] == "台账漏记");
  CHECK(moved[0]["evidence"]["stocktake"] == id);
  CHECK(moved[0]["lines"][0]["to"]["place"] == "lost");
  CHECK(moved[0]["lines"][0]["quantity"] == 5);
  CHECK(verifies());
}

TEST_CASE_METHOD(Counting, "what moves while people count does not disturb the variance") {
  (void)open();
  minutes(10);
  CHECK(issue(store, quilts, 100, {{"lines", {{{"batch", quilts}, {"bin", "A-1"}, {"quantity", 100}}}}}).has_value());
  minutes(10);
  CHECK(count(first(), quilts, "A-1", 900).value()["pile"]["state"] == "settled");
  minutes(10);
  CHECK(issue(store, quilts, 50, {{"lines", {{{"batch", quilts}, {"bin", "A-1"}, {"quantity", 50}}}}}).has_value());
  const auto late = receive(store, "coat-cotton", 30, "2024-02-01", "county", kQinyang, "A-2");
  CHECK(count(first(), coats, "A-2", 200).has_value());
  const auto pile = get(leader())["piles"][0];
  CHECK(pile["book_at_opening"] == 1'000);
  CHECK(pile["tallies"][0]["book"] == 900);
  CHECK(approve(leader(), 0, 0).has_value());
  CHECK(stock(store, "quilt-cotton") == 850);
  CHECK(stock(store, "coat-cotton") == 230);
  CHECK(verifies());
}

TEST_CASE_METHOD(Counting,
                 "a paper that came in late changes the variance, and nobody approves figures he did not see") {
  const auto opened = open();
  minutes(10);
  CHECK(count(first(), coats, "A-2", 200).has_value());
  CHECK(count(first(), quilts, "A-1", 940).value()["pile"]["state"] == "recount");
  minutes(10);
  CHECK(count(second(), quilts, "A-1", 940, 2).value()["pile"]["state"] == "settled");
  CHECK(get(leader())["sums"]["missing"] == 60);
  CHECK(
      issue(store, quilts, 60,
            {{"lines", {{{"batch", quilts}, {"bin", "A-1"}, {"quantity", 60}}}}, {"occurred_at", opened["opened_at"]}})
          .has_value());
  CHECK(approve(leader(), 0, 60).error().type == "variance-changed");
  CHECK(approve(leader(), 0, 0).has_value());
  CHECK(stock(store, "quilt-cotton") == 940);
  CHECK(verifies());
}

TEST_CASE_METHOD(Counting, "goods where none were listed are counted too, and what is not asked about is refused") {
  (void)open({{"items", {"quilt-cotton"}}, {"bins", {"A-1", "A-2"}}});
  CHECK(get(leader())["piles"].size() == 1);
  CHECK(count(first(), coats, "A-2", 200).error().type == "not-in-scope");
  CHECK(count(first(), quilts, "", 3).error().type == "not-in-scope");
  CHECK(count(first(), quilts, "B-9", 3).error().type == "unknown-bin");
  CHECK(count(first(), make_uuid(now), "A-1", 3).error().type == "unknown-batch");
  CHECK(count(first(), quilts, "A-1", 1'000).has_value());
  CHECK(count(first(), quilts, "A-2", 7).value()["pile"]["listed"] == false);
  CHECK(count(second(), quilts, "A-2", 7, 2).has_value());
  CHECK(approve(leader(), 7, 0).has_value());
  CHECK(stock(store, "quilt-cotton") == 1'007);
  CHECK(verifies());
}

TEST_CASE_METHOD(Counting, "a pile is counted once per round, in order, at a time that can be") {
  (void)open();
  const json earlier{{"counted_at", "2024-07-20T10:00:00+08:00"}};
  const json ahead{{"counted_at", "2024-07-20T23:00:00+08:00"}};
  CHECK(count(first(), quilts, "A-1", 1'000, 1, earlier).error().type == "bad-count");
  CHECK(count(first(), quilts, "A-1", 1'000, 1, ahead).error().type == "bad-movement");
  CHECK(count(first(), quilts, "A-1", 1'000, 2).error().type == "bad-count");
  CHECK(count(first(), quilts, "A-1", -1).error().type == "invalid-params");
  CHECK(count(first(), quilts, "A-1", 900).has_value());
  CHECK(count(second(), quilts, "A-1", 900).error().type == "already-counted");
  CHECK(count(second(), quilts, "A-1", 1'000, 2).has_value());
  CHECK(count(first(), quilts, "A-1", 900, 3).error().type == "already-counted");
  CHECK(count(keeper(kMengzhou), coats, "A-2", 200).error().type == "outside-jurisdiction");
  CHECK(count(leader(), coats, "A-2", 200).error().type == "role");
}

TEST_CASE_METHOD(Counting, "a repeated count is written once") {
  (void)open();
  const json once{{"command_id", make_uuid(now)}};
  const auto answer = count(first(), quilts, "A-1", 950, 1, once).value();
  CHECK(count(first(), quilts, "A-1", 950, 1, once).value() == answer);
  CHECK(get(leader())["piles"][0]["tallies"].size() == 1);
}

TEST_CASE_METHOD(Counting, "a place is counted once at a time, and not while it is somebody else's") {
  const auto opened = open();
  const json again{{"place", store}, {"bins", {"A-2"}}};
  CHECK(refusal(second(), "stocktake.open", again) == "stocktake-open");
  CHECK(refusal(keeper(kMengzhou), "stocktake.open", again) == "outside-jurisdiction");
  CHECK(refusal(dispatcher_of(kCity), "stocktake.open", again) == "not-the-user-office");
  CHECK(refusal(leader(), "stocktake.open", {{"place", make_uuid(now)}}) == "unknown-place");
  const json cancel{{"stocktake", id}, {"expected_version", opened["version"]}, {"reason", "范围选错"}};
  CHECK(done(first(), "stocktake.cancel", cancel)["stocktake"]["state"] == "cancelled");
  CHECK(refusal(second(), "stocktake.open", {{"place", store}, {"items", {"no-such"}}}) == "unknown-item");
  CHECK(refusal(second(), "stocktake.open", {{"place", store}, {"bins", {"B-9"}}}) == "unknown-bin");
  CHECK(refusal(second(), "stocktake.open", {{"place", store}, {"items", {"rice"}}}) == "nothing-to-count");
  CHECK(refusal(second(), "stocktake.open", {{"place", store}, {"exercise", true}}) == "nothing-to-count");
  CHECK(done(second(), "stocktake.open", again)["stocktake"]["piles"].size() == 1);
}

TEST_CASE_METHOD(Counting, "nobody approves what he counted, nor a version he did not see, nor from another office") {
  (void)open();
  CHECK(count(first(), quilts, "A-1", 1'000).has_value());
  CHECK(count(first(), coats, "A-2", 200).has_value());
  auto promoted = leader();
  promoted.account = first().account;
  CHECK(approve(promoted, 0, 0).error().type == "counted-it-yourself");
  CHECK(approve(second(), 0, 0).error().type == "role");
  CHECK(approve(caller(Role::leader, kCity), 0, 0).error().type == "not-the-user-office");
  const json stale{{"stocktake", id}, {"expected_version", 2}, {"found", 0}, {"missing", 0}, {"note", "相符"}};
  CHECK(refusal(leader(), "stocktake.approve", stale) == "stale-version");
  CHECK(approve(leader(), 0, 0).has_value());
}

TEST_CASE_METHOD(Counting, "nothing is counted, approved or cancelled after the end, and keepers cancel no shortage") {
  (void)open();
  CHECK(count(first(), quilts, "A-1", 1).has_value());
  const auto cancel = [&](const access::Caller& who) {
    return refusal(who, "stocktake.cancel",
                   {{"stocktake", id}, {"expected_version", get(auditor())["version"]}, {"reason", "清点有误，重盘"}});
  };
  CHECK(cancel(first()) == "counting-began");
  CHECK(cancel(leader()).empty());
  CHECK(cancel(leader()) == "stocktake-closed");
  CHECK(count(second(), quilts, "A-1", 1'000, 2).error().type == "stocktake-closed");
  CHECK(approve(leader(), 0, 0).error().type == "stocktake-closed");
  CHECK(stock(store, "quilt-cotton") == 1'000);
  CHECK(get(first())["piles"][0]["tallies"][0]["counted"] == 1);
  CHECK(get(first())["closing_note"] == "清点有误，重盘");
  CHECK(refusal(leader(), "stocktake.get", {{"stocktake", make_uuid(now)}}) == "unknown-stocktake");
}

TEST_CASE_METHOD(Counting, "what a waybill holds cannot be counted away") {
  const auto release = done(caller(Role::township_clerk, kXixiang), "release.request",
                            {{"purpose", "安置群众御寒"},
                             {"need_by", "2024-07-21T02:00:00+08:00"},
                             {"priority", "urgent"},
                             {"to", {{"division", kXixiang.text()}, {"site", "西向镇中学安置点"}}},
                             {"contact", {{"name", "王某"}, {"phone", "13800000000"}}},
                             {"lines", {{{"item", "quilt-cotton"}, {"quantity", 1'000}}}}})["release"];
  (void)done(dispatcher_of(), "release.approve",
             {{"release", release["release"]},
              {"expected_version", 1},
              {"order", "沁应急动〔2024〕1号"},
              {"lines", {{{"item", "quilt-cotton"}, {"quantity", 1'000}, {"from", store}}}}});
  (void)done(first(), "waybill.pick",
             {{"release", release["release"]},
              {"place", store},
              {"lines", {{{"batch", quilts}, {"bin", "A-1"}, {"quantity", 1'000}}}},
              {"vehicle", {{"plate", "豫H12345"}, {"driver", "赵某"}, {"phone", "13900000000"}}}});
  (void)open({{"items", {"quilt-cotton"}}});
  CHECK(count(first(), quilts, "A-1", 900).has_value());
  CHECK(count(second(), quilts, "A-1", 900, 2).has_value());
  CHECK(approve(leader(), 0, 100).error().type == "held-for-waybill");
  CHECK(stock(store, "quilt-cotton") == 1'000);
  CHECK(verifies());
}

}  // namespace anlan::supplies::test
