#include "relief/standard.hpp"

#include <algorithm>

namespace anlan::relief {
namespace {

constexpr std::array<std::string_view, 3> kSeverityWords{"light", "moderate", "severe"};

}  // namespace

std::string_view to_string(Severity severity) noexcept { return kSeverityWords.at(static_cast<std::size_t>(severity)); }

std::optional<Severity> parse_severity(std::string_view text) noexcept {
  const auto* const found = std::ranges::find(kSeverityWords, text);
  if (found == kSeverityWords.end()) return std::nullopt;
  return static_cast<Severity>(found - kSeverityWords.begin());
}

Result<void> check_standard(const Standard& standard) {
  const auto tier_known = [&standard](std::size_t tier) { return tier < standard.tiers.size(); };
  const bool tiers = tier_known(standard.for_all) && std::ranges::all_of(standard.of_class, tier_known) &&
                     std::ranges::all_of(standard.of_severity, tier_known) &&
                     std::ranges::is_sorted(standard.tiers, std::ranges::greater{}, &Tier::fen);
  const auto whole = [&standard](std::int64_t fen) {
    return fen >= 0 && fen <= kMostOfAnAmount && fen % standard.step == 0;
  };
  const bool money = standard.step > 0 && whole(standard.person_floor) && whole(standard.person_ceiling) &&
                     whole(standard.household_ceiling) && standard.person_floor <= standard.person_ceiling &&
                     standard.person_ceiling <= standard.household_ceiling &&
                     std::ranges::all_of(standard.tiers, whole, &Tier::fen);
  if (tiers && money) return {};
  return fail(
      ProblemKind::invalid, "bad-standard",
      {"救助标准有误：档次由高到低，下限不高于上限，且都是发放单位的整数倍；请先改正标准",
       "the standard is faulty: tiers from the highest down, the floor below the ceilings, all multiples of its "
       "step; correct it first"});
}

}  // namespace anlan::relief
