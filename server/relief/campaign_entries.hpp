#pragma once

#include <string>
#include <string_view>

#include "journal/entry.hpp"
#include "journal/entry_types.hpp"
#include "relief/campaign.hpp"

namespace anlan::relief {

/// Campaigns, on the streams `campaign/<uuid>`; they are heard above and below the county.
///
/// Bodies, version 1: opened {campaign, facts}; changed {campaign, facts, reason} with the facts as they stand from
/// then on; closed {campaign, reason}.
inline constexpr std::string_view kCampaignOpened = "campaign.opened";
inline constexpr std::string_view kCampaignChanged = "campaign.changed";
inline constexpr std::string_view kCampaignClosed = "campaign.closed";

void declare_campaign_entries(journal::EntryTypes& types);

[[nodiscard]] std::string campaign_stream(const std::string& campaign);

[[nodiscard]] journal::Draft campaign_opened(const Campaign& campaign);
[[nodiscard]] journal::Draft campaign_changed(const Campaign& campaign, const std::string& reason);
[[nodiscard]] journal::Draft campaign_closed(const Campaign& campaign, const std::string& reason);

}  // namespace anlan::relief
