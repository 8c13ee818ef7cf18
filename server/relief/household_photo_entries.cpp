#include "relief/household_photo_entries.hpp"

#include <utility>

#include <nlohmann/json.hpp>

#include "base/json_fields.hpp"

namespace anlan::relief {

using nlohmann::json;

namespace {

journal::Draft draft(std::string_view type, const Campaign& campaign, const Household& household,
                     const HouseholdPhoto& photo, json more) {
  more["campaign"] = campaign.campaign;
  more["household"] = household.household;
  more["photo"] = photo.photo;
  return {.stream = household_photo_stream(household.household),
          .type = std::string{type},
          .division = household.facts.village,
          .body = std::move(more),
          .exercise = campaign.exercise};
}

}  // namespace

std::string household_photo_stream(const std::string& household) { return "household_photo/" + household; }

void declare_household_photo_entries(journal::EntryTypes& types) {
  for (const auto type : {kHouseholdPhotoAdded, kHouseholdPhotoDropped}) types.declare({.name = std::string{type}});
}

journal::Draft household_photo_added(const Campaign& campaign, const Household& household,
                                     const HouseholdPhoto& photo) {
  return draft(kHouseholdPhotoAdded, campaign, household, photo,
               {{"about", word_of(kPhotoAboutWords, photo.about)},
                {"taken_at", photo.taken_at ? json(format_time(*photo.taken_at)) : json(nullptr)},
                {"sealed", photo.sealed.value()}});
}

journal::Draft household_photo_dropped(const Campaign& campaign, const Household& household,
                                       const HouseholdPhoto& photo, const std::string& sealed) {
  return draft(kHouseholdPhotoDropped, campaign, household, photo, {{"sealed", sealed}});
}

}  // namespace anlan::relief
