#include "relief/campaign_entries.hpp"

#include <utility>

#include <nlohmann/json.hpp>

namespace anlan::relief {

using nlohmann::json;

namespace {

journal::Draft draft_of(std::string_view type, const Campaign& campaign, json body) {
  body["campaign"] = campaign.campaign;
  return {.stream = campaign_stream(campaign.campaign),
          .type = std::string{type},
          .division = campaign.facts.division,
          .body = std::move(body),
          .exercise = campaign.exercise};
}

}  // namespace

void declare_campaign_entries(journal::EntryTypes& types) {
  for (const auto type : {kCampaignOpened, kCampaignChanged, kCampaignClosed}) {
    types.declare({.name = std::string{type}, .reach = journal::Reach::both});
  }
}

std::string campaign_stream(const std::string& campaign) { return "campaign/" + campaign; }

journal::Draft campaign_opened(const Campaign& campaign) {
  return draft_of(kCampaignOpened, campaign, {{"facts", campaign_facts_json(campaign.facts)}});
}

journal::Draft campaign_changed(const Campaign& campaign, const std::string& reason) {
  return draft_of(kCampaignChanged, campaign, {{"facts", campaign_facts_json(campaign.facts)}, {"reason", reason}});
}

journal::Draft campaign_closed(const Campaign& campaign, const std::string& reason) {
  return draft_of(kCampaignClosed, campaign, {{"reason", reason}});
}

}  // namespace anlan::relief
