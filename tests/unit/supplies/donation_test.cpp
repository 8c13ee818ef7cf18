#include <catch2/catch.hpp>

#include "supply_house.hpp"

namespace anlan::supplies::test {
namespace {

const auto kClerk = caller(Role::township_clerk, kXixiang);
const std::string kName = "王小明";
const std::string kPhone = "13812345678";

/// A county store and what people give it. Donors are made up.
class Giving : public SupplyHouse {
 public:
  Result<json> give(json more = json::object()) {
    const json line{{"item", "quilt-cotton"}, {"quantity", 200}, {"new_batch", {{"made_on", "2024-01-10"}}}};
    json params{{"place", store},
                {"donor", {{"kind", "person"}, {"contact", {{"name", kName}, {"phone", kPhone}}}}},
                {"lines", {line}}};
    params.update(more);
    return ask(keeper(), "donation.register", std::move(params));
  }

  json given(json more = json::object()) { return give(std::move(more)).value()["donation"]; }

  std::string open_incident(const std::string& name, bool exercise = false) {
    return done(caller(Role::county_duty, kQinyang), "incident.open",
                {{"name", name},
                 {"hazard", "02"},
                 {"occurred_at", "2024-07-20T10:00:00+08:00"},
                 {"area", {kQinyang.text()}},
                 {"exercise", exercise}})["incident"]["incident"];
  }

  /// As somebody without an account reads it.
  json published(json params = json::object()) {
    Result<api::Reply> reply;
    anlan::test::run(loop, [&]() -> boost::asio::awaitable<void> {
      api::Call call{"donation.public", std::move(params), std::nullopt};
      reply = co_await dispatcher->call(std::move(call));
    });
    return json::parse(reply.value().json);
  }

  /// Everything that anybody could read without a purpose.
  std::string everything_kept() {
    store::Connection db{file(), store::Mode::read_write};
    std::string all;
    for (const auto* sql : {"SELECT body FROM entry", "SELECT document FROM donation", "SELECT facts FROM stock_batch",
                            "SELECT answer FROM command"}) {
      auto rows = db.prepare(sql);
      while (rows.step()) all += rows.text_at(0);
    }
    for (const auto& notification : SupplyHouse::published) all += *notification.text;
    return all;
  }

  std::string store = open_store();
};

std::int64_t sum_of(const json& where) {
  std::int64_t sum = 0;
  for (const auto& part : where) sum += part["quantity"].get<std::int64_t>();
  return sum;
}

}  // namespace

TEST_CASE_METHOD(Giving, "a donation comes in through the ledger, with its donor masked and sealed") {
  const auto donation = given({{"deed", "捐字1号"}});
  CHECK(donation["number"] == "00000001");
  CHECK(donation["donor"]["shown_as"].is_null());
  CHECK(donation["donor"]["name"] == "王*明");
  CHECK(donation["donor"]["phone"] == "138****5678");
  CHECK(stock(store, "quilt-cotton") == 200);
  const auto life = done(auditor(), "stock.life", {{"batch", donation["gifts"][0]["batch"]}});
  CHECK(life["batch"]["origin"]["kind"] == "donation");
  CHECK(life["batch"]["origin"]["donor"] == "匿名");
  CHECK(life["batch"]["origin"]["document"] == "捐字1号");
  const auto kept = everything_kept();
  CHECK(kept.find("捐字1号") != std::string::npos);
  CHECK(kept.find(kName) == std::string::npos);
  CHECK(kept.find(kPhone) == std::string::npos);
  CHECK(verifies());
}

TEST_CASE_METHOD(Giving, "the donor is shown in clear only for a purpose, which is recorded") {
  const auto donation = given();
  const json asked{{"donation", donation["donation"]}, {"purpose", "回访致谢"}};
  CHECK(refusal(kClerk, "donation.reveal", asked) == "role");
  CHECK(refusal(keeper(kMengzhou), "donation.reveal", asked) == "outside-jurisdiction");
  const auto seen = done(keeper(), "donation.reveal", asked)["revealed"];
  CHECK(seen["name"] == kName);
  CHECK(seen["phone"] == kPhone);
  store::Connection db{file(), store::Mode::read_write};
  const auto looks = access::list_reveals(db, {.jurisdiction = kCity});
  REQUIRE(looks.size() == 1);
  CHECK(looks[0].fact.purpose == "回访致谢");
  CHECK(everything_kept().find(kName) == std::string::npos);
  REQUIRE(keys->destroy("goods").has_value());
  CHECK(done(keeper(), "donation.reveal", asked)["revealed"]["name"].is_null());
  CHECK(done(auditor(), "donation.list", json::object())["donations"][0]["donor"]["name"] == "***");
}

TEST_CASE_METHOD(Giving, "an address that asks for the public list without end has to wait, others do not") {
  (void)given();
  const auto ask_from = [this](const char* remote) { return knock("donation.public", json::object(), remote); };
  int answered = 0;
  for (int i = 0; i < 100; ++i) answered += ask_from("10.1.1.1").has_value() ? 1 : 0;
  CHECK(answered == access::RateLimits{}.burst);
  CHECK(ask_from("10.1.1.1").error().type == "too-many-requests");
  CHECK(ask_from("10.1.1.2").has_value());
  awake += std::chrono::seconds{1};
  CHECK(ask_from("10.1.1.1").has_value());
}

TEST_CASE_METHOD(Giving, "goods given for one township do not go elsewhere") {
  const auto batch = given({{"earmark", {{"text", "西向镇灾民"}, {"division", kXixiang.text()}}}})["gifts"][0]["batch"];
  const auto refused = issue(store, batch, 10, {{"division", kQinyang.text()}});
  REQUIRE_FALSE(refused.has_value());
  CHECK(refused.error().type == "against-earmark");
  CHECK(refused.error().errors[0].pointer == "/lines/0/batch");
  CHECK(refused.error().detail.zh.find("西向镇灾民") != std::string::npos);
  CHECK(stock(store, "quilt-cotton") == 200);
  CHECK(issue(store, batch, 10).has_value());
}

TEST_CASE_METHOD(Giving, "goods given for one incident go out for that incident only") {
  const auto wanted = open_incident("沁阳暴雨");
  const auto other = open_incident("沁阳大风");
  const auto batch = given({{"earmark", {{"incident", wanted}}}})["gifts"][0]["batch"];
  CHECK(issue(store, batch, 10).error().type == "against-earmark");
  CHECK(issue(store, batch, 10, {{"incident", other}}).error().type == "against-earmark");
  CHECK(issue(store, batch, 10, {{"incident", wanted}}).has_value());
}

TEST_CASE_METHOD(Giving, "a waybill neither proposes nor takes goods that were given for something else") {
  const auto batch = given({{"earmark", {{"division", kMengzhou.text()}}}})["gifts"][0]["batch"];
  const auto own = receive(store, "quilt-cotton", 50);
  const auto release = done(kClerk, "release.request",
                            {{"purpose", "安置"},
                             {"need_by", "2024-07-21T20:00:00+08:00"},
                             {"priority", "urgent"},
                             {"to", {{"division", kXixiang.text()}, {"site", "西向中学"}}},
                             {"contact", {{"name", "李四"}, {"phone", "13900000000"}}},
                             {"lines", {{{"item", "quilt-cotton"}, {"quantity", 80}}}}})["release"];
  const json grant{{"item", "quilt-cotton"}, {"quantity", 80}, {"from", store}};
  (void)done(dispatcher_of(), "release.approve",
             {{"release", release["release"]}, {"expected_version", 1}, {"order", "令1"}, {"lines", {grant}}});
  const auto proposal = done(keeper(), "waybill.propose", {{"release", release["release"]}, {"place", store}});
  REQUIRE(proposal["lines"].size() == 1);
  CHECK(proposal["lines"][0]["batch"] == own);
  CHECK(proposal["short"][0]["quantity"] == 30);
  const json pick{{"release", release["release"]},
                  {"place", store},
                  {"vehicle", {{"plate", "豫H12345"}, {"driver", "赵师傅"}, {"phone", "13700000000"}}},
                  {"lines", {{{"batch", batch}, {"quantity", 30}}}}};
  CHECK(refusal(keeper(), "waybill.pick", pick) == "against-earmark");
}

TEST_CASE_METHOD(Giving, "a balance says what binds a pile, for who picks it without a line") {
  const auto bound = given({{"earmark", {{"division", kMengzhou.text()}}}});
  const auto batch = bound["gifts"][0]["batch"];
  const auto bound_of = [&](const json& of) {
    return done(keeper(), "stock.balance", {{"place", store}, {"by", "batch"}, {"batch", of}})["rows"][0]["bound_to"];
  };
  CHECK(bound_of(batch) == json{{"incident", nullptr}, {"division", kMengzhou.text()}, {"also", json::array()}});
  (void)done(dispatcher_of(), "donation.except",
             {{"donation", bound["donation"]},
              {"expected_version", 1},
              {"division", kXixiang.text()},
              {"reason", "捐赠人电话同意"}});
  CHECK(bound_of(batch)["also"] == json::array({json{{"incident", nullptr}, {"division", kXixiang.text()}}}));
  CHECK(bound_of(given({{"earmark", {{"text", "优先老人"}}}})["gifts"][0]["batch"]).is_null());  // a wish binds nobody
  CHECK(bound_of(receive(store, "quilt-cotton", 50)).is_null());
}

TEST_CASE_METHOD(Giving, "the emergency office may allow another use, in the open") {
  const auto donation = given({{"earmark", {{"division", kMengzhou.text()}}}});
  const auto batch = donation["gifts"][0]["batch"];
  json except{{"donation", donation["donation"]},
              {"expected_version", 1},
              {"division", kXixiang.text()},
              {"reason", "孟州已解除响应，捐赠人电话同意"}};
  CHECK(refusal(keeper(), "donation.except", except) == "role");
  CHECK(issue(store, batch, 10).error().type == "against-earmark");
  const auto after = done(dispatcher_of(), "donation.except", except)["donation"];
  CHECK(after["exceptions"][0]["reason"] == "孟州已解除响应，捐赠人电话同意");
  CHECK(after["exceptions"][0]["by"]["role"] == "dispatcher");
  CHECK(issue(store, batch, 10).has_value());
  CHECK(issue(store, batch, 10, {{"division", kQinyang.text()}}).error().type == "against-earmark");
  const auto shown = published()["donations"][0]["exceptions"];
  REQUIRE(shown.size() == 1);
  CHECK(shown.dump().find("电话") == std::string::npos);
  CHECK(refusal(dispatcher_of(), "donation.except", except) == "stale-version");
  const auto free = given();
  except.update({{"donation", free["donation"]}, {"expected_version", 1}});
  CHECK(refusal(dispatcher_of(), "donation.except", except) == "not-earmarked");
  CHECK(verifies());
}

TEST_CASE_METHOD(Giving, "the public reads what came in and where all of it went, and nothing personal") {
  const auto batch = given(
      {{"donor",
        {{"kind", "organisation"}, {"shown_as", "某公益基金会"}, {"contact", {{"name", kName}, {"phone", kPhone}}}}},
       {"note", "内部备注"}})["gifts"][0]["batch"];
  (void)issue(store, batch, 60);
  const auto page = published();
  REQUIRE(page["donations"].size() == 1);
  const auto& entry = page["donations"][0];
  CHECK(entry["donor"] == "某公益基金会");
  CHECK(entry["received_on"] == "2024-07-20");
  const auto& where = entry["gifts"][0]["where"];
  CHECK(sum_of(where) == 200);
  const json handed{{"kind", "issued"}, {"division", kXixiang.text()}, {"quantity", 60}};
  CHECK(std::find(where.begin(), where.end(), handed) != where.end());
  const auto text = page.dump();
  for (const auto& secret : {kName, kPhone, std::string{"王*明"}, std::string{"内部备注"}, store}) {
    INFO(secret);
    CHECK(text.find(secret) == std::string::npos);
  }
}

TEST_CASE_METHOD(Giving, "exercises and receipts that were taken back are not published; pages follow each other") {
  (void)given({{"exercise", true}});
  const auto wrong = given();
  (void)given();
  (void)given();
  (void)done(keeper(), "stock.reverse",
             {{"movement", wrong["movement"]}, {"expected_version", 1}, {"reason", "重复登记"}});
  const auto first = published({{"limit", 1}});
  REQUIRE(first["donations"].size() == 1);
  CHECK(first["donations"][0]["number"] == "00000004");
  const auto second = published({{"limit", 1}, {"before", first["next"]}});
  CHECK(second["donations"][0]["number"] == "00000003");
  CHECK(published({{"before", second["next"]}})["donations"].empty());
  const auto all = done(auditor(), "donation.list", json::object())["donations"];
  REQUIRE(all.size() == 4);
  CHECK(all[2]["state"] == "withdrawn");
  CHECK(refusal(dispatcher_of(), "donation.correct",
                {{"donation", wrong["donation"]}, {"expected_version", 1}, {"reason", "改"}, {"note", "x"}}) ==
        "donation-withdrawn");
  CHECK(verifies());
}

TEST_CASE_METHOD(Giving, "a correction keeps what it does not touch, and the piles follow") {
  const auto donation = given({{"deed", "捐字1号"}});
  json change{{"donation", donation["donation"]},
              {"expected_version", 1},
              {"reason", "捐赠人愿意署名"},
              {"donor", {{"kind", "person"}, {"shown_as", "沁阳王先生"}}},
              {"earmark", {{"text", "给学校"}, {"division", kXixiang.text()}}}};
  CHECK(refusal(keeper(), "donation.correct", change) == "role");
  CHECK(refusal(caller(Role::leader, kMengzhou), "donation.correct", change) == "outside-jurisdiction");
  const auto after = done(dispatcher_of(), "donation.correct", change)["donation"];
  CHECK(after["version"] == 2);
  CHECK(after["donor"]["shown_as"] == "沁阳王先生");
  CHECK(after["donor"]["phone"] == "138****5678");
  CHECK(after["deed"] == "捐字1号");
  CHECK(after["correction"]["reason"] == "捐赠人愿意署名");
  const auto origin = done(auditor(), "stock.life", {{"batch", donation["gifts"][0]["batch"]}})["batch"]["origin"];
  CHECK(origin["donor"] == "沁阳王先生");
  CHECK(origin["earmark"] == "给学校");
  CHECK(issue(store, donation["gifts"][0]["batch"], 1, {{"division", kQinyang.text()}}).error().type ==
        "against-earmark");
  change.update({{"expected_version", 2}, {"donor", {{"kind", "person"}, {"contact", nullptr}}}});
  CHECK(done(dispatcher_of(), "donation.correct", change)["donation"]["donor"]["phone"].is_null());
  CHECK(verifies());
}

TEST_CASE_METHOD(Giving, "a donation sent twice is recorded once, and bad ones are refused with a pointer") {
  const auto id = make_uuid(now);
  const auto first = given({{"command_id", id}});
  CHECK(given({{"command_id", id}})["donation"] == first["donation"]);
  CHECK(give({{"command_id", id}, {"note", "另一份"}}).error().kind == ProblemKind::conflict);
  CHECK(stock(store, "quilt-cotton") == 200);
  CHECK(give({{"donor", {{"kind", "organisation"}}}}).error().type == "bad-donation");
  CHECK(give({{"earmark", {{"division", "410899000000"}}}}).error().errors[0].pointer == "/earmark/division");
  CHECK(give({{"earmark", {{"incident", make_uuid(now)}}}}).error().type == "unknown-incident");
  const json late{{"item", "quilt-cotton"}, {"quantity", 1}, {"new_batch", {{"made_on", "2024-08-01"}}}};
  CHECK(give({{"lines", {late}}}).error().errors[0].pointer == "/lines/0/new_batch/made_on");
  CHECK(refusal(keeper(kMengzhou), "donation.register",
                {{"place", store}, {"donor", {{"kind", "person"}}}, {"lines", {late}}}) == "outside-jurisdiction");
}

}  // namespace anlan::supplies::test
