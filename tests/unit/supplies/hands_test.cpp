// Goods in people's hands, whether households signed for them or not: they come back, and are waited for.
#include <catch2/catch.hpp>

#include "journal/blobs.hpp"
#include "supply_house.hpp"

namespace anlan::supplies::test {
namespace {

/// Forty tents and forty quilts issued to 西向镇, handed to households by signed sheets. All made up.
class InHands : public SupplyHouse {
 public:
  InHands() {
    const auto today = std::exchange(now, at("2024-01-05T09:00:00"));
    tents = receive(store, "tent-single-12", 50, "2022-01-10");
    quilts = receive(store, "quilt-cotton", 50, "2022-01-10");
    now = today;
    const json lines{{{"batch", tents}, {"quantity", 40}}, {{"batch", quilts}, {"quantity", 40}}};
    source = issue(store, tents, 40, {{"occurred_at", "2024-01-20T10:00:00+08:00"}, {"lines", lines}})
                 .value()["movement"]["movement"];
    store::Connection db{file(), store::Mode::read_write};
    sheet = journal::store_blob(db, "image/jpeg", "a signed sheet", now);
  }

  json hand_out(const std::string& batch, std::int64_t quantity) {
    return done(caller(Role::township_clerk, kXixiang), "handout.record",
                {{"source", source},
                 {"lines", {{{"batch", batch}, {"quantity", quantity}}}},
                 {"sheet", {{"households", 10}, {"people", 40}, {"scans", {sheet}}}}})["handout"];
  }

  Result<json> recover(std::int64_t quantity, json more = json::object()) {
    json params{{"place", store},
                {"division", kXixiang.text()},
                {"from", "西向镇民政所"},
                {"lines", {{{"batch", tents}, {"quantity", quantity}}}}};
    params.update(more);
    return ask(keeper(), "recovery.receive", std::move(params));
  }
  Result<json> take_back(std::int64_t quantity, json more = json::object()) {
    json params{
        {"place", store}, {"division", kXixiang.text()}, {"lines", {{{"batch", quilts}, {"quantity", quantity}}}}};
    params.update(more);
    return ask(keeper(), "stock.return", std::move(params));
  }

  /// Units of a batch on a side of the ledger.
  std::int64_t side(const std::string& word, const std::string& batch) {
    std::int64_t sum = 0;
    const auto life = done(auditor(), "stock.life", {{"batch", batch}});
    for (const auto& row : life["now"]) {
      if (row["place"] == word) sum += row["quantity"].get<std::int64_t>();
    }
    return sum;
  }
  json outstanding() { return done(auditor(), "recovery.outstanding", {{"division", kXixiang.text()}})["rows"]; }
  json due(const std::string& on) {
    return done(auditor(), "stock.due", {{"division", kQinyang.text()}, {"on", on}, {"kind", "return"}})["rows"];
  }

  std::string store = open_store();
  std::string tents;
  std::string quilts;
  std::string source;
  std::string sheet;
};

/// The tents' time is over on 2024-07-20, the day of these tests.
class PastTheirTime : public InHands {
 public:
  Result<json> write_off(std::int64_t quantity, json more = json::object(),
                         const access::Caller& who = caller(Role::leader, kQinyang)) {
    const json opinion{{"kind", "experts"},
                       {"document", "沁储鉴〔2024〕2号"},
                       {"experts", {"张某", "王某", "李某", "赵某", "钱某"}},
                       {"conclusion", "使用满 6 个月，归群众"},
                       {"report", sheet}};
    json params{{"place", store},
                {"division", kXixiang.text()},
                {"reason", "满期核销"},
                {"opinion", opinion},
                {"lines", {{{"batch", tents}, {"quantity", quantity}}}}};
    params.update(more);
    return ask(who, "stock.scrap", std::move(params));
  }
};

}  // namespace

TEST_CASE_METHOD(PastTheirTime,
                 "tents past their time are written off in people's hands, and nobody is reminded more") {
  (void)hand_out(tents, 30);
  REQUIRE(due("2024-07-20").size() == 1);
  CHECK(due("2024-07-20")[0]["urgency"] == "passed");
  const auto paper = write_off(35).value()["movement"];
  CHECK(paper["kind"] == "scrap");
  CHECK(paper["evidence"]["report"] == sheet);
  REQUIRE(paper["lines"].size() == 2);
  CHECK(paper["lines"][0]["from"]["place"] == "household");
  CHECK(paper["lines"][0]["to"] == json{{"place", "scrapped"}, {"bin", store}});
  CHECK(side("household", tents) == 0);
  CHECK(side("issued", tents) == 5);
  CHECK(side("scrapped", tents) == 35);
  CHECK(stock(store, "tent-single-12") == 10);
  CHECK(due("2024-07-20")[0]["quantity"] == 5);
  (void)write_off(5).value();
  CHECK(due("2024-07-20").empty());
  CHECK(due("2025-07-20").empty());
  CHECK(outstanding().size() == 1);  // the quilts
  CHECK(write_off(1).error().type == "not-theirs-yet");
  const json back{{"movement", paper["movement"]}, {"expected_version", 1}, {"reason", "点错"}};
  CHECK(refusal(keeper(), "stock.reverse", back) == "other-desk");
  (void)done(dispatcher_of(), "stock.reverse", back);
  CHECK(side("household", tents) == 30);
  CHECK(due("2024-07-20")[0]["quantity"] == 35);
  CHECK(verifies());
}

TEST_CASE_METHOD(PastTheirTime, "what still has to come back, or never had to, is not written off in people's hands") {
  const auto refused = write_off(41);
  REQUIRE_FALSE(refused.has_value());
  CHECK(refused.error().type == "not-theirs-yet");
  CHECK(refused.error().errors[0].pointer == "/lines/0/quantity");
  const json twice{{{"batch", tents}, {"quantity", 20}}, {{"batch", tents}, {"quantity", 21}}};
  CHECK(write_off(1, {{"lines", twice}}).error().type == "not-theirs-yet");
  CHECK(write_off(1, {{"occurred_at", "2024-07-19T10:00:00+08:00"}}).error().type == "not-theirs-yet");
  CHECK(write_off(1, {{"lines", {{{"batch", quilts}, {"quantity", 1}}}}}).error().type == "not-theirs-yet");
  CHECK(write_off(1, {{"division", kMengzhou.text()}}).error().type == "not-theirs-yet");
  CHECK(write_off(1, {{"place", open_store()}}).error().type == "not-theirs-yet");
  CHECK(write_off(1, {{"division", "410881000000"}}).error().type == "bad-movement");
  CHECK(write_off(1, json::object(), keeper()).error().type == "role");
  CHECK(write_off(1, json::object(), caller(Role::leader, kCity)).error().type == "not-the-user-office");
  CHECK(side("scrapped", tents) == 0);
  CHECK(write_off(40).has_value());
}

TEST_CASE_METHOD(InHands, "tents that households signed for are still outstanding and still waited for") {
  const auto before = outstanding();
  const auto reminded = due("2024-07-18");
  REQUIRE(reminded.size() == 1);
  (void)hand_out(tents, 30);
  CHECK(outstanding() == before);
  CHECK(due("2024-07-18") == reminded);
  (void)hand_out(tents, 10);
  CHECK(side("issued", tents) == 0);
  CHECK(outstanding() == before);
  CHECK(due("2024-07-18") == reminded);
  (void)recover(40).value();
  CHECK(outstanding().size() == before.size() - 1);
  CHECK(due("2024-07-18").empty());
  CHECK(verifies());
}

TEST_CASE_METHOD(InHands, "what was used comes back from households first, the rest from what nobody handed on") {
  (void)hand_out(tents, 30);
  const auto paper = recover(35).value()["recovery"];
  CHECK(side("household", tents) == 0);
  CHECK(side("issued", tents) == 5);
  CHECK(side("aside", tents) == 35);
  CHECK(due("2024-07-18")[0]["quantity"] == 5);
  const auto lines = done(auditor(), "stock.movements", {{"kind", "return"}})["movements"][0]["lines"];
  REQUIRE(lines.size() == 2);
  CHECK(lines[0]["from"] == json{{"place", "household"}, {"bin", kXixiang.text()}});
  CHECK(lines[0]["quantity"] == 30);
  CHECK(lines[1]["from"] == json{{"place", "issued"}, {"bin", kXixiang.text()}});
  CHECK(lines[1]["quantity"] == 5);
  const json cancel{{"recovery", paper["recovery"]}, {"expected_version", paper["version"]}, {"reason", "记错"}};
  (void)done(keeper(), "recovery.cancel", cancel);
  CHECK(side("issued", tents) == 10);
  CHECK(side("household", tents) == 30);
  CHECK(verifies());
}

TEST_CASE_METHOD(InHands, "nobody gives back more than both sides have, in one line or in several, now or then") {
  (void)hand_out(tents, 30);
  (void)hand_out(quilts, 30);
  for (const auto& asked : {recover(41), take_back(41)}) {
    REQUIRE_FALSE(asked.has_value());
    CHECK(asked.error().type == "not-enough-stock");
    CHECK(asked.error().errors[0].pointer == "/lines/0/quantity");
    CHECK(asked.error().detail.zh.find("只有 40") != std::string::npos);
  }
  const json twice{{{"batch", quilts}, {"quantity", 15}}, {{"batch", quilts}, {"quantity", 26}}};
  CHECK(take_back(1, {{"lines", twice}}).error().errors.size() == 1);
  const json fits{{{"batch", quilts}, {"quantity", 15}}, {{"batch", quilts}, {"quantity", 25}}};
  const json yesterday{{"lines", fits}, {"occurred_at", format_time(now - std::chrono::hours{24})}};
  CHECK(take_back(1, yesterday).error().type == "would-have-been-negative");
  const auto lines = take_back(1, {{"lines", fits}}).value()["movement"]["lines"];
  REQUIRE(lines.size() == 3);
  CHECK(lines[1]["quantity"] == 5);
  CHECK(lines[2]["quantity"] == 25);
  CHECK(side("issued", quilts) == 0);
  CHECK(side("household", quilts) == 0);
  CHECK(stock(store, "quilt-cotton") == 50);
}

TEST_CASE_METHOD(InHands, "a hand-out whose goods came back is not taken back") {
  const auto handout = hand_out(tents, 30);
  (void)recover(40).value();
  const json back{{"handout", handout["handout"]}, {"reason", "登记到了别的村"}};
  CHECK(refusal(caller(Role::township_clerk, kXixiang), "handout.withdraw", back) == "not-enough-stock");
  const auto sources = done(auditor(), "handout.sources", json::object())["sources"];
  REQUIRE(sources.size() == 1);
  REQUIRE(sources[0]["lines"].size() == 1);
  CHECK(sources[0]["lines"][0]["batch"] == quilts);
}

}  // namespace anlan::supplies::test
