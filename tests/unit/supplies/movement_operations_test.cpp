#include <catch2/catch.hpp>

#include "signed_paper.hpp"

namespace anlan::supplies::test {

TEST_CASE_METHOD(SupplyHouse, "quilts come in, go out, come back, and the card shows each step") {
  const auto store = open_store();
  const auto batch = receive(store, "quilt-cotton", 400, "2024-01-10", "county", kQinyang, "A-1");
  now += std::chrono::minutes{10};
  REQUIRE(issue(store, batch, 150, {{"lines", {{{"batch", batch}, {"bin", "A-1"}, {"quantity", 150}}}}}));
  now += std::chrono::minutes{10};
  const json back{{"place", store},
                  {"division", kXixiang.text()},
                  {"lines", {{{"batch", batch}, {"bin", "A-2"}, {"quantity", 30}}}}};
  (void)done(keeper(), "stock.return", back);
  const auto card = done(auditor(), "stock.card", {{"place", store}, {"item", "quilt-cotton"}});
  std::vector<int> balances;
  for (const auto& row : card["rows"]) balances.push_back(row["balance"]);
  CHECK(balances == std::vector<int>{400, 250, 280});
  CHECK(card["rows"][1]["other"] == json{{"place", "issued"}, {"bin", kXixiang.text()}});
  CHECK(card["closing"] == 280);
  CHECK(verifies());
  CHECK(faults.empty());
}

TEST_CASE_METHOD(SupplyHouse, "more than is there is refused with what is there and what was asked") {
  const auto store = open_store();
  const auto batch = receive(store, "quilt-cotton", 120);
  const auto answer = issue(store, batch, 200);
  REQUIRE_FALSE(answer.has_value());
  CHECK(answer.error().type == "not-enough-stock");
  CHECK(answer.error().errors.at(0).pointer == "/lines/0/quantity");
  CHECK(answer.error().detail.zh.find("只有 120") != std::string::npos);
  CHECK(answer.error().detail.zh.find("200") != std::string::npos);
  CHECK(stock(store, "quilt-cotton") == 120);
}

TEST_CASE_METHOD(SupplyHouse, "two lines of one document cannot take the same box twice") {
  const auto store = open_store();
  const auto batch = receive(store, "quilt-cotton", 100);
  const json twice{{{"batch", batch}, {"quantity", 60}}, {{"batch", batch}, {"quantity", 60}}};
  CHECK(issue(store, batch, 1, {{"lines", twice}}).error().type == "not-enough-stock");
}

TEST_CASE_METHOD(SupplyHouse, "a back-dated receipt says which later balances it changed") {
  const auto store = open_store();
  const auto batch = receive(store, "quilt-cotton", 100);
  now += std::chrono::hours{2};
  REQUIRE(issue(store, batch, 80));
  now += std::chrono::hours{1};
  const auto answer = done(keeper(), "stock.receive",
                           {{"place", store},
                            {"source", "supplier"},
                            {"occurred_at", "2024-07-20T21:00:00+08:00"},
                            {"lines", {{{"item", "quilt-cotton"}, {"quantity", 50}, {"batch", batch}}}}});
  REQUIRE(answer["recalculated"].size() == 1);
  const auto& changed = answer["recalculated"][0];
  CHECK(changed["delta"] == 50);
  REQUIRE(changed["later"].size() == 1);
  CHECK(changed["later"][0]["before"] == 20);
  CHECK(changed["later"][0]["after"] == 70);
  CHECK(verifies());
}

TEST_CASE_METHOD(SupplyHouse, "a back-dated issue cannot take what was not there yet or was taken later") {
  const auto store = open_store();
  const auto batch = receive(store, "quilt-cotton", 100);
  now += std::chrono::hours{1};
  REQUIRE(issue(store, batch, 80));
  now += std::chrono::hours{1};
  const json more{{"item", "quilt-cotton"}, {"quantity", 200}, {"batch", batch}};
  (void)done(keeper(), "stock.receive", {{"place", store}, {"source", "supplier"}, {"lines", {more}}});
  now += std::chrono::hours{1};
  CHECK(issue(store, batch, 30, {{"occurred_at", "2024-07-20T20:30:00+08:00"}}).error().type ==
        "would-have-been-negative");
  CHECK(issue(store, batch, 20, {{"occurred_at", "2024-07-20T20:30:00+08:00"}}).has_value());
  CHECK(issue(store, batch, 1, {{"occurred_at", "2024-07-20T19:00:00+08:00"}}).error().type ==
        "would-have-been-negative");
}

TEST_CASE_METHOD(SupplyHouse, "a document is reversed once, with a reason, and never a reversal") {
  const auto store = open_store();
  const auto batch = receive(store, "quilt-cotton", 100);
  const auto issued = issue(store, batch, 40).value()["movement"]["movement"].get<std::string>();
  const json params{{"movement", issued}, {"expected_version", 1}, {"reason", "数量录错"}};
  const auto reversal = done(keeper(), "stock.reverse", params)["movement"];
  CHECK(reversal["reverses"] == issued);
  CHECK(stock(store, "quilt-cotton") == 100);
  CHECK(refusal(keeper(), "stock.reverse", params) == "already-reversed");
  CHECK(refusal(keeper(), "stock.reverse",
                {{"movement", reversal["movement"]}, {"expected_version", 1}, {"reason", "再来"}}) == "a-reversal");
  CHECK(done(auditor(), "stock.life", {{"batch", batch}})["movements"].size() == 3);
  CHECK(done(auditor(), "stock.life", {{"label", "00000001"}})["batch"]["batch"] == batch);
  CHECK(refusal(auditor(), "stock.life", {{"label", "00009999"}}) == "unknown-batch");
  CHECK(refusal(auditor(), "stock.life", {{"batch", batch}, {"label", "00000001"}}) == "bad-question");
  CHECK(refusal(auditor(), "stock.life", json::object()) == "bad-question");
  CHECK(verifies());
}

TEST_CASE_METHOD(SupplyHouse, "a receipt whose goods are gone cannot be reversed") {
  const auto store = open_store();
  const json batch{{"made_on", "2024-01-10"}, {"origin", {{"kind", "funding"}, {"level", "county"}}}};
  const auto received = done(keeper(), "stock.receive",
                             {{"place", store},
                              {"source", "supplier"},
                              {"lines", {{{"item", "quilt-cotton"}, {"quantity", 10}, {"new_batch", batch}}}}});
  REQUIRE(issue(store, received["movement"]["lines"][0]["batch"], 4));
  CHECK(refusal(keeper(), "stock.reverse",
                {{"movement", received["movement"]["movement"]}, {"expected_version", 1}, {"reason", "错"}}) ==
        "not-enough-stock");
}

TEST_CASE_METHOD(SupplyHouse, "a command sent twice moves goods once") {
  const auto store = open_store();
  const auto batch = receive(store, "quilt-cotton", 100);
  const json id{{"command_id", make_uuid(now)}};
  const auto first = issue(store, batch, 40, id).value();
  CHECK(issue(store, batch, 40, id).value() == first);
  CHECK(stock(store, "quilt-cotton") == 60);
}

TEST_CASE_METHOD(SupplyHouse, "only the keeper moves goods, only the office with the right of use writes them off") {
  const auto store = open_store();
  const auto batch = receive(store, "quilt-cotton", 100);
  const json line{{"batch", batch}, {"lost", 3}};
  const json count{
      {"place", store}, {"reason", "盘点"}, {"counted_by", "张三"}, {"recounted_by", "李四"}, {"lines", {line}}};
  CHECK(refusal(keeper(), "stock.adjust", count) == "role");
  CHECK(refusal(dispatcher_of(kCity), "stock.adjust", count) == "not-the-user-office");
  CHECK(refusal(dispatcher_of(kMengzhou), "stock.adjust", count) == "outside-jurisdiction");
  (void)done(dispatcher_of(), "stock.adjust", count);
  CHECK(stock(store, "quilt-cotton") == 97);
  CHECK(refusal(keeper(kCity), "stock.return",
                {{"place", store}, {"division", kXixiang.text()}, {"lines", {{{"batch", batch}, {"quantity", 1}}}}}) ==
        "not-the-keeper");
  auto alone = count;
  alone["recounted_by"] = "张三";
  CHECK(refusal(dispatcher_of(), "stock.adjust", alone) == "bad-movement");
}

TEST_CASE_METHOD(SupplyHouse, "scrapping takes five experts or an institute, and their signed paper") {
  const auto store = open_store();
  const auto batch = receive(store, "quilt-cotton", 10);
  json scrap{{"place", store},
             {"reason", "霉变"},
             {"opinion",
              {{"kind", "experts"},
               {"document", "鉴定〔2024〕1号"},
               {"experts", {"甲", "乙", "丙", "丁"}},
               {"conclusion", "霉变，不能使用"},
               {"report", signed_paper(*this)}}},
             {"lines", {{{"batch", batch}, {"quantity", 10}}}}};
  CHECK(refusal(dispatcher_of(), "stock.scrap", scrap) == "bad-movement");
  scrap["opinion"]["experts"].push_back("丁");
  CHECK(refusal(dispatcher_of(), "stock.scrap", scrap) == "bad-movement");  // five names, but of four people
  scrap["opinion"]["experts"].back() = "戊";
  auto unseen = scrap;
  unseen["opinion"]["report"] = std::string(64, 'a');
  CHECK(refusal(dispatcher_of(), "stock.scrap", unseen) == "unknown-blob");
  CHECK(stock(store, "quilt-cotton") == 10);
  (void)done(dispatcher_of(), "stock.scrap", scrap);
  CHECK(stock(store, "quilt-cotton") == 0);
  CHECK(verifies());
}

TEST_CASE_METHOD(SupplyHouse, "what is expired is not handed out, and what expires first is proposed first") {
  const auto store = open_store();
  const auto old = receive(store, "quilt-cotton", 30, "2000-01-01");
  const auto late = receive(store, "quilt-cotton", 30, "2024-06-01", "county", kQinyang, "A-2");
  const auto soon = receive(store, "quilt-cotton", 30, "2024-03-01", "county", kQinyang, "A-1");
  CHECK(issue(store, old, 1).error().type == "batch-expired");
  const auto pick = done(keeper(), "stock.pick", {{"place", store}, {"item", "quilt-cotton"}, {"quantity", 100}});
  REQUIRE(pick["lines"].size() == 2);
  CHECK(pick["lines"][0]["batch"] == soon);
  CHECK(pick["lines"][1]["batch"] == late);
  CHECK(pick["short"] == 40);
  CHECK(pick["expired"][0]["batch"] == old);
}

TEST_CASE_METHOD(SupplyHouse, "a gift comes in by its donation alone, and nothing bought is put on its pile") {
  const auto store = open_store();
  const auto bought = receive(store, "quilt-cotton", 10);
  const auto given = done(keeper(), "donation.register",
                          {{"place", store},
                           {"donor", {{"kind", "person"}}},
                           {"lines",
                            {{{"item", "quilt-cotton"},
                              {"quantity", 30},
                              {"new_batch", {{"made_on", "2024-01-10"}}}}}}})["donation"]["gifts"][0]["batch"];
  const auto take_in = [&](const std::string& source, json line) {
    line.update({{"item", "quilt-cotton"}, {"quantity", 5}});
    return refusal(keeper(), "stock.receive", {{"place", store}, {"source", source}, {"lines", {line}}});
  };
  const json gift{{"kind", "donation"}, {"level", "county"}, {"donor", "某企业"}};
  CHECK(take_in("donor", {{"batch", given}}) == "donation-unregistered");
  CHECK(take_in("donor", {{"new_batch", {{"made_on", "2024-01-10"}, {"origin", gift}}}}) == "donation-unregistered");
  CHECK(take_in("supplier", {{"batch", given}}) == "other-origin");
  CHECK(take_in("supplier", {{"new_batch", {{"made_on", "2024-01-10"}, {"origin", gift}}}}) == "other-origin");
  CHECK(take_in("supplier", {{"batch", bought}}).empty());
  CHECK(refusal(keeper(), "inspection.arrive",
                {{"place", store},
                 {"source", "donor"},
                 {"lines", {{{"item", "quilt-cotton"}, {"quantity", 5}, {"batch", given}}}}}) ==
        "donation-unregistered");
  CHECK(stock(store, "quilt-cotton") == 45);
}

TEST_CASE_METHOD(SupplyHouse, "a county's store hands out on an order, a township's point directly") {
  const auto store = open_store();
  const auto batch = receive(store, "quilt-cotton", 10);
  const json out{{"place", store},
                 {"division", kXixiang.text()},
                 {"recipient", "西向镇政府"},
                 {"lines", {{{"batch", batch}, {"quantity", 1}}}}};
  const auto refused = ask(keeper(), "stock.issue", out);
  REQUIRE_FALSE(refused.has_value());
  CHECK(refused.error().type == "needs-order");
  CHECK(refused.error().errors.at(0).pointer == "/document");
  auto ordered = out;
  ordered["document"] = "沁应急动〔2024〕1号";
  CHECK(refusal(keeper(), "stock.issue", ordered).empty());
  const auto point = open_store(kQinyang, "township");
  const auto there = receive(point, "quilt-cotton", 10);
  auto direct = out;
  direct["place"] = point;
  direct["lines"][0]["batch"] = there;
  CHECK(refusal(keeper(), "stock.issue", direct).empty());
}

TEST_CASE_METHOD(SupplyHouse, "used tents come back to be graded, not straight into stock") {
  const auto store = open_store();
  const auto tents = receive(store, "tent-single-12", 10);
  (void)issue(store, tents, 4).value();
  CHECK(refusal(keeper(), "stock.return",
                {{"place", store}, {"division", kXixiang.text()}, {"lines", {{{"batch", tents}, {"quantity", 4}}}}}) ==
        "needs-grading");
  CHECK(stock(store, "tent-single-12") == 6);
}

TEST_CASE_METHOD(SupplyHouse, "nobody adjusts by hand what is being counted") {
  const auto store = open_store();
  const auto batch = receive(store, "quilt-cotton", 10);
  (void)done(keeper(), "stocktake.open", {{"place", store}});
  const json line{{"batch", batch}, {"lost", 3}};
  CHECK(refusal(dispatcher_of(), "stock.adjust",
                {{"place", store},
                 {"reason", "盘点"},
                 {"counted_by", "张三"},
                 {"recounted_by", "李四"},
                 {"lines", {line}}}) == "stocktake-open");
  CHECK(stock(store, "quilt-cotton") == 10);
}

TEST_CASE_METHOD(SupplyHouse, "goods of an exercise never meet real ones") {
  const auto store = open_store();
  const json batch{{"made_on", "2024-01-10"}, {"origin", {{"kind", "funding"}, {"level", "county"}}}};
  const auto unreal = done(keeper(), "stock.receive",
                           {{"place", store},
                            {"source", "supplier"},
                            {"exercise", true},
                            {"lines", {{{"item", "quilt-cotton"}, {"quantity", 10}, {"new_batch", batch}}}}});
  const auto real = receive(store, "quilt-cotton", 10);
  const json both{{{"batch", unreal["movement"]["lines"][0]["batch"]}, {"quantity", 1}},
                  {{"batch", real}, {"quantity", 1}}};
  CHECK(issue(store, real, 1, {{"lines", both}}).error().type == "mixed-exercise");
  CHECK(stock(store, "quilt-cotton") == 10);
}

TEST_CASE_METHOD(SupplyHouse, "listeners hear the newest stock of the place and item, and can read it again") {
  const auto store = open_store();
  const auto batch = receive(store, "quilt-cotton", 100);
  REQUIRE(issue(store, batch, 40));
  const auto& last = published.back();
  CHECK(last.topic == "stock");
  CHECK(last.key == store + "/quilt-cotton");
  CHECK(json::parse(*last.text)["params"]["value"]["quantity"] == 60);
  std::vector<journal::Notification> again;
  store::Connection db{file(), store::Mode::read_write};
  for (const auto& view : views.all()) {
    if (view->name() != "stock") continue;
    view->states_between(db, "stock", 0, last.seq,
                         [&](journal::Notification note) { again.push_back(std::move(note)); });
  }
  REQUIRE(again.size() == 1);
  CHECK(*again[0].text == *last.text);
}

TEST_CASE_METHOD(SupplyHouse,
                 "the figures of A07 come out of the ledger: what a level paid for, and what it handed out") {
  const auto store = open_store();
  const auto own = receive(store, "quilt-cotton", 100, "2024-01-10", "county");
  const auto from_above = receive(store, "quilt-cotton", 100, "2024-01-10", "province");
  const auto tents = receive(store, "tent-single-12", 20, "2024-01-10", "county");
  REQUIRE(issue(store, own, 30));
  REQUIRE(issue(store, from_above, 50));
  const auto wrong = issue(store, tents, 5).value()["movement"]["movement"];
  (void)done(keeper(), "stock.reverse", {{"movement", wrong}, {"expected_version", 1}, {"reason", "错"}});
  REQUIRE(issue(store, tents, 2));
  const auto figures = done(auditor(), "stock.figures", {{"division", kQinyang.text()}})["figures"];
  CHECK(figures == json{{"A07007", 2}, {"A07008", 30}, {"A07009", 0}, {"A07010", 2}, {"A07011", 80}, {"A07012", 0}});
  const auto city = done(auditor(), "stock.figures", {{"division", kCity.text()}})["figures"];
  CHECK(city["A07011"] == 0);
}

TEST_CASE_METHOD(SupplyHouse, "a stock that was tampered with does not prove itself") {
  const auto store = open_store();
  (void)receive(store, "quilt-cotton", 100);
  store::Connection db{file(), store::Mode::read_write};
  db.execute("UPDATE stock_balance SET taken = 90 WHERE bounded = 1");
  std::vector<std::string> found;
  for (const auto& view : views.all()) view->prove(db, [&](Text fault) { found.push_back(fault.en); });
  CHECK(found.size() == 2);
}

TEST_CASE_METHOD(SupplyHouse, "the database itself refuses an account below zero") {
  const auto store = open_store();
  (void)receive(store, "quilt-cotton", 100);
  store::Connection db{file(), store::Mode::read_write};
  CHECK_THROWS_AS(db.execute("UPDATE stock_balance SET given = 101 WHERE bounded = 1"), store::DatabaseError);
}

}  // namespace anlan::supplies::test
