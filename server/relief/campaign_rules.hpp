#pragma once

#include <set>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "relief/campaign.hpp"

namespace anlan::relief {

/// What a rule must know to judge what is said of a campaign.
struct CampaignSurroundings {
  bool division_known = false;        ///< the county exists today
  std::vector<Campaign> others = {};  ///< of the same county
  std::set<std::string> paid = {};    ///< those of them from which money went out, by uuid
  std::string self = {};              ///< uuid of the campaign itself
};

/// Whether a campaign may be so: of one county; from a day to a later one within a year; each level's money once and
/// not negative; a supplement to a campaign of the same county that is none itself; and no other campaign of the county
/// in the same days that is open or has paid, but those of the same winter, since a family would be on two lists.
/// Problems: `bad-campaign` with the pointers, `campaign-exists` (409).
[[nodiscard]] Result<void> check_campaign(const CampaignFacts& facts, const CampaignSurroundings& around);

/// Problem `campaign-closed` (409).
[[nodiscard]] Result<void> check_open(const Campaign& campaign);

}  // namespace anlan::relief
