#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/time.hpp"
#include "relief/household.hpp"

namespace anlan::relief {

/// What a picture of a household shows.
enum class PhotoAbout : std::uint8_t { home, crop, people, paper, other };
inline constexpr std::array<std::string_view, 5> kPhotoAboutWords{"home", "crop", "people", "paper", "other"};

/// A picture that was added to a household's record. Who sees it sees people and their house, so that its hash is
/// sealed like a number and it is shown for a purpose only.
struct HouseholdPhoto {
  std::string photo;      ///< uuid
  std::string household;  ///< uuid
  PhotoAbout about = PhotoAbout::home;
  std::optional<Instant> taken_at = {};
  std::optional<std::string> sealed = {};  ///< hash of the blob; nothing once the campaign's key is destroyed
  Instant added_at = {};
  std::string added_by = {};  ///< account
  bool dropped = false;
};

}  // namespace anlan::relief
