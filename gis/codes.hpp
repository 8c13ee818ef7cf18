#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "gis/layer.hpp"

namespace anlan::gis {

/// The twelve digits of a division code as files write it: 6, 9 or 12 digits, a number with ".0" behind, the national
/// map's "156410802" (China's country number, then six digits). Nothing when it is none, or starts with no province.
[[nodiscard]] std::optional<std::string> twelve_digits(std::string_view text);

/// The level of a twelve-digit code, from the digits that are not 0.
[[nodiscard]] Level level_of_code(std::string_view twelve) noexcept;

}  // namespace anlan::gis
