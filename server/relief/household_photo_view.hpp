#pragma once

#include <optional>
#include <string>
#include <vector>

#include "journal/view.hpp"
#include "relief/household_photo.hpp"

namespace anlan::relief {

/// Table `household_photo`: a row per picture, its blob's hash sealed as it came. One that was dropped stays as a row
/// without the hash. `key.destroyed` empties the hashes of its campaign.
class HouseholdPhotoView final : public journal::View {
 public:
  [[nodiscard]] std::string_view name() const override { return "household_photo"; }
  [[nodiscard]] std::string fingerprint() const override { return "1"; }
  [[nodiscard]] std::vector<std::string> schema() const override;
  [[nodiscard]] std::vector<std::string> tables() const override { return {"household_photo"}; }
  void apply(const journal::ApplyContext& context) override;
};

/// Those that were not dropped, the oldest first.
[[nodiscard]] std::vector<HouseholdPhoto> photos_of(store::Connection& db, const std::string& household);

}  // namespace anlan::relief
