#pragma once

#include <string>
#include <string_view>

#include "journal/entry.hpp"
#include "journal/entry_types.hpp"
#include "relief/campaign.hpp"
#include "relief/pinned_standard.hpp"

namespace anlan::relief {

/// What a campaign pays by, on its stream `campaign/<uuid>`. Body, version 1: {campaign, pinned, reason}: the whole
/// standard with its source; the last one holds.
inline constexpr std::string_view kCampaignPinned = "campaign.pinned";

void declare_pin_entries(journal::EntryTypes& types);

[[nodiscard]] journal::Draft campaign_pinned(const Campaign& campaign, const PinnedStandard& pinned,
                                             const std::string& reason);

}  // namespace anlan::relief
