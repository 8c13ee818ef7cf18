#include <catch2/catch.hpp>

#include "relief/pin_rules.hpp"
#include "relief/relief_summary.hpp"
#include "way_house.hpp"

namespace anlan::relief::test {

TEST_CASE_METHOD(Way, "a county pins what it pays by, with its source, and every village is planned by that") {
  const json wanted{{"campaign", campaign},
                    {"expected_version", 1},
                    {"standard", "guidance-100-300"},
                    {"policy", "by_severity"},
                    {"reason", "县政府常务会议定"}};
  CHECK(refusal(kClerk, "campaign.pin", wanted) == "role");
  CHECK(refusal(caller(Role::county_reviewer, kMengzhou), "campaign.pin", wanted) == "outside-jurisdiction");
  auto unknown = wanted;
  unknown["standard"] = "none";
  CHECK(refusal(kCounty, "campaign.pin", unknown) == "unknown-standard");
  const auto pinned = done(kCounty, "campaign.pin", wanted)["campaign"]["standard"];
  CHECK(pinned["policy"] == "by_severity");
  CHECK(pinned["mark"] == "partial");
  CHECK_FALSE(pinned["source_title"].get<std::string>().empty());
  CHECK(pinned["from"] == "2020-01-01");
  CHECK(refusal(kCounty, "campaign.pin", wanted) == "stale-version");

  households(2);
  until_decision();
  CHECK(refused(kCounty, "gate.freeze",
                {{"standard", "guidance-100-300"}, {"policy", "by_class"}, {"budget_fen", 10'000'000}}) ==
        "not-the-pinned-standard");
  act(kCounty, "gate.freeze",
      {{"standard", "guidance-100-300"}, {"policy", "by_severity"}, {"budget_fen", 10'000'000}});
  CHECK(list()["evidence"]["freeze"]["total_fen"] == 40'000);
  auto other = wanted;
  other["expected_version"] = 2;
  other["policy"] = "equal";
  CHECK(refusal(kCounty, "campaign.pin", other) == "lists-frozen");
  act(kCounty, "gate.return", {{"to", "township_review"}, {"reason", "改按户别"}});
  CHECK(done(kCounty, "campaign.pin", other)["campaign"]["standard"]["policy"] == "equal");
  CHECK(verifies());
}

TEST_CASE_METHOD(Way, "the first list that is frozen pins what it was planned by") {
  households(1);
  until_decision();
  decide();
  const auto shown = done(kCounty, "campaign.get", {{"campaign", campaign}})["campaign"];
  CHECK(shown["version"] == 2);
  CHECK(shown["standard"]["policy"] == "by_class");
  decide();
  CHECK(done(kCounty, "campaign.get", {{"campaign", campaign}})["campaign"]["version"] == 2);
}

TEST_CASE_METHOD(Way, "all lists together promise no more than all levels give") {
  done(kCounty, "campaign.change",
       {{"campaign", campaign},
        {"expected_version", 1},
        {"reason", "资金到位"},
        {"budget", {{{"level", "central"}, {"fen", 30'000}}, {{"level", "county"}, {"fen", 20'000}}}}});
  households(2);
  until_decision();
  const json asked{{"standard", "guidance-100-300"}, {"policy", "by_class"}, {"budget_fen", 60'000}};
  CHECK(refused(kCounty, "gate.freeze", asked) == "beyond-budget");
  auto within = asked;
  within["budget_fen"] = 50'000;
  act(kCounty, "gate.freeze", within);
  CHECK(list()["evidence"]["freeze"]["total_fen"] == 50'000);
}

TEST_CASE("a standard is pinned only for days on which it holds") {
  Campaign campaign{.campaign = "c",
                    .facts = {.name = "冬春", .division = kQinyang, .from = "2026-12-01", .until = "2027-05-31"}};
  PinnedStandard pinned{
      .standard = {.id = "s", .from = Day{std::chrono::year{2027}, std::chrono::June, std::chrono::day{1}}}};
  CHECK(check_pin(campaign, pinned, {}, 0).error().type == "standard-not-in-force");
  pinned.standard.from = Day{std::chrono::year{2025}, std::chrono::June, std::chrono::day{1}};
  CHECK(check_pin(campaign, pinned, {}, 0));
  pinned.standard.until = Day{std::chrono::year{2026}, std::chrono::November, std::chrono::day{30}};
  CHECK(check_pin(campaign, pinned, {}, 0).error().type == "standard-not-in-force");
}

TEST_CASE_METHOD(Way, "tables C01, C02 and D03 are in their own units") {
  done(kCounty, "campaign.change",
       {{"campaign", campaign},
        {"expected_version", 1},
        {"reason", "资金到位"},
        {"budget",
         {{{"level", "central"}, {"fen", 30'000'000}, {"document", "测试〔2026〕1号"}, {"given_on", "2026-12-09"}},
          {{"level", "city"}, {"fen", 1'234'500}},
          {{"level", "county"}, {"fen", 20'000}}}}});
  households(3);
  until_payment();
  act(kPayer, "payment.send", {{"purpose", "发放"}});
  const auto sent = lines()["lines"];
  act(kPayer, "payment.answer", {{"answers", {answer_for(sent[0], true), answer_for(sent[1], false)}}});
  const auto summary = done(kCounty, "relief.summary", {{"campaign", campaign}, {"division", kQinyang.text()}});
  const auto& tables = summary["tables"];
  CHECK(tables["C01"]["C01001"]["value"] == 3);
  CHECK(tables["C01"]["C01002"]["value"] == "0.02");
  CHECK(tables["C01"]["C01003"]["value"] == "0.07");
  CHECK(tables["C01"]["C01003"]["unit"] == "万元");
  CHECK(tables["C02"]["C02001"] == "2026-12-09");
  CHECK(tables["C02"]["C02002"] == "测试〔2026〕1号");
  CHECK(tables["C02"]["C02003"]["value"] == 1);
  CHECK(tables["C02"]["C02005"]["value"] == "31.2345");
  CHECK(tables["D03"]["D03010"]["value"] == "300.00");
  CHECK(tables["D03"]["D03010"]["unit"] == "元");
  CHECK(summary["villages"][0]["stage"] == "payment");
  CHECK(summary["villages"][0]["returned"] == 1);
  CHECK(summary["total"]["approved_fen"] == 90'000);
  const auto village = done(kClerk, "relief.summary", {{"campaign", campaign}, {"division", kXixiang.text()}});
  CHECK(village["total"] == summary["total"]);
  CHECK(village["tables"].is_null());
}

TEST_CASE("fen become 万元 without losing one") {
  CHECK(ten_thousand_yuan(0) == "0.00");
  CHECK(ten_thousand_yuan(12'345'600) == "12.3456");
  CHECK(ten_thousand_yuan(1) == "0.000001");
  CHECK(ten_thousand_yuan(-150'000'000) == "-150.00");
}

}  // namespace anlan::relief::test
