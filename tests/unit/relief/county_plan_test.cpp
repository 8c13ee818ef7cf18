#include <algorithm>

#include <catch2/catch.hpp>

#include "relief/household_queries.hpp"
#include "relief/plan_facts.hpp"
#include "way_house.hpp"

namespace anlan::relief::test {
namespace {

/// Two villages of one county: three households in one and two in the other.
struct TwoVillages : Way {
  TwoVillages() {
    households(3);
    for (int i = 10; i < 12; ++i) {
      enter(campaign, i, {{"village", kNextVillage.text()}, {"class", "ordinary"}, {"circumstances", {"crop_lost"}}});
    }
  }
  json compare(json more = json::object()) {
    json params{{"campaign", campaign},
                {"division", kQinyang.text()},
                {"standard", "guidance-100-300"},
                {"budget_fen", 10'000'000}};
    params.update(more);
    return done(kCounty, "plan.compare", std::move(params));
  }
  void pin(const std::string& policy = "by_class") {
    done(kCounty, "campaign.pin",
         {{"campaign", campaign},
          {"expected_version", done(kCounty, "campaign.get", {{"campaign", campaign}})["campaign"]["version"]},
          {"standard", "guidance-100-300"},
          {"policy", policy},
          {"reason", "县定"}});
  }
  json share(const DivisionCode& village) {
    return done(kCounty, "plan.share", {{"campaign", campaign}, {"village", village.text()}});
  }
  void money(std::int64_t fen) {
    done(kCounty, "campaign.change",
         {{"campaign", campaign},
          {"expected_version", done(kCounty, "campaign.get", {{"campaign", campaign}})["campaign"]["version"]},
          {"reason", "资金到位"},
          {"budget", {{{"level", "central"}, {"fen", fen}}}}});
  }
};

}  // namespace

TEST_CASE_METHOD(TwoVillages, "one plan over a county says what each policy does to every village and every class") {
  const auto by_class = compare()["plans"][1];
  CHECK(by_class["villages"].size() == 2);
  CHECK(by_class["classes"].size() == 2);
  CHECK(by_class["classes"][0]["class"] == "minimum_living");
  CHECK(by_class["classes"][0]["households"] == 3);
  CHECK(by_class["classes"][1]["class"] == "ordinary");
  const auto limited = compare({{"budget_fen", 70'000}});
  for (const auto& plan : limited["plans"]) {
    std::int64_t villages = 0;
    std::int64_t classes = 0;
    for (const auto& one : plan["villages"]) villages += one["fen"].get<std::int64_t>();
    for (const auto& one : plan["classes"]) classes += one["fen"].get<std::int64_t>();
    CHECK(villages == plan["total"]);
    CHECK(classes == plan["total"]);
    CHECK(plan["total"] == 70'000);
  }
}

TEST_CASE_METHOD(TwoVillages, "only lists that came to the county are planned when it asks for those") {
  CHECK(compare({{"lists", "ready"}})["households"] == 0);
  until_decision();
  CHECK(compare({{"lists", "ready"}})["households"] == 3);
  CHECK(compare()["households"] == 5);
  CHECK(compare({{"lists", "undecided"}})["households"] == 5);
  decide();
  const auto after = compare({{"lists", "undecided"}});
  CHECK(after["households"] == 2);
  CHECK(after["decided"]["lists"] == 1);
  CHECK(after["decided"]["fen"] == 90'000);
  CHECK(compare({{"lists", "ready"}})["households"] == 3);
}

TEST_CASE_METHOD(TwoVillages, "a list's share is its part of the county's money, and all shares are all the money") {
  const json asked{{"campaign", campaign}, {"village", kVillage.text()}};
  CHECK(refusal(kClerk, "plan.share", asked) == "role");
  CHECK(refusal(kCounty, "plan.share", asked) == "no-standard");
  pin();
  money(80'000);
  const auto first = share(kVillage)["share_fen"].get<std::int64_t>();
  const auto second = share(kNextVillage)["share_fen"].get<std::int64_t>();
  CHECK(first + second == 80'000);
  until_decision();
  decide(first);
  CHECK(list()["evidence"]["freeze"]["total_fen"] == first);
  CHECK(share(kNextVillage)["share_fen"] == second);
  CHECK(share(kNextVillage)["decided"]["fen"] == first);
  CHECK(share(kVillage)["share_fen"] == first);  // to freeze it anew
  money(10'000);
  CHECK(refusal(kCounty, "plan.share", {{"campaign", campaign}, {"village", kNextVillage.text()}}) ==
        "budget-below-floor");
}

TEST_CASE_METHOD(Way, "a household is told how its amount came about, by what its list was decided") {
  households(2);
  CHECK(refusal(kClerk, "plan.explain", of_list()) == "no-standard");
  until_decision();
  decide();
  const auto told = done(kClerk, "plan.explain", of_list({{"household", rows[1]}}));
  CHECK(told["basis"]["basis"] == "frozen");
  CHECK(told["basis"]["policy"] == "by_class");
  CHECK_FALSE(told["basis"]["source_title"].get<std::string>().empty());
  REQUIRE(told["rows"].size() == 1);
  CHECK(told["rows"][0]["household"] == rows[1]);
  CHECK(told["rows"][0]["class"] == "minimum_living");
  CHECK(told["rows"][0]["decided_fen"] == told["rows"][0]["fen"]);
  CHECK(refusal(caller(Role::township_clerk, kOther), "plan.explain", of_list()) == "outside-jurisdiction");
  act(kCounty, "gate.return", {{"to", "township_review"}, {"reason", "核对人口"}});
  const auto thought = done(kClerk, "plan.explain", of_list());
  CHECK(thought["basis"]["basis"] == "pinned");
  CHECK(thought["rows"].size() == 2);
  CHECK(thought["rows"][0]["decided_fen"].is_null());
}

TEST_CASE_METHOD(TwoVillages, "the lean reading of a county's lists sees what the whole reading sees") {
  enter(campaign, 20, {{"vulnerabilities", {"orphan"}}, {"circumstances", {"crop_reduced", "home_collapsed"}}});
  enter(campaign, 21, {{"needy", 0}});
  store::Connection db{file(), store::Mode::read_only};
  auto whole = plan_households(
      list_households(db, {.campaign = campaign, .within = kQinyang, .state = HouseholdState::entered, .limit = 1'000}),
      standards());
  std::ranges::sort(whole, {}, &PlanHousehold::household);
  const auto lean = households_of_lists(db, campaign, kQinyang, PlannedLists::all, standards());
  REQUIRE(lean.size() == 6);
  REQUIRE(lean.size() == whole.size());
  for (std::size_t i = 0; i < lean.size(); ++i) {
    CHECK(lean[i].household == whole[i].household);
    CHECK(lean[i].village == whole[i].village);
    CHECK(lean[i].household_class == whole[i].household_class);
    CHECK(lean[i].severity == whole[i].severity);
    CHECK(lean[i].needy == whole[i].needy);
    CHECK(lean[i].raised == whole[i].raised);
  }
}

}  // namespace anlan::relief::test
