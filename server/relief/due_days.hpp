#pragma once

#include <string>
#include <vector>

#include "base/problem.hpp"
#include "incidents/catalogue.hpp"
#include "relief/campaign.hpp"

namespace anlan::relief {

/// A day by which one level has to report on a campaign (C01, C02, D03).
struct DueDay {
  std::string id;  ///< "winter_need.village"
  Text obligation = {};
  std::string level = {};  ///< whose: "village", "township", "county", "city"
  std::string day = {};
  std::string document = {};
  std::string paragraph = {};
};

/// The catalogue's days of the statistics rule for this winter (domain: 报送时限总表), the earliest first. Those that
/// hold in single-crop areas only come in when the catalogue says that the place is one. The year they count from is
/// that of the autumn before the campaign.
[[nodiscard]] std::vector<DueDay> due_days(const incidents::Catalogue& catalogue, const CampaignFacts& campaign);

}  // namespace anlan::relief
