#include <catch2/catch.hpp>

#include "journal/blobs.hpp"
#include "supply_house.hpp"

namespace anlan::supplies::test {
namespace {

const auto kClerk = caller(Role::township_clerk, kXixiang);
// Made up; the first two have the right check digit.
const std::string kFirstId = "11010519491231002X";
const std::string kSecondId = "440524188001010014";

/// Quilts issued to a township, to be handed to its households. People are made up.
class HandingOut : public SupplyHouse {
 public:
  HandingOut() {
    quilts = receive(store, "quilt-cotton", 500);
    coats = receive(store, "coat-cotton", 100);
    const json lines{{{"batch", quilts}, {"quantity", 60}}, {{"batch", coats}, {"quantity", 20}}};
    source = issue(store, quilts, 1, {{"lines", lines}}).value()["movement"]["movement"];
  }

  /// A picture as blob.put would keep it.
  std::string picture(const std::string& bytes = "signature") {
    store::Connection db{file(), store::Mode::read_write};
    return journal::store_blob(db, "image/jpeg", bytes, now);
  }

  static json household(const std::string& name, std::int64_t quantity, json more = json::object()) {
    json one{{"name", name}, {"people", 3}, {"got", {quantity}}};
    one.update(more);
    return one;
  }

  Result<json> record(json more = json::object(), const access::Caller& who = kClerk) {
    json params{{"source", source},
                {"lines", {{{"batch", quilts}, {"quantity", 5}}}},
                {"households",
                 {household("王大山", 2, {{"id_number", kFirstId}, {"proof", signed_}}),
                  household("李小河", 3, {{"id_number", kSecondId}, {"proof", signed_}})}}};
    params.update(more);
    return ask(who, "handout.record", std::move(params));
  }

  /// What lies on a side of the ledger for the township.
  std::int64_t side(const std::string& word, const std::string& batch) {
    store::Connection db{file(), store::Mode::read_write};
    auto row = db.prepare("SELECT coalesce(sum(quantity), 0) FROM stock_balance WHERE place = ?1 AND batch = ?2");
    row.bind_all(word, batch);
    row.step();
    return row.int_at(0);
  }

  std::string everything_kept() {
    store::Connection db{file(), store::Mode::read_write};
    std::string all;
    for (const auto* sql : {"SELECT body FROM entry", "SELECT document FROM handout", "SELECT answer FROM command",
                            "SELECT name_mark || coalesce(id_mark, '') FROM handout_household"}) {
      auto rows = db.prepare(sql);
      while (rows.step()) all += rows.text_at(0);
    }
    for (const auto& notification : published) all += *notification.text;
    return all;
  }

  std::string store = open_store();
  std::string signed_ = picture();
  std::string quilts;
  std::string coats;
  std::string source;
};

}  // namespace

TEST_CASE_METHOD(HandingOut, "goods go from what a village was issued into the hands of its households") {
  const auto handout = record().value()["handout"];
  CHECK(handout["number"] == "00000001");
  CHECK(handout["households"] == 2);
  CHECK(handout["people"] == 6);
  CHECK(handout["list"][0]["name"] == "王*山");
  CHECK(handout["list"][0]["id_number"] == "11*************02X");
  CHECK(handout["list"][0]["proof"] == true);
  CHECK(side("issued", quilts) == 55);
  CHECK(side("household", quilts) == 5);
  const auto moved = done(auditor(), "stock.movements", {{"batch", quilts}})["movements"][0];
  CHECK(moved["kind"] == "hand_over");
  CHECK(moved["document"] == handout["number"]);
  CHECK(verifies());
}

TEST_CASE_METHOD(HandingOut, "names, numbers and signatures are nowhere in clear until somebody says what for") {
  const auto handout = record({{"households",
                                {household("王大山", 5,
                                           {{"id_number", kFirstId},
                                            {"proof", signed_},
                                            {"proxy", {{"name", "王小石"}, {"relation", "儿子"}}}})}}})
                           .value()["handout"];
  CHECK(handout["list"][0]["proxy"] == json{{"name", "王*石"}, {"relation", "儿子"}});
  const auto kept = everything_kept();
  CHECK(kept.find("儿子") != std::string::npos);
  for (const auto& secret : {std::string{"王大山"}, std::string{"王小石"}, kFirstId, signed_}) {
    INFO(secret);
    CHECK(kept.find(secret) == std::string::npos);
  }
  const json asked{{"handout", handout["handout"]}, {"purpose", "纪检核查"}};
  CHECK(refusal(caller(Role::city_duty, kCity), "handout.reveal", asked) == "role");
  const auto seen = done(kClerk, "handout.reveal", asked)["revealed"]["list"][0];
  CHECK(seen["name"] == "王大山");
  CHECK(seen["id_number"] == kFirstId);
  CHECK(seen["proof"] == signed_);
  CHECK(seen["proxy"] == "王小石");
  store::Connection db{file(), store::Mode::read_write};
  const auto looks = access::list_reveals(db, {.jurisdiction = kCity});
  REQUIRE(looks.size() == 1);
  CHECK(looks[0].fact.purpose == "纪检核查");
  CHECK(everything_kept().find("王大山") == std::string::npos);
}

TEST_CASE_METHOD(HandingOut, "the list has to add up to what was handed out, line by line") {
  const auto refused = record({{"lines", {{{"batch", quilts}, {"quantity", 6}}}}});
  REQUIRE_FALSE(refused.has_value());
  CHECK(refused.error().type == "sum-differs");
  CHECK(refused.error().errors[0].pointer == "/lines/0/quantity");
  CHECK(record({{"lines", {{{"batch", quilts}, {"quantity", 5}}, {{"batch", coats}, {"quantity", 1}}}}}).error().type ==
        "bad-handout");
  CHECK(side("household", quilts) == 0);
}

TEST_CASE_METHOD(HandingOut, "more than the village was issued cannot be handed out, in one go or in several") {
  const json all{{"lines", {{{"batch", quilts}, {"quantity", 61}}}},
                 {"households", {household("王大山", 61, {{"proof", signed_}})}}};
  CHECK(record(all).error().type == "more-than-issued");
  CHECK(record().has_value());
  const json rest{{"lines", {{{"batch", quilts}, {"quantity", 56}}}},
                  {"households", {household("赵三", 56, {{"proof", signed_}})}}};
  CHECK(record(rest).error().type == "more-than-issued");
  const auto other = issue(store, quilts, 100).value();
  CHECK(record(rest).error().type == "more-than-issued");
  const auto open = done(kClerk, "handout.sources", json::object())["sources"];
  REQUIRE(open.size() == 2);
  CHECK(open[0]["movement"] == other["movement"]["movement"]);
  CHECK(open[1]["lines"].size() == 2);
  CHECK(side("issued", quilts) == 155);
}

TEST_CASE_METHOD(HandingOut, "a household that stands twice is asked about, by number or else by name") {
  const json twice{{"households",
                    {household("王大山", 2, {{"id_number", kFirstId}, {"proof", signed_}}),
                     household("王大山之妻", 3, {{"id_number", "11010519491231002x"}, {"proof", signed_}})}}};
  const auto refused = record(twice);
  REQUIRE_FALSE(refused.has_value());
  CHECK(refused.error().type == "household-twice");
  CHECK(refused.error().errors[0].pointer == "/households/1");
  CHECK(record().has_value());
  const auto later = [&](json more) {
    return json{{"households", {household("王大山", 5, [&] {
                   more["proof"] = signed_;
                   return more;
                 }())}}};
  };
  CHECK(record(later(json::object())).error().type == "household-twice");
  CHECK(record(later({{"id_number", kFirstId}})).error().detail.zh.find("00000001") != std::string::npos);
  CHECK(record(later({{"id_number", kFirstId}, {"again", "首次发放被水冲走，村委会证明"}})).has_value());
  CHECK(record({{"households", {household("孙七", 5, {{"id_number", kSecondId}, {"proof", signed_}})}}}).error().type ==
        "household-twice");
}

TEST_CASE_METHOD(HandingOut, "two people of one name with two numbers are two households") {
  CHECK(record({{"households",
                 {household("王大山", 2, {{"id_number", kFirstId}, {"proof", signed_}}),
                  household("王大山", 3, {{"id_number", kSecondId}, {"proof", signed_}})}}})
            .has_value());
}

TEST_CASE_METHOD(HandingOut, "a mistyped resident's number is noticed; other documents are taken") {
  const auto with = [&](const std::string& number) {
    return json{{"households", {household("王大山", 5, {{"id_number", number}, {"proof", signed_}})}}};
  };
  const auto refused = record(with("110105194912310021"));
  REQUIRE_FALSE(refused.has_value());
  CHECK(refused.error().type == "bad-id-number");
  CHECK(refused.error().errors[0].pointer == "/households/0/id_number");
  CHECK(record(with("户口簿 0042")).has_value());
}

TEST_CASE_METHOD(HandingOut, "without signatures the sheet's scan is the proof, and its count enough") {
  CHECK(record({{"households", {household("王大山", 5)}}}).error().type == "no-proof");
  CHECK(record({{"households", {household("王大山", 5, {{"proof", std::string(64, 'a')}})}}}).error().type ==
        "unknown-blob");
  const auto sheet = [&](int households, json scans) {
    return json{{"households", json::array()},
                {"sheet", {{"households", households}, {"people", 40}, {"scans", std::move(scans)}}}};
  };
  CHECK(record(sheet(12, json::array())).error().type == "no-proof");
  CHECK(record(sheet(50, {signed_})).error().type == "bad-handout");
  const auto handout = record(sheet(12, {signed_})).value()["handout"];
  CHECK(handout["households"] == 12);
  CHECK(handout["people"] == 40);
  CHECK(handout["scans"] == 1);
  CHECK(handout["listed"] == false);
  CHECK(everything_kept().find(signed_) == std::string::npos);
  CHECK(side("household", quilts) == 5);
}

TEST_CASE_METHOD(HandingOut, "a wrong hand-out is taken back with its reason, and its households may come again") {
  const auto handout = record().value()["handout"];
  const json back{{"handout", handout["handout"]}, {"reason", "登记到了别的村"}};
  CHECK(refusal(caller(Role::township_clerk, kMengzhou), "handout.withdraw", back) == "outside-jurisdiction");
  const auto after = done(kClerk, "handout.withdraw", back)["handout"];
  CHECK(after["state"] == "withdrawn");
  CHECK(after["withdrawn"] == "登记到了别的村");
  CHECK(side("household", quilts) == 0);
  CHECK(refusal(kClerk, "handout.withdraw", back) == "already-reversed");
  CHECK(record().has_value());
  CHECK(verifies());
}

TEST_CASE_METHOD(HandingOut, "an issue is not taken back under households that signed for its goods") {
  (void)issue(store, quilts, 100).value();  // the balance would let the first one go
  const auto handout = record().value()["handout"];
  const json back{{"movement", source}, {"expected_version", 1}, {"reason", "重复登记"}};
  const auto refused = ask(keeper(), "stock.reverse", back);
  REQUIRE_FALSE(refused.has_value());
  CHECK(refused.error().type == "handed-out");
  CHECK(refused.error().detail.zh.find("00000001") != std::string::npos);
  (void)done(kClerk, "handout.withdraw", {{"handout", handout["handout"]}, {"reason", "登记到了别的村"}});
  (void)done(keeper(), "stock.reverse", back);
  CHECK(side("issued", quilts) == 100);
  CHECK(verifies());
}

TEST_CASE_METHOD(HandingOut, "what is past its last day on the day of the hand-out does not reach households") {
  const auto old = receive(store, "quilt-cotton", 20, "2016-08-01");
  const auto issued = issue(store, old, 5).value()["movement"]["movement"];
  const auto fresh_day = std::exchange(now, at("2024-08-20T10:00:00"));
  const json goods{{"source", issued}, {"lines", {{{"batch", old}, {"quantity", 5}}}}};
  const auto refused = record(goods);
  REQUIRE_FALSE(refused.has_value());
  CHECK(refused.error().type == "batch-expired");
  CHECK(refused.error().errors[0].pointer == "/lines/0/batch");
  auto then = goods;
  then["occurred_at"] = format_time(fresh_day);
  CHECK(record(then).has_value());
}

TEST_CASE_METHOD(HandingOut, "handing on is no new issue in the figures of form A07") {
  const json question{{"division", kQinyang.text()}};
  const auto before = done(auditor(), "stock.figures", question);
  CHECK(record().has_value());
  CHECK(done(auditor(), "stock.figures", question)["figures"] == before["figures"]);
}

TEST_CASE_METHOD(HandingOut,
                 "a hand-out sent twice is recorded once, and nothing is handed out of what issued nothing") {
  const auto id = make_uuid(now);
  const auto first = record({{"command_id", id}}).value()["handout"]["handout"];
  CHECK(record({{"command_id", id}}).value()["handout"]["handout"] == first);
  CHECK(side("household", quilts) == 5);
  const auto moves = done(auditor(), "stock.movements", {{"kind", "receive"}})["movements"];
  CHECK(record({{"source", moves[0]["movement"]}}).error().type == "not-issued");
  CHECK(record({{"source", make_uuid(now)}}).error().type == "unknown-movement");
}

}  // namespace anlan::supplies::test
