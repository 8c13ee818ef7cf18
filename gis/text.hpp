#pragma once

#include <string>
#include <string_view>

namespace anlan::gis {

[[nodiscard]] bool is_utf8(std::string_view text) noexcept;

/// GB18030 (which includes GBK and GB2312) as UTF-8. A character cut off at the end, as .dbf fields do, is left out;
/// other bytes that mean nothing become U+FFFD.
[[nodiscard]] std::string from_gb18030(std::string_view text);

/// Without spaces, tabs, line ends and NULs at either end.
[[nodiscard]] std::string_view trimmed(std::string_view text) noexcept;

/// With A–Z made small; other bytes stay.
[[nodiscard]] std::string ascii_lower(std::string text) noexcept;

/// UTF-8 shortened to a number of bytes at a character's end, without control characters: safe to show in a message.
[[nodiscard]] std::string shown(std::string_view text, std::size_t longest = 60);

}  // namespace anlan::gis
