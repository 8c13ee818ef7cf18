#include <catch2/catch.hpp>

#include "relief_house.hpp"

namespace anlan::relief::test {

TEST_CASE_METHOD(ReliefHouse, "a county opens its winter, changes it as others watch, and closes it") {
  auto campaign = open_campaign();
  const auto id = campaign["campaign"].get<std::string>();
  CHECK(campaign["state"] == "open");
  CHECK(campaign["budget"][0]["fen"] == 30'000'000);
  const json money{{{"level", "central"}, {"fen", 30'000'000}}, {{"level", "county"}, {"fen", 5'000'000}}};
  json change{{"campaign", id}, {"expected_version", 1}, {"reason", "县级配套到位"}, {"budget", money}};
  CHECK(problem_of(kClerk, "campaign.change", change).type == "role");
  campaign = done(kCounty, "campaign.change", change)["campaign"];
  CHECK(campaign["budget"].size() == 2);
  CHECK(campaign["name"] == "2026—2027 年度冬春救助");
  CHECK(problem_of(kCounty, "campaign.change", change).type == "stale-version");

  const json close{{"campaign", id}, {"expected_version", 2}, {"reason", "已全部发放"}};
  CHECK(problem_of(caller(Role::county_reviewer, kMengzhou), "campaign.close", close).type == "outside-jurisdiction");
  CHECK(done(kCounty, "campaign.close", close)["campaign"]["state"] == "closed");
  CHECK(problem_of(kClerk, "household.enter", one_household(id, 1)).type == "campaign-closed");
  CHECK(verifies());
}

TEST_CASE_METHOD(ReliefHouse, "what cannot be a campaign is refused by field") {
  const auto fault = [&](const json& more) {
    json params{{"name", "冬春"}, {"division", kQinyang.text()}, {"from", "2026-12-01"}, {"until", "2027-05-31"}};
    params.update(more);
    const auto problem = problem_of(kCounty, "campaign.open", params);
    return problem.type + (problem.errors.empty() ? "" : problem.errors.front().pointer);
  };
  CHECK(fault({{"from", "2026-02-30"}}) == "bad-campaign/from");
  CHECK(fault({{"until", "2026-11-30"}}) == "bad-campaign/until");
  CHECK(fault({{"until", "2027-12-01"}}) == "bad-campaign/until");
  CHECK(fault({{"division", kXixiang.text()}}) == "bad-campaign/division");
  CHECK(fault({{"budget", {{{"level", "city"}, {"fen", 1}}, {{"level", "city"}, {"fen", 2}}}}}) ==
        "bad-campaign/budget/1/level");
  CHECK(fault({{"budget", {{{"level", "central"}, {"fen", 1}, {"given_on", "2026-02-30"}}}}}) ==
        "bad-campaign/budget/0/given_on");
  (void)open_campaign();
  CHECK(fault(json::object()) == "campaign-exists");
  CHECK(fault({{"exercise", true}}).empty());
  CHECK(fault({{"from", "2027-12-01"}, {"until", "2028-05-31"}}).empty());
}

TEST_CASE_METHOD(ReliefHouse, "a township reads its county's campaign, and another county does not") {
  const auto id = open_campaign()["campaign"].get<std::string>();
  (void)enter(id, 1);
  (void)enter(id, 2, {{"village", kNextVillage.text()}, {"people", 3}, {"needy", 2}});
  const auto villages = done(kClerk, "campaign.get", {{"campaign", id}})["villages"];
  REQUIRE(villages.size() == 2);
  CHECK(villages[1]["village"] == kNextVillage.text());
  CHECK(villages[1]["needy"] == 2);
  CHECK(done(kClerk, "campaign.list", json::object())["campaigns"].size() == 1);
  CHECK(done(caller(Role::township_clerk, kOther), "campaign.get", {{"campaign", id}})["villages"].empty());
  const auto stranger = caller(Role::county_reviewer, kMengzhou);
  CHECK(done(stranger, "campaign.list", json::object())["campaigns"].empty());
  CHECK(problem_of(stranger, "campaign.get", {{"campaign", id}}).type == "unknown-campaign");
}

TEST_CASE_METHOD(ReliefHouse, "the days of the statistics rule run from the autumn before") {
  const auto id = open_campaign()["campaign"].get<std::string>();
  const auto due = done(kCounty, "campaign.get", {{"campaign", id}})["due"];
  std::vector<std::string> days;
  for (const auto& day : due) days.push_back(day["level"].get<std::string>() + ' ' + day["day"].get<std::string>());
  CHECK(days == std::vector<std::string>{"village 2026-10-10", "township 2026-10-20", "county 2026-10-31",
                                         "city 2026-11-05", "village 2027-05-20", "township 2027-05-25",
                                         "county 2027-06-01", "city 2027-06-05"});
}

}  // namespace anlan::relief::test
