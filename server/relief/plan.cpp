#include "relief/plan.hpp"

#include <algorithm>
#include <iterator>
#include <map>
#include <numeric>
#include <utility>

#include <fmt/format.h>

namespace anlan::relief {
namespace {

__extension__ using Wide = __int128;  // a product of two sums of money

constexpr std::array<std::string_view, 3> kPolicyWords{"equal", "by_class", "by_severity"};
constexpr int kMostPeople = 99;
constexpr std::int64_t kMostMoney = 10'000'000'000'000;  // fen: a hundred thousand million yuan

Result<void> check_households(const std::vector<PlanHousehold>& sorted, std::int64_t budget) {
  const auto twice = std::ranges::adjacent_find(sorted, {}, &PlanHousehold::household);
  const bool people =
      std::ranges::all_of(sorted, [](int needy) { return needy >= 1 && needy <= kMostPeople; }, &PlanHousehold::needy);
  if (twice == sorted.end() && people && budget >= 0 && budget <= kMostMoney) return {};
  return fail(ProblemKind::invalid, "bad-plan",
              {"名单有误：每户只能出现一次，需救助人口 1 至 99 人，资金不为负；请核对名单与预算",
               "the list is faulty: each household once, 1 to 99 people in need, a budget that is not negative; check "
               "the list and the budget"});
}

std::size_t tier_of(const PlanHousehold& household, const Standard& standard, Policy policy) {
  auto tier = standard.for_all;
  if (policy == Policy::by_class) tier = standard.of_class.at(static_cast<std::size_t>(household.household_class) - 1);
  if (policy == Policy::by_severity) tier = standard.of_severity.at(static_cast<std::size_t>(household.severity));
  const bool raise = household.raised && policy != Policy::equal && tier > 0;
  return raise ? tier - 1 : tier;
}

/// The least a household may get: the floor a person, as far as the household's ceiling lets it.
std::int64_t floor_of(const Allowance& allowance, const Standard& standard) {
  return std::min(standard.person_floor * allowance.needy, standard.household_ceiling);
}

Allowance entitled(const PlanHousehold& household, const Standard& standard, Policy policy) {
  Allowance out{.household = household.household,
                .village = household.village,
                .household_class = household.household_class,
                .needy = household.needy};
  out.tier = tier_of(household, standard, policy);
  const auto a_head = standard.tiers[out.tier].fen;
  out.full = a_head * household.needy;
  const auto within = std::clamp(a_head, standard.person_floor, standard.person_ceiling) * household.needy;
  out.capped = std::min(within, standard.household_ceiling);
  return out;
}

/// Shares `rest` among weights whose sum is at least `rest`, in whole steps, by largest remainder; of equal remainders
/// the household that comes first by id. No share is above its weight.
std::vector<std::int64_t> shares_of(std::int64_t rest, const std::vector<std::int64_t>& weights, std::int64_t step) {
  const auto sum = std::accumulate(weights.begin(), weights.end(), std::int64_t{0});
  std::vector<std::int64_t> shares(weights.size(), 0);
  if (sum == 0) return shares;
  struct Remainder {
    std::int64_t left;
    std::size_t at;
  };
  std::vector<Remainder> remainders;
  const auto steps = rest / step;
  auto given = std::int64_t{0};
  for (std::size_t i = 0; i < weights.size(); ++i) {
    const auto product = Wide{steps} * weights[i];
    shares[i] = static_cast<std::int64_t>(product / sum) * step;
    given += shares[i] / step;
    remainders.push_back({static_cast<std::int64_t>(product % sum), i});
  }
  std::ranges::sort(remainders, [](const Remainder& a, const Remainder& b) {
    return std::pair{-a.left, a.at} < std::pair{-b.left, b.at};
  });
  for (std::size_t i = 0; given < steps; ++i, ++given) shares[remainders[i].at] += step;
  return shares;
}

Result<void> cut_to_budget(Plan& plan, const Standard& standard) {
  std::vector<std::int64_t> above;
  std::int64_t floors = 0;
  for (auto& each : plan.allowances) {
    each.fen = floor_of(each, standard);
    floors += each.fen;
    above.push_back(each.capped - each.fen);
  }
  if (floors > plan.budget) {
    const auto lacking = yuan(floors - plan.budget);
    return fail(ProblemKind::conflict, "budget-below-floor",
                {"资金不够按下限发放，还差 " + lacking + " 元；请追加资金、核减名单或调低下限",
                 "the budget does not reach the floor: " + lacking +
                     " yuan are lacking; add money, review the list or "
                     "lower the floor"});
  }
  const auto shares = shares_of(plan.budget - floors, above, standard.step);
  for (std::size_t i = 0; i < shares.size(); ++i) plan.allowances[i].fen += shares[i];
  return {};
}

/// One household more in what a policy does to a village or to a class.
template <class Effect>
void add(Effect& effect, const Allowance& one, std::int64_t a_head) {
  ++effect.households;
  effect.people += one.needy;
  effect.fen += one.fen;
  effect.least_a_head = std::min(effect.least_a_head, a_head);
  effect.most_a_head = std::max(effect.most_a_head, a_head);
}

std::vector<ClassEffect> class_effects(const std::vector<Allowance>& allowances) {
  std::array<ClassEffect, kHouseholdClasses.size()> classes;
  for (const auto& each : allowances) {
    const auto a_head = each.fen / each.needy;
    auto& effect = classes.at(static_cast<std::size_t>(each.household_class) - 1);
    if (effect.households == 0) effect = {.household_class = each.household_class, .least_a_head = a_head};
    add(effect, each, a_head);
  }
  std::vector<ClassEffect> out;
  std::ranges::copy_if(classes, std::back_inserter(out), [](const ClassEffect& one) { return one.households > 0; });
  return out;
}

std::vector<VillageEffect> effects_of(const std::vector<Allowance>& allowances) {
  constexpr std::int64_t kSeveral = 5;
  std::map<std::string, VillageEffect> villages;
  for (const auto& each : allowances) {
    const auto a_head = each.fen / each.needy;
    auto& effect = villages.try_emplace(each.village, VillageEffect{.village = each.village, .least_a_head = a_head})
                       .first->second;
    add(effect, each, a_head);
  }
  std::vector<VillageEffect> out;
  for (auto& [code, effect] : villages) {
    effect.all_equal = effect.households >= kSeveral && effect.least_a_head == effect.most_a_head;
    out.push_back(std::move(effect));
  }
  return out;
}

}  // namespace

std::string_view to_string(Policy policy) noexcept { return kPolicyWords.at(static_cast<std::size_t>(policy)); }

std::optional<Policy> parse_policy(std::string_view text) noexcept {
  const auto* const found = std::ranges::find(kPolicyWords, text);
  if (found == kPolicyWords.end()) return std::nullopt;
  return static_cast<Policy>(found - kPolicyWords.begin());
}

std::string yuan(std::int64_t fen) {
  const auto amount = fen < 0 ? -fen : fen;
  return fmt::format("{}{}.{:02}", fen < 0 ? "-" : "", amount / 100, amount % 100);
}

Result<Plan> make_plan(std::vector<PlanHousehold> households, const Standard& standard, Policy policy,
                       std::int64_t budget) {
  if (auto held = check_standard(standard); !held) return fail(std::move(held.error()));
  std::ranges::sort(households, {}, &PlanHousehold::household);
  if (auto held = check_households(households, budget); !held) return fail(std::move(held.error()));
  Plan plan{.policy = policy, .budget = budget};
  for (const auto& each : households) {
    plan.allowances.push_back(entitled(each, standard, policy));
    plan.wanted += plan.allowances.back().capped;
    plan.allowances.back().fen = plan.allowances.back().capped;
  }
  if (plan.wanted > budget) {
    if (auto held = cut_to_budget(plan, standard); !held) return fail(std::move(held.error()));
  }
  for (const auto& each : plan.allowances) plan.total += each.fen;
  plan.villages = effects_of(plan.allowances);
  plan.classes = class_effects(plan.allowances);
  return plan;
}

Text explain(const Allowance& allowance, const Standard& standard, const Plan& plan) {
  const auto& tier = standard.tiers.at(allowance.tier);
  Text out{fmt::format("需救助 {} 人 × {}每人 {} 元 = {} 元", allowance.needy, tier.name.zh, yuan(tier.fen),
                       yuan(allowance.full)),
           fmt::format("{} in need × {} yuan a head ({}) = {} yuan", allowance.needy, yuan(tier.fen), tier.name.en,
                       yuan(allowance.full))};
  if (allowance.capped < allowance.full) {
    out.zh += fmt::format("；超过上限，按 {} 元计", yuan(allowance.capped));
    out.en += fmt::format("; above the ceiling, so {} yuan", yuan(allowance.capped));
  }
  if (allowance.capped > allowance.full) {
    out.zh += fmt::format("；低于下限，按 {} 元计", yuan(allowance.capped));
    out.en += fmt::format("; below the floor, so {} yuan", yuan(allowance.capped));
  }
  if (plan.wanted > plan.budget) {
    out.zh += fmt::format("；全部需要 {} 元，资金 {} 元，先保下限、其余按比例，实得 {} 元", yuan(plan.wanted),
                          yuan(plan.budget), yuan(allowance.fen));
    out.en += fmt::format(
        "; {} yuan are needed in all and {} are there: the floor first, the rest in proportion, which "
        "gives {} yuan",
        yuan(plan.wanted), yuan(plan.budget), yuan(allowance.fen));
  }
  return out;
}

}  // namespace anlan::relief
