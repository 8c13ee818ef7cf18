#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "relief/standard.hpp"

namespace anlan::relief {

/// By what a household comes into a tier. 分类救助、重点救助 asks for the second or third; the first is there to be
/// compared with.
enum class Policy : std::uint8_t { equal, by_class, by_severity };
inline constexpr std::array kPolicies{Policy::equal, Policy::by_class, Policy::by_severity};

[[nodiscard]] std::string_view to_string(Policy policy) noexcept;
[[nodiscard]] std::optional<Policy> parse_policy(std::string_view text) noexcept;

/// What a plan must know of a household.
struct PlanHousehold {
  std::string household;  ///< uuid
  std::string village;    ///< division code
  HouseholdClass household_class = HouseholdClass::ordinary;
  Severity severity = Severity::light;
  int needy = 0;        ///< people in need, D03009
  bool raised = false;  ///< one tier higher: 特殊群体
};

/// What a household gets, and how that came about.
struct Allowance {
  std::string household;
  std::string village;
  HouseholdClass household_class = HouseholdClass::ordinary;
  int needy = 0;
  std::size_t tier = 0;     ///< index in the standard
  std::int64_t full = 0;    ///< people × tier
  std::int64_t capped = 0;  ///< within floor and ceilings: what it gets when the money suffices
  std::int64_t fen = 0;     ///< what it gets
};

/// What a policy does to one village.
struct VillageEffect {
  std::string village;
  std::int64_t households = 0;
  std::int64_t people = 0;
  std::int64_t fen = 0;
  std::int64_t least_a_head = 0;  ///< fen
  std::int64_t most_a_head = 0;
  bool all_equal = false;  ///< several households of different need get the same a head: 平均分配
};

/// What a policy does to the households of one class, in whichever village.
struct ClassEffect {
  HouseholdClass household_class = HouseholdClass::ordinary;
  std::int64_t households = 0;
  std::int64_t people = 0;
  std::int64_t fen = 0;
  std::int64_t least_a_head = 0;  ///< fen
  std::int64_t most_a_head = 0;
};

/// A plan: allowances in the order of the households' ids, and what they come to.
struct Plan {
  Policy policy = Policy::by_class;
  std::int64_t budget = 0;
  std::int64_t wanted = 0;  ///< sum of `capped`
  std::int64_t total = 0;   ///< sum of `fen`; at most the budget
  std::vector<Allowance> allowances = {};
  std::vector<VillageEffect> villages = {};  ///< by code
  std::vector<ClassEffect> classes = {};     ///< in the form's order; those without households are left out
};

/// Plans need × tier, capped, and as far as the budget goes. When it does not reach, everybody gets the floor and the
/// rest is shared in proportion to what is missing to `capped`, by largest remainder in whole steps, so that the sum is
/// the budget to the last step. Nobody gets more than `capped`. Depends on nothing but its arguments, and not on their
/// order.
///
/// Problems: `bad-plan` (a household twice, nobody in need, or figures beyond all reason), `bad-standard` (no tiers, a
/// floor above the ceiling), `budget-below-floor` (409), which says how much is lacking.
[[nodiscard]] Result<Plan> make_plan(std::vector<PlanHousehold> households, const Standard& standard, Policy policy,
                                     std::int64_t budget);

/// How an allowance came about, in words a villager can follow.
[[nodiscard]] Text explain(const Allowance& allowance, const Standard& standard, const Plan& plan);

/// "1234.50": fen as yuan.
[[nodiscard]] std::string yuan(std::int64_t fen);

}  // namespace anlan::relief
