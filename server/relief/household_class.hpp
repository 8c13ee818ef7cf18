#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

namespace anlan::relief {

/// 家庭类型 of ledgers D02 (D02004) and D03 (D03004), with the numbers printed there. A household is in exactly one.
enum class HouseholdClass : std::uint8_t {
  destitute_support = 1,  ///< 特困供养人员
  minimum_living = 2,     ///< 低保户
  monitored = 3,          ///< 返贫监测对象
  other_hardship = 4,     ///< 其他困难户
  ordinary = 5,           ///< 一般户
};

inline constexpr std::array kHouseholdClasses{HouseholdClass::destitute_support, HouseholdClass::minimum_living,
                                              HouseholdClass::monitored, HouseholdClass::other_hardship,
                                              HouseholdClass::ordinary};

/// "destitute_support", …: the words of the wire and of the tables.
[[nodiscard]] std::string_view to_string(HouseholdClass value) noexcept;
[[nodiscard]] std::optional<HouseholdClass> parse_household_class(std::string_view text) noexcept;
/// By the number printed on the form, 1 to 5.
[[nodiscard]] std::optional<HouseholdClass> household_class_of(int option) noexcept;
/// The form's words: "低保户".
[[nodiscard]] std::string_view title_of(HouseholdClass value) noexcept;

}  // namespace anlan::relief
