#include <catch2/catch.hpp>

#include "supply_house.hpp"

namespace anlan::supplies::test {
namespace {

/// A county store that lends and borrows. Units and people are made up.
class Lending : public SupplyHouse {
 public:
  json lend(json more = json::object()) { return try_lend(std::move(more)).value()["loan"]; }
  Result<json> try_lend(json more = json::object()) {
    json params{{"place", store},         {"direction", "lent"},
                {"unit", "孟州市应急局"}, {"contact", {{"name", "周小平"}, {"phone", "13812345678"}}},
                {"order", "借字3号"},     {"purpose", "安置点夜间照明"},
                {"due_on", "2024-08-20"}, {"lines", {{{"batch", tents}, {"quantity", 30}}}}};
    params.update(more);
    return ask(keeper(), "loan.open", std::move(params));
  }
  json borrow() {
    const json line{{"item", "quilt-cotton"}, {"quantity", 50}, {"new_batch", {{"made_on", "2023-05-01"}}}};
    return lend({{"direction", "borrowed"}, {"order", "孟借1号"}, {"lines", {line}}});
  }
  Result<json> give_back(const json& loan, std::int64_t quantity, json more = json::object()) {
    json line{{"line", 0}, {"quantity", quantity}};
    line.update(more);
    return ask(keeper(), "loan.return",
               {{"loan", loan["loan"]}, {"expected_version", loan["version"]}, {"lines", {line}}});
  }

  std::string store = open_store();
  std::string tents = receive(store, "tent-single-12", 100);
};

}  // namespace

TEST_CASE_METHOD(Lending, "what is lent leaves the stock, comes back in parts, and what is damaged is set aside") {
  const auto loan = lend();
  CHECK(loan["open"] == true);
  CHECK(loan["overdue"] == false);
  CHECK(loan["contact"]["name"] == "周*平");
  CHECK(stock(store, "tent-single-12") == 70);
  CHECK(give_back(loan, 31).error().type == "more-than-lent");
  CHECK(give_back(loan, 5, {{"damaged", 6}}).error().type == "bad-return");
  const auto part = give_back(loan, 20, {{"damaged", 2}, {"bin", "A-1"}}).value()["loan"];
  CHECK(part["lines"][0]["returned"] == 20);
  CHECK(part["lines"][0]["damaged"] == 2);
  CHECK(part["open"] == true);
  CHECK(stock(store, "tent-single-12") == 88);
  const auto papers = done(auditor(), "recovery.list", {{"place", store}})["recoveries"];
  REQUIRE(papers.size() == 1);
  CHECK(papers[0]["from"] == "孟州市应急局");
  CHECK(papers[0]["lines"][0]["batch"] == tents);
  CHECK(papers[0]["lines"][0]["pending"] == 2);
  CHECK(papers[0]["may_cancel"] == false);
  CHECK(papers[0]["opened_by"] == json{{"kind", "loan"}, {"number", loan["number"]}});
  CHECK(give_back(loan, 1).error().type == "stale-version");
  const auto whole = give_back(part, 10).value()["loan"];
  CHECK(whole["open"] == false);
  CHECK(stock(store, "tent-single-12") == 98);
  CHECK(give_back(whole, 1).error().type == "loan-closed");
  CHECK(verifies());
}

TEST_CASE_METHOD(Lending, "what a loan moved is taken back by nothing but the loan") {
  const auto lent = lend();
  const auto borrowed = borrow();
  const auto back = give_back(lent, 20).value()["loan"];
  (void)done(dispatcher_of(), "loan.close",
             {{"loan", back["loan"]}, {"expected_version", back["version"]}, {"reason", "洪水冲走"}});
  for (const auto* kind : {"lend", "borrow", "loan_return", "write_off"}) {
    INFO(kind);
    const auto moved = done(auditor(), "stock.movements", {{"kind", kind}})["movements"];
    REQUIRE(moved.size() == 1);
    const auto refused = ask(keeper(), "stock.reverse",
                             {{"movement", moved[0]["movement"]}, {"expected_version", 1}, {"reason", "记错"}});
    REQUIRE_FALSE(refused.has_value());
    CHECK(refused.error().type == "belongs-to-paper");
    CHECK(refused.error().detail.zh.find("借用单") != std::string::npos);
  }
  CHECK(give_back(borrowed, 50).value()["loan"]["open"] == false);
  CHECK(verifies());
}

TEST_CASE_METHOD(Lending, "what is past its last day is not lent to people") {
  const auto old = receive(store, "quilt-cotton", 10, "2010-01-10");
  const auto refused = try_lend({{"lines", {{{"batch", old}, {"quantity", 5}}}}});
  REQUIRE_FALSE(refused.has_value());
  CHECK(refused.error().type == "batch-expired");
  CHECK(refused.error().errors[0].pointer == "/lines/0/batch");
}

TEST_CASE_METHOD(Lending, "a loan past its day is shown as overdue, first of all") {
  const auto late = lend({{"due_on", "2024-07-25"}});
  (void)lend({{"due_on", "2024-12-31"}});
  now = at("2024-07-25T20:00:00");
  CHECK(done(auditor(), "loan.list", json::object())["loans"][0]["overdue"] == false);
  now = at("2024-07-26T00:30:00");
  const auto listed = done(auditor(), "loan.list", json::object())["loans"];
  REQUIRE(listed.size() == 2);
  CHECK(listed[0]["loan"] == late["loan"]);
  CHECK(listed[0]["overdue"] == true);
  CHECK(listed[1]["overdue"] == false);
  (void)give_back(late, 30).value();
  CHECK(done(auditor(), "loan.list", {{"open_only", true}})["loans"].size() == 1);
}

TEST_CASE_METHOD(Lending, "what is never returned is lost by the office's decision, not by the keeper's") {
  const auto loan = lend();
  const json close{{"loan", loan["loan"]}, {"expected_version", 1}, {"reason", "洪水冲走，孟州来函"}};
  CHECK(refusal(keeper(), "loan.close", close) == "role");
  CHECK(refusal(caller(Role::dispatcher, kMengzhou), "loan.close", close) == "outside-jurisdiction");
  const auto closed = done(dispatcher_of(), "loan.close", close)["loan"];
  CHECK(closed["open"] == false);
  CHECK(closed["closing"]["reason"] == "洪水冲走，孟州来函");
  const auto moved = done(auditor(), "stock.movements", {{"kind", "write_off"}})["movements"];
  REQUIRE(moved.size() == 1);
  CHECK(moved[0]["lines"][0]["from"]["place"] == "borrower");
  CHECK(moved[0]["lines"][0]["quantity"] == 30);
  CHECK(verifies());
}

TEST_CASE_METHOD(Lending, "borrowed goods come in as a loan's, and what was used is given back out of another batch") {
  const auto loan = borrow();
  CHECK(stock(store, "quilt-cotton") == 50);
  const std::string batch = loan["lines"][0]["batch"];
  const auto life = done(auditor(), "stock.life", {{"batch", batch}});
  CHECK(life["batch"]["origin"]["kind"] == "loan");
  REQUIRE(issue(store, batch, 50).has_value());
  const auto figures = done(auditor(), "stock.figures", {{"division", kQinyang.text()}})["figures"];
  CHECK(figures["A07008"] == 0);
  CHECK(give_back(loan, 50).error().type == "not-enough-stock");
  const auto own = receive(store, "quilt-cotton", 60);
  CHECK(give_back(loan, 50, {{"batch", tents}}).error().type == "unknown-batch");
  CHECK(give_back(loan, 50, {{"batch", own}}).value()["loan"]["open"] == false);
  CHECK(stock(store, "quilt-cotton") == 10);
  CHECK(verifies());
}

TEST_CASE_METHOD(Lending, "goods that were given for a purpose are not lent away") {
  const json line{{"item", "tent-single-12"}, {"quantity", 5}, {"new_batch", {{"made_on", "2024-01-10"}}}};
  const auto given = done(keeper(), "donation.register",
                          {{"place", store},
                           {"donor", {{"kind", "person"}}},
                           {"earmark", {{"division", kXixiang.text()}}},
                           {"lines", {line}}})["donation"];
  CHECK(try_lend({{"lines", {{{"batch", given["gifts"][0]["batch"]}, {"quantity", 5}}}}}).error().type ==
        "against-earmark");
}

TEST_CASE_METHOD(Lending, "a loan that cannot be is refused with a pointer, and one sent twice is one") {
  CHECK(try_lend({{"due_on", "2024-07-19"}}).error().errors[0].pointer == "/due_on");
  CHECK(try_lend({{"due_on", "2024-02-30"}}).error().type == "bad-loan");
  CHECK(try_lend({{"lines", {{{"batch", tents}, {"quantity", 101}}}}}).error().type == "not-enough-stock");
  CHECK(try_lend({{"direction", "borrowed"}}).error().type == "bad-loan");
  const auto id = make_uuid(now);
  CHECK(lend({{"command_id", id}})["loan"] == lend({{"command_id", id}})["loan"]);
  CHECK(stock(store, "tent-single-12") == 70);
  const auto loan = done(auditor(), "loan.list", json::object())["loans"][0];
  const auto seen = done(keeper(), "loan.reveal", {{"loan", loan["loan"]}, {"purpose", "催还"}})["revealed"];
  CHECK(seen["phone"] == "13812345678");
  store::Connection db{file(), store::Mode::read_write};
  auto rows = db.prepare("SELECT body FROM entry");
  while (rows.step()) CHECK(rows.text_at(0).find("周小平") == std::string::npos);
}

}  // namespace anlan::supplies::test
