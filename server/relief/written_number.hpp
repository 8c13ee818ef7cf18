#pragma once

#include <string>
#include <string_view>

namespace anlan::relief {

// Numbers as they come out of clerks' tables: typed with a Chinese keyboard, grouped with spaces or dashes, kept as
// text with an apostrophe, or spoilt by a spreadsheet that took them for an amount.

/// Full-width letters, digits and signs as ASCII, the ideographic space as a space; all else as it is, bytes that are
/// no UTF-8 too.
[[nodiscard]] std::string half_width(std::string_view text);

/// `half_width` without what people put between and around digits: white space of every kind, dashes of every length,
/// middle dots, apostrophes, and marks that take no room.
[[nodiscard]] std::string bare_number(std::string_view text);

/// Whether a spreadsheet turned the number into an amount ("4.10882E+17"), which loses its last digits for good.
[[nodiscard]] bool rounded_by_spreadsheet(std::string_view bare) noexcept;

[[nodiscard]] bool all_digits(std::string_view text) noexcept;

}  // namespace anlan::relief
