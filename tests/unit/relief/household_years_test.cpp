#include <catch2/catch.hpp>

#include "home_house.hpp"
#include "way_house.hpp"

namespace anlan::relief::test {

TEST_CASE_METHOD(Way, "what a family was paid in an earlier campaign stands on this year's household") {
  households(2);
  until_payment();
  act(kPayer, "payment.send", {{"purpose", "发放"}});
  const auto sent = lines()["lines"];
  act(kPayer, "payment.answer", {{"answers", {answer_for(sent[0], true), answer_for(sent[1], false)}}});
  const auto paid = sent[0]["household"] == rows[0] ? 1 : 2;

  const auto next = open_campaign({{"name", "次年"}, {"from", "2027-12-01"}, {"until", "2028-05-31"}})["campaign"];
  // The daughter of then heads her own household now, in another village.
  const json members{{{"name", "王大"}, {"kinship", "head"}, {"id_number", number(70)}},
                     {{"name", "王小明"}, {"kinship", "parent"}, {"id_number", number(paid)}}};
  const auto household = enter(next, 70, {{"village", kNextVillage.text()}, {"members", members}, {"people", 2}});
  const json asked{{"household", household["household"]}};
  const auto seen = done(kClerk, "household.years", asked);
  REQUIRE(seen["years"].size() == 1);
  const auto& year = seen["years"][0];
  CHECK(year["campaign"] == campaign);
  CHECK(year["village"] == kVillage.text());
  CHECK(year["head"] == "王*明");
  REQUIRE(year["payments"].size() == 1);
  CHECK(year["payments"][0]["state"] == "paid");
  CHECK(year["payments"][0]["fen"].get<std::int64_t>() > 0);
  CHECK_FALSE(year["paid_at"].is_null());
  CHECK(seen["elsewhere"] == 0);
  CHECK(seen.dump().find(number(paid)) == std::string::npos);

  const auto unpaid = enter(next, 3 - paid, {{"village", kNextVillage.text()}, {"phone", "13911110000"}});
  const auto other = done(kClerk, "household.years", {{"household", unpaid["household"]}});
  REQUIRE(other["years"].size() == 1);
  CHECK(other["years"][0]["payments"][0]["state"] != "paid");
  CHECK(other["years"][0]["paid_at"].is_null());
}

TEST_CASE_METHOD(Homes, "beyond the jurisdiction a family's other records are only counted") {
  (void)enter(campaign, 1);
  (void)enter_home(1, {{"rebuild_fen", 2'000'000}, {"pay_by", "card"}});
  const auto next = open_campaign({{"name", "次年"}, {"from", "2027-12-01"}, {"until", "2028-05-31"}})["campaign"];
  const auto far = caller(Role::township_clerk, kOther);
  const auto household =
      done(far, "household.enter", one_household(next, 1, {{"village", kFarVillage.text()}}))["household"];
  const json asked{{"household", household["household"]}};
  const auto hidden = done(far, "household.years", asked);
  CHECK(hidden["years"].empty());
  CHECK(hidden["homes"].empty());
  CHECK(hidden["elsewhere"] == 2);
  const auto seen = done(kCounty, "household.years", asked);
  CHECK(seen["elsewhere"] == 0);
  REQUIRE(seen["years"].size() == 1);
  CHECK(seen["years"][0]["payments"].empty());
  REQUIRE(seen["homes"].size() == 1);
  CHECK(seen["homes"][0]["incident_name"] == "测试 暴雨");
  CHECK(seen["homes"][0]["rebuild_fen"] == 2'000'000);
  CHECK(problem_of(kClerk, "household.years", asked).type == "outside-jurisdiction");
}

}  // namespace anlan::relief::test
