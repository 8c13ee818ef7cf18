#include <catch2/catch.hpp>

#include "supply_house.hpp"

namespace anlan::supplies::test {
namespace {

/// A county takes water, and a truck, for the emergency. Owners are made up.
class Taking : public SupplyHouse {
 public:
  Result<json> try_take(json more = json::object()) {
    const json water{
        {"item", "quilt-cotton"}, {"quantity", 100}, {"value", 1'200'000}, {"new_batch", {{"made_on", "2024-01-10"}}}};
    const json truck{{"what", "自卸货车 豫H88888"}, {"quantity", 1}, {"value", 25'000'000}};
    json params{{"place", store},
                {"unit", "沁阳某商贸公司"},
                {"contact", {{"name", "钱老板"}, {"phone", "13912345678"}}},
                {"basis", "沁阳市防指征用令第1号；《突发事件应对法》"},
                {"return_by", "2024-08-01"},
                {"lines", {truck, water}}};
    params.update(more);
    return ask(keeper(), "requisition.open", std::move(params));
  }
  json take(json more = json::object()) { return try_take(std::move(more)).value()["requisition"]; }

  Result<json> redeem(const json& paper, json lines) {
    return ask(
        keeper(), "requisition.return",
        {{"requisition", paper["requisition"]}, {"expected_version", paper["version"]}, {"lines", std::move(lines)}});
  }
  Result<json> compensate(const json& paper, json more, const access::Caller& who = dispatcher_of()) {
    json params{{"requisition", paper["requisition"]}, {"expected_version", paper["version"]}};
    params.update(more);
    return ask(who, "requisition.compensate", std::move(params));
  }
  static json pay(std::int64_t fen) {
    return {{"payment", {{"amount", fen}, {"document", "付字7号"}, {"at", "2024-07-20T10:00:00+08:00"}}}};
  }

  std::string store = open_store();
};

}  // namespace

TEST_CASE_METHOD(Taking, "goods that are requisitioned enter the ledger from their owner, a truck only the paper") {
  const auto paper = take();
  CHECK(paper["state"] == "held");
  CHECK(paper["contact"]["phone"] == "139****5678");
  CHECK(paper["lines"][0]["batch"].is_null());
  CHECK(paper["lines"][1]["value"] == 1'200'000);
  CHECK(stock(store, "quilt-cotton") == 100);
  const auto life = done(auditor(), "stock.life", {{"batch", paper["lines"][1]["batch"]}});
  CHECK(life["batch"]["origin"]["kind"] == "requisition");
  CHECK(life["movements"][0]["lines"][0]["from"]["place"] == "owner");
  CHECK(verifies());
}

TEST_CASE_METHOD(Taking, "what a requisition moved is taken back by nothing but the requisition") {
  const auto paper = take();
  (void)redeem(paper, {{{"line", 1}, {"returned", 40}, {"damaged", 0}, {"consumed", 0}}}).value();
  for (const auto* kind : {"requisition", "requisition_return"}) {
    INFO(kind);
    const auto moved = done(auditor(), "stock.movements", {{"kind", kind}})["movements"];
    REQUIRE(moved.size() == 1);
    CHECK(refusal(keeper(), "stock.reverse",
                  {{"movement", moved[0]["movement"]}, {"expected_version", 1}, {"reason", "记错"}}) ==
          "belongs-to-paper");
  }
}

TEST_CASE_METHOD(Taking, "what was used up is paid for, what is left goes back, and the paper ends settled") {
  auto paper = take();
  REQUIRE(issue(store, paper["lines"][1]["batch"], 70).has_value());
  CHECK(redeem(paper, {{{"line", 1}, {"returned", 40}}}).error().type == "not-enough-stock");
  CHECK(redeem(paper, {{{"line", 1}, {"returned", 30}, {"consumed", 71}}}).error().type == "more-than-taken");
  CHECK(redeem(paper, {{{"line", 0}}}).error().type == "bad-return");
  paper = redeem(paper, {{{"line", 1}, {"returned", 30}, {"consumed", 70}}}).value()["requisition"];
  CHECK(paper["state"] == "held");
  CHECK(stock(store, "quilt-cotton") == 0);
  paper = redeem(paper, {{{"line", 0}, {"returned", 1}, {"damaged", 1}}}).value()["requisition"];
  CHECK(paper["state"] == "returned");
  CHECK(compensate(paper, pay(1)).error().type == "bad-compensation");
  CHECK(compensate(paper, {{"due", {{"amount", 900'000}, {"note", "评估报告2号"}}}}, keeper()).error().type == "role");
  paper = compensate(paper, {{"due", {{"amount", 900'000}, {"note", "评估报告2号"}}}}).value()["requisition"];
  CHECK(paper["state"] == "owing");
  CHECK(compensate(paper, pay(900'001)).error().detail.zh.find("9000.01") != std::string::npos);
  paper = compensate(paper, pay(400'000)).value()["requisition"];
  CHECK(paper["paid"] == 400'000);
  CHECK(paper["state"] == "owing");
  CHECK(compensate(paper, {{"due", {{"amount", 300'000}, {"note", "改"}}}}).error().type == "bad-compensation");
  paper = compensate(paper, pay(500'000)).value()["requisition"];
  CHECK(paper["state"] == "settled");
  CHECK(done(auditor(), "requisition.list", {{"unsettled_only", true}})["requisitions"].empty());
  CHECK(verifies());
}

TEST_CASE_METHOD(Taking, "what is not returned by its day is shown as overdue") {
  (void)take();
  CHECK(done(auditor(), "requisition.list", json::object())["requisitions"][0]["overdue"] == false);
  now = at("2024-08-02T08:00:00");
  CHECK(done(auditor(), "requisition.list", json::object())["requisitions"][0]["overdue"] == true);
}

TEST_CASE_METHOD(Taking, "a private owner is nowhere in clear, and seen for a purpose only") {
  const auto paper = take({{"unit", nullptr}});
  CHECK(paper["contact"]["name"] == "钱*板");
  store::Connection db{file(), store::Mode::read_write};
  auto rows = db.prepare("SELECT body FROM entry UNION ALL SELECT answer FROM command");
  while (rows.step()) CHECK(rows.text_at(0).find("钱老板") == std::string::npos);
  const json asked{{"requisition", paper["requisition"]}, {"purpose", "补偿协商"}};
  CHECK(refusal(caller(Role::county_duty, kQinyang), "requisition.reveal", asked) == "role");
  CHECK(done(keeper(), "requisition.reveal", asked)["revealed"]["name"] == "钱老板");
  CHECK(access::list_reveals(db, {.jurisdiction = kCity}).size() == 1);
}

TEST_CASE_METHOD(Taking, "a paper without an owner, with a day that is none, or with half a line is refused") {
  CHECK(try_take({{"unit", nullptr}, {"contact", nullptr}}).error().errors[0].pointer == "/contact");
  CHECK(try_take({{"return_by", "2024-07-01"}}).error().errors[0].pointer == "/return_by");
  const json half{{"item", "quilt-cotton"}, {"quantity", 1}, {"value", 0}};
  CHECK(try_take({{"lines", {half}}}).error().type == "bad-requisition");
  CHECK(refusal(keeper(kMengzhou), "requisition.open",
                {{"place", store}, {"unit", "某公司"}, {"basis", "令"}, {"lines", {half}}}) == "outside-jurisdiction");
  CHECK(stock(store, "quilt-cotton") == 0);
}

}  // namespace anlan::supplies::test
