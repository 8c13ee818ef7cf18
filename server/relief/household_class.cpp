#include "relief/household_class.hpp"

#include <algorithm>

namespace anlan::relief {
namespace {

struct Row {
  std::string_view word;
  std::string_view title;
};

constexpr std::array kRows{
    Row{"destitute_support", "特困供养人员"}, Row{"minimum_living", "低保户"}, Row{"monitored", "返贫监测对象"},
    Row{"other_hardship", "其他困难户"},      Row{"ordinary", "一般户"},
};

const Row& row_of(HouseholdClass value) noexcept { return kRows.at(static_cast<std::size_t>(value) - 1); }

}  // namespace

std::string_view to_string(HouseholdClass value) noexcept { return row_of(value).word; }

std::string_view title_of(HouseholdClass value) noexcept { return row_of(value).title; }

std::optional<HouseholdClass> parse_household_class(std::string_view text) noexcept {
  const auto* const found = std::ranges::find(kHouseholdClasses, text, [](auto value) { return to_string(value); });
  return found == kHouseholdClasses.end() ? std::nullopt : std::optional{*found};
}

std::optional<HouseholdClass> household_class_of(int option) noexcept {
  if (option < 1 || option > static_cast<int>(kHouseholdClasses.size())) return std::nullopt;
  return static_cast<HouseholdClass>(option);
}

}  // namespace anlan::relief
