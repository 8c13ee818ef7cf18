#include <algorithm>
#include <numeric>
#include <random>

#include <rapidcheck.h>
#include <catch2/catch.hpp>

#include "relief/plan.hpp"

namespace anlan::relief {
namespace {

Standard standard() {
  return {.id = "test",
          .tiers = {{{"一档", "tier one"}, 30'000}, {{"二档", "tier two"}, 20'000}, {{"三档", "tier three"}, 10'000}},
          .of_class = {0, 0, 1, 1, 2},
          .of_severity = {2, 1, 0},
          .for_all = 1,
          .person_floor = 10'000,
          .person_ceiling = 30'000,
          .household_ceiling = 200'000};
}

PlanHousehold household(std::string id, int needy, HouseholdClass household_class = HouseholdClass::ordinary) {
  return {.household = std::move(id), .village = "410821101201", .household_class = household_class, .needy = needy};
}

std::vector<PlanHousehold> any_list() {
  std::vector<PlanHousehold> out;
  const auto count = *rc::gen::inRange(1, 80);
  for (int i = 0; i < count; ++i) {
    out.push_back({.household = "h" + std::to_string(1000 + i),
                   .village = "41082110120" + std::to_string(*rc::gen::inRange(1, 4)),
                   .household_class = *rc::gen::elementOf(kHouseholdClasses),
                   .severity = *rc::gen::elementOf(kSeverities),
                   .needy = *rc::gen::inRange(1, 12),
                   .raised = *rc::gen::arbitrary<bool>()});
  }
  return out;
}

std::vector<std::int64_t> amounts(const Plan& plan) {
  std::vector<std::int64_t> out;
  for (const auto& each : plan.allowances) out.push_back(each.fen);
  return out;
}

}  // namespace

TEST_CASE("need times tier, within the ceilings") {
  const auto plan = make_plan({household("a", 3, HouseholdClass::minimum_living), household("b", 2),
                               household("c", 9, HouseholdClass::destitute_support)},
                              standard(), Policy::by_class, 1'000'000);
  REQUIRE(plan);
  CHECK(amounts(*plan) == std::vector<std::int64_t>{90'000, 20'000, 200'000});
  CHECK(plan->total == 310'000);
  CHECK(explain(plan->allowances[0], standard(), *plan).zh == "需救助 3 人 × 一档每人 300.00 元 = 900.00 元");
  CHECK(explain(plan->allowances[2], standard(), *plan).en ==
        "9 in need × 300.00 yuan a head (tier one) = 2700.00 yuan; above the ceiling, so 2000.00 yuan");
}

TEST_CASE("a budget that does not reach is shared to the last yuan") {
  // Floors 300 + 200 = 500; above them 600 and 0; 250 yuan are left for the first.
  const auto plan = make_plan({household("a", 3, HouseholdClass::minimum_living), household("b", 2)}, standard(),
                              Policy::by_class, 75'000);
  REQUIRE(plan);
  CHECK(amounts(*plan) == std::vector<std::int64_t>{55'000, 20'000});
  CHECK(explain(plan->allowances[0], standard(), *plan).zh.find("实得 550.00 元") != std::string::npos);
}

TEST_CASE("of three equal households and one yuan too few, the last by id waits for it") {
  const auto two = HouseholdClass::monitored;
  const auto plan = make_plan({household("c", 1, two), household("a", 1, two), household("b", 1, two)}, standard(),
                              Policy::by_class, 50'000);
  REQUIRE(plan);
  CHECK(amounts(*plan) == std::vector<std::int64_t>{16'700, 16'700, 16'600});
}

TEST_CASE("a budget below the floor says how much is lacking") {
  const auto plan = make_plan({household("a", 3)}, standard(), Policy::equal, 25'050);
  REQUIRE_FALSE(plan);
  CHECK(plan.error().type == "budget-below-floor");
  CHECK(plan.error().detail.zh.find("还差 49.50 元") != std::string::npos);
}

TEST_CASE("who is special comes one tier higher, never above the first, and not when all are equal") {
  auto raised = household("a", 1);
  raised.raised = true;
  CHECK(make_plan({raised}, standard(), Policy::by_class, 100'000)->total == 20'000);
  raised.household_class = HouseholdClass::destitute_support;
  CHECK(make_plan({raised}, standard(), Policy::by_class, 100'000)->total == 30'000);
  CHECK(make_plan({raised}, standard(), Policy::equal, 100'000)->total == 20'000);
}

TEST_CASE("what makes no plan is refused") {
  const auto type_of = [](const Result<Plan>& plan) { return plan ? "" : plan.error().type; };
  CHECK(type_of(make_plan({household("a", 1), household("a", 2)}, standard(), Policy::equal, 1)) == "bad-plan");
  CHECK(type_of(make_plan({household("a", 0)}, standard(), Policy::equal, 1)) == "bad-plan");
  CHECK(type_of(make_plan({household("a", 1)}, standard(), Policy::equal, -1)) == "bad-plan");
  auto broken = standard();
  broken.person_floor = 40'000;
  CHECK(type_of(make_plan({household("a", 1)}, broken, Policy::equal, 1)) == "bad-standard");
  broken = standard();
  broken.tiers.clear();
  CHECK(type_of(make_plan({household("a", 1)}, broken, Policy::equal, 1)) == "bad-standard");
  CHECK(make_plan({}, standard(), Policy::equal, 0)->total == 0);
}

TEST_CASE("a village whose households all get the same a head is marked") {
  std::vector<PlanHousehold> list;
  for (int i = 0; i < 5; ++i) list.push_back(household("h" + std::to_string(i), 1 + i % 2));
  list[0].household_class = HouseholdClass::minimum_living;
  CHECK(make_plan(list, standard(), Policy::equal, 1'000'000)->villages.at(0).all_equal);
  const auto classed = make_plan(list, standard(), Policy::by_class, 1'000'000).value();
  CHECK_FALSE(classed.villages.at(0).all_equal);
  CHECK(classed.villages.at(0).least_a_head == 10'000);
  CHECK(classed.villages.at(0).most_a_head == 30'000);
}

TEST_CASE("no plan spends too much, gives anyone too much, or leaves money that somebody lacks") {
  CHECK(rc::check("plans", [] {
    const auto list = any_list();
    const auto rule = standard();
    const auto policy = *rc::gen::elementOf(kPolicies);
    const auto budget = *rc::gen::inRange<std::int64_t>(0, 20'000'000);
    const auto plan = make_plan(list, rule, policy, budget);
    if (!plan) {
      RC_ASSERT(plan.error().type == "budget-below-floor");
      return;
    }
    RC_ASSERT(plan->total <= budget);
    RC_ASSERT(plan->allowances.size() == list.size());
    std::int64_t sum = 0;
    for (const auto& each : plan->allowances) {
      sum += each.fen;
      RC_ASSERT(each.fen <= each.capped);
      RC_ASSERT(each.fen <= rule.household_ceiling);
      RC_ASSERT(each.fen <= rule.person_ceiling * each.needy);
      RC_ASSERT(each.fen >= std::min(rule.person_floor * each.needy, rule.household_ceiling));
      RC_ASSERT(each.fen % rule.step == 0);
    }
    RC_ASSERT(sum == plan->total);
    RC_ASSERT(plan->total == (plan->wanted <= budget ? plan->wanted : budget / rule.step * rule.step));
    std::int64_t villages = 0;
    for (const auto& each : plan->villages) villages += each.fen;
    RC_ASSERT(villages == sum);
  }));
}

TEST_CASE("the order of the list changes nothing, and more money takes nothing away") {
  CHECK(rc::check("order", [] {
    auto list = any_list();
    const auto policy = *rc::gen::elementOf(kPolicies);
    const auto budget = *rc::gen::inRange<std::int64_t>(3'000'000, 20'000'000);
    const auto first = make_plan(list, standard(), policy, budget);
    std::shuffle(list.begin(), list.end(), std::mt19937{*rc::gen::arbitrary<unsigned>()});
    const auto second = make_plan(list, standard(), policy, budget);
    RC_ASSERT(first.has_value() == second.has_value());
    if (!first) return;
    RC_ASSERT(amounts(*first) == amounts(*second));
    const auto more = make_plan(list, standard(), policy, budget + 1'000'000).value();
    for (std::size_t i = 0; i < more.allowances.size(); ++i) {
      RC_ASSERT(more.allowances[i].fen + standard().step >= first->allowances[i].fen);
    }
  }));
}

TEST_CASE("fen as yuan") {
  CHECK(yuan(0) == "0.00");
  CHECK(yuan(123'405) == "1234.05");
  CHECK(yuan(-5) == "-0.05");
}

}  // namespace anlan::relief
