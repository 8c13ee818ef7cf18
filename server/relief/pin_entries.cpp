#include "relief/pin_entries.hpp"

#include <nlohmann/json.hpp>

#include "relief/campaign_entries.hpp"

namespace anlan::relief {

void declare_pin_entries(journal::EntryTypes& types) {
  types.declare({.name = std::string{kCampaignPinned}, .reach = journal::Reach::both});
}

journal::Draft campaign_pinned(const Campaign& campaign, const PinnedStandard& pinned, const std::string& reason) {
  return {.stream = campaign_stream(campaign.campaign),
          .type = std::string{kCampaignPinned},
          .division = campaign.facts.division,
          .body = {{"campaign", campaign.campaign}, {"pinned", pinned_json(pinned)}, {"reason", reason}},
          .exercise = campaign.exercise};
}

}  // namespace anlan::relief
