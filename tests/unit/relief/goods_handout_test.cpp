#include <catch2/catch.hpp>

#include "goods_way.hpp"
#include "left_since.hpp"

namespace anlan::relief::test {

TEST_CASE_METHOD(GoodsWay, "a decided list's needs become goods in the households' hands, and the ledger moves") {
  until_payment();
  CHECK(goods_row(0)["needs"][0] == json{{"kind", "clothing"}, {"quantity", 2}, {"counted", true}, {"left", 2}});
  const auto handout = done(kClerk, "handout.record", quilts_to({{rows[0], 2}, {rows[1], 1}}))["handout"];
  CHECK(handout["list"][0]["name"] == "王*明");
  CHECK(handout["list"][0]["entitled"] == rows[0]);
  CHECK(handout["people"] == 2);
  CHECK(side("issued", quilts) == 7);
  CHECK(side("household", quilts) == 3);
  const auto served = goods_row(0);
  CHECK(served["needs"][0]["left"] == 0);
  CHECK(served["needs"][1]["left"] == 30'000);
  CHECK(served["given"][0]["number"] == handout["number"]);
  CHECK(served["given"][0]["quantity"] == 2);
  CHECK(served["worth_fen"] == 18'000);
  CHECK(served["decided_fen"] == 30'000);
  CHECK(served["paid_fen"] == 0);
  CHECK(goods_row(1)["needs"][0]["left"] == 1);
  const auto traced = done(kAuditor, "household.trace", {{"id_number", number(1)}})["households"][0];
  CHECK(traced["goods"] == served["given"]);
  CHECK(verifies());
  CHECK(faults.empty());
}

TEST_CASE_METHOD(GoodsWay, "nobody gets a kind twice, and a hand-out taken back gives the need back") {
  until_payment();
  const auto first = done(kClerk, "handout.record", quilts_to({{rows[0], 2}}))["handout"];
  const auto again = problem_of(kClerk, "handout.record", quilts_to({{rows[0], 1}}));
  CHECK(again.type == "already-given");
  CHECK(again.detail.zh.find(first["number"].get<std::string>()) != std::string::npos);
  CHECK(again.errors.at(0).pointer == "/households/0");
  auto with_reason = quilts_to({{rows[0], 1}});
  with_reason["households"][0]["again"] = "弄丢了";
  CHECK(refusal(kClerk, "handout.record", with_reason) == "already-given");
  CHECK(refusal(kClerk, "handout.record", quilts_to({{rows[1], 1}, {rows[1], 2}})) == "beyond-need");
  CHECK(refusal(kClerk, "handout.record", quilts_to({{rows[1], 3}})) == "beyond-need");
  CHECK(side("household", quilts) == 2);
  done(kClerk, "handout.withdraw", {{"handout", first["handout"]}, {"reason", "记错户"}});
  CHECK(side("household", quilts) == 0);
  CHECK(goods_row(0)["needs"][0]["left"] == 2);
  CHECK(goods_row(0)["given"].empty());
  done(kClerk, "handout.record", quilts_to({{rows[0], 2}}));
  CHECK(verifies());
}

TEST_CASE_METHOD(GoodsWay, "goods go by the needs that were signed, whatever is entered afterwards") {
  until_payment();
  auto facts = on_record(*this, rows[0]).facts;
  facts.needs = {{NeedKind::clothing, 9}};
  facts_since(*this, rows[0], facts);
  CHECK(goods_row(0)["needs"].size() == 2);
  CHECK(goods_row(0)["needs"][0]["quantity"] == 2);
  CHECK(refusal(kClerk, "handout.record", quilts_to({{rows[0], 3}})) == "beyond-need");
  done(kClerk, "handout.record", quilts_to({{rows[0], 2}}));
  CHECK(goods_row(0)["needs"][0]["left"] == 0);
}

TEST_CASE_METHOD(GoodsWay, "goods wait for the county's decision, and for the village they were issued to") {
  CHECK(refusal(kClerk, "handout.record", quilts_to({{rows[0], 2}})) == "goods-not-decided");
  until_decision();
  decide();
  CHECK(refusal(kClerk, "handout.record", quilts_to({{rows[0], 2}})) == "goods-not-decided");
  act(kCounty, "gate.pass");
  source = issue(kFarVillage);
  CHECK(refusal(caller(Role::county_duty, kQinyang), "handout.record", quilts_to({{rows[0], 2}})) == "goods-elsewhere");
  source = issue(kXixiang);  // its township may hand on
  done(kClerk, "handout.record", quilts_to({{rows[0], 2}}));
  auto unknown = quilts_to({{rows[0], 1}});
  unknown["households"][0]["entitled"] = campaign;
  CHECK(refusal(kClerk, "handout.record", unknown) == "unknown-household");
  auto nobody = quilts_to({{rows[0], 1}});
  nobody["households"][0].erase("entitled");
  CHECK(refusal(kClerk, "handout.record", nobody) == "bad-handout");
}

TEST_CASE_METHOD(GoodsWay, "D03011 and C02003 come out of the ledger") {
  until_payment();
  CHECK(summary()["tables"]["D03"]["D03011"]["fen"] == 0);
  CHECK(summary()["tables"]["C02"]["C02003"]["value"] == 0);
  done(kClerk, "handout.record", quilts_to({{rows[0], 2}}));
  const auto after = summary();
  CHECK(after["tables"]["D03"]["D03011"]["value"] == "180.00");
  CHECK(after["tables"]["C02"]["C02003"]["value"] == 1);
  CHECK(after["total"]["goods_households"] == 1);
  CHECK(after["total"]["goods_unpriced"] == 0);
  const json coal_line{{"batch", coal}, {"quantity", 400}};
  const json row{{"entitled", rows[0]}, {"got", {400}}, {"proof", blobs["signature"]}};
  done(kClerk, "handout.record", {{"source", source}, {"lines", {coal_line}}, {"households", {row}}});
  CHECK(summary()["total"]["goods_unpriced"] == 1);
  CHECK(goods_row(0)["worth_fen"].is_null());
  CHECK(goods_row(0)["needs"][1]["left"] == 0);
  act(kPayer, "payment.send", {{"purpose", "发放"}});
  auto answers = json::array();
  const auto sent = lines()["lines"];
  for (const auto& line : sent) answers.push_back(answer_for(line, true));
  act(kPayer, "payment.answer", {{"answers", answers}});
  CHECK(summary()["tables"]["C02"]["C02003"]["value"] == 2);  // who got both is one
}

TEST_CASE_METHOD(GoodsWay, "who got goods by a list is sealed with that list's key, and gone with it") {
  until_payment();
  const auto handout = done(kClerk, "handout.record", quilts_to({{rows[0], 2}}))["handout"];
  CHECK(bytes().find("王小明") == std::string::npos);
  CHECK(bytes().find(number(1)) == std::string::npos);
  REQUIRE(keys->destroy("campaign/" + campaign));
  const auto gone = done(kClerk, "handout.get", {{"handout", handout["handout"]}})["handout"]["list"][0];
  CHECK(gone["name"] == "***");
  CHECK(refusal(kClerk, "handout.record", quilts_to({{rows[1], 1}})) == "key-not-held");
}

}  // namespace anlan::relief::test
