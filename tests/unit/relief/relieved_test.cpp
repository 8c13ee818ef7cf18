#include <catch2/catch.hpp>

#include "goods_way.hpp"
#include "left_since.hpp"

namespace anlan::relief::test {
namespace {

/// Three households: paid by card, paid in cash, given up.
struct Results : GoodsWay {
  Results() {
    rows.push_back(enter(campaign, 3, {{"needs", {{{"kind", "clothing"}, {"quantity", 2}}}}})["household"]);
    until_payment();
    act(kPayer, "payment.send", {{"purpose", "发放"}});
    auto answers = json::array();
    for (const auto& row : rows) answers.push_back(answer_for(line_of(row), row == rows[0]));
    act(kPayer, "payment.answer", {{"answers", answers}});
    act(kPayer, "payment.hand", {{"key", line_of(rows[1])["key"]}, {"proof", blobs["signature"]}});
    act(kPayer, "payment.close", {{"key", line_of(rows[2])["key"]}, {"reason", "联系不上"}});
  }
  json line_of(const std::string& household) {
    const auto all = lines()["lines"];
    for (const auto& one : all) {
      if (one["household"] == household) return one;
    }
    return nullptr;
  }
  json notice() { return done(kClerk, "gate.notice", of_list())["notice"]; }
  void leave() {
    moved_since(*this, rows[0]);
    withdrawn_since(*this, rows[1]);
  }
};

}  // namespace

TEST_CASE_METHOD(Results, "the second notice says what was paid and given, not what the list says now") {
  done(kClerk, "handout.record", quilts_to({{rows[0], 2}}));
  act(kCounty, "gate.pass");
  leave();
  const auto shown = notice();
  CHECK(shown["kind"] == "second_notice");
  REQUIRE(shown["rows"].size() == 2);
  CHECK(shown["total_fen"] == 60'000);
  CHECK(shown["people"] == 2);
  CHECK(shown["rows"][0]["amount_fen"] == 30'000);
  CHECK(shown["rows"][0]["goods"] == json{"棉被 2 床"});
  CHECK(shown["rows"][1]["amount_fen"] == 30'000);
  CHECK(shown["rows"][1]["goods"].empty());
}

TEST_CASE_METHOD(Results, "whose payment was given up hangs with the goods it got, and with no amount") {
  done(kClerk, "handout.record", quilts_to({{rows[2], 1}}));
  act(kCounty, "gate.pass");
  const auto shown = notice();
  REQUIRE(shown["rows"].size() == 3);
  CHECK(shown["rows"][2]["amount_fen"].is_null());
  CHECK(shown["rows"][2]["goods"] == json{"棉被 1 床"});
  CHECK(shown["total_fen"] == 60'000);
}

TEST_CASE_METHOD(Results, "a paid household that left may be objected to by its line on the second notice") {
  act(kCounty, "gate.pass");
  leave();
  act(kClerk, "gate.post", {{"posted_at", format_time(now)}, {"place", "村委会门口"}});
  const auto code = done(kClerk, "gate.notice", of_list())["code"];
  const auto reference = notice()["rows"][1]["reference"];
  const auto filed =
      knock("objection.file",
            {{"command_id", make_uuid(now)}, {"code", code}, {"reference", reference}, {"words", "这一户早已搬走"}});
  REQUIRE(filed);
  CHECK(list()["evidence"]["objections"][0]["household"] == rows[1]);
}

TEST_CASE_METHOD(Results, "the follow-up visits those whom relief reached") {
  act(kCounty, "gate.pass");
  leave();
  act(kClerk, "gate.post", {{"posted_at", format_time(now)}, {"place", "村委会门口"}});
  blobs["second"] = picture(*this, key_owner_of(campaign), "second");
  act(kClerk, "gate.photograph", {{"photo", blobs["second"]}, {"taken_at", format_time(now)}});
  act(kClerk, "gate.pass");
  act(kReviewer, "gate.confirm");
  act(kReviewer, "gate.pass");
  act(kReviewer, "gate.draw");
  const auto drawn = list()["evidence"]["follow_up"]["households"];
  REQUIRE_FALSE(drawn.empty());
  for (const auto& household : drawn) CHECK(household != rows[2]);
}

}  // namespace anlan::relief::test
