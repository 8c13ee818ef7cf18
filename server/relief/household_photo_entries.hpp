#pragma once

#include <string>
#include <string_view>

#include "journal/entry.hpp"
#include "journal/entry_types.hpp"
#include "relief/campaign.hpp"
#include "relief/household_photo.hpp"

namespace anlan::relief {

/// Pictures of households, each household's on a stream of its own. Bodies, version 1: added {campaign, household,
/// photo, about, taken_at, sealed}, dropped {campaign, household, photo, sealed}; what is sealed, with the campaign's
/// key, is the blob's hash, and why it was dropped.
inline constexpr std::string_view kHouseholdPhotoAdded = "household_photo.added";
inline constexpr std::string_view kHouseholdPhotoDropped = "household_photo.dropped";

[[nodiscard]] std::string household_photo_stream(const std::string& household);

void declare_household_photo_entries(journal::EntryTypes& types);

[[nodiscard]] journal::Draft household_photo_added(const Campaign& campaign, const Household& household,
                                                   const HouseholdPhoto& photo);
/// `sealed`: why.
[[nodiscard]] journal::Draft household_photo_dropped(const Campaign& campaign, const Household& household,
                                                     const HouseholdPhoto& photo, const std::string& sealed);

}  // namespace anlan::relief
