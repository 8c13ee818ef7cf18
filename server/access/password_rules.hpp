#pragma once

#include <optional>
#include <string_view>

#include "base/problem.hpp"

namespace anlan::access {

inline constexpr std::size_t kShortestPassword = 10;  ///< characters, not bytes
inline constexpr std::size_t kLongestPassword = 128;  ///< bounds the work of hashing

/// Why this password is too weak for the account of this name, or nothing: at least ten characters, not the name, none
/// of the commonest, no mere run or repetition. (OWASP ASVS 5.0, 6.2: length and a deny list, no composition rules.)
[[nodiscard]] std::optional<Text> password_fault(std::string_view password, std::string_view name);

}  // namespace anlan::access
