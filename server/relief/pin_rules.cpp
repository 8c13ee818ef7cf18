#include "relief/pin_rules.hpp"

#include <string>

namespace anlan::relief {

Result<void> check_pin(const Campaign& campaign, const PinnedStandard& pinned,
                       const std::optional<PinnedStandard>& before, std::int64_t lists_frozen) {
  const auto& standard = pinned.standard;
  if (day_text(standard.from) > campaign.facts.until ||
      (standard.until && day_text(*standard.until) < campaign.facts.from)) {
    return fail_field("/standard", "standard-not-in-force",
                      {"该标准在本年度期间不生效，请选择当年的标准",
                       "the standard does not hold in the campaign's days; choose one that does"});
  }
  const bool other = before && (before->standard.id != standard.id || before->policy != pinned.policy);
  if (!other || lists_frozen == 0) return {};
  const auto count = std::to_string(lists_frozen);
  return fail(ProblemKind::conflict, "lists-frozen",
              {"已有 " + count + " 个村按原标准锁定，不能再换；确需更换请先将这些村的名单退回乡审",
               count + " lists are frozen by the pinned standard: return them to the township before changing it"});
}

std::int64_t budget_of(const CampaignFacts& facts) noexcept {
  std::int64_t sum = 0;
  for (const auto& each : facts.budget) sum += each.fen;
  return sum;
}

}  // namespace anlan::relief
