#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "base/result.hpp"

namespace anlan::relief {

enum class LeakKind : std::uint8_t { id_number, bank_card, phone };

[[nodiscard]] std::string_view to_string(LeakKind kind) noexcept;

/// Something in a text that looks like a number of a person.
struct Leak {
  LeakKind kind = LeakKind::id_number;
  std::size_t at = 0;      ///< byte in the text
  std::size_t length = 0;  ///< bytes
};

/// What in a text (a page, a table, JSON, the XML of a sheet) looks like a number of a person, in the order of the
/// text:
///
/// - identity numbers: eighteen characters whose region and day of birth hold, also within a longer row of digits; when
///   they were written apart the check digit must hold as well; fifteen digits that stand alone likewise;
/// - bank cards: 16 to 19 digits that stand alone and begin with 62, or begin like another card and hold the check
/// digit; written apart they have to hold it too, and stand in groups of one size or, alone, after the bank's six;
/// - mobile numbers: eleven digits that stand alone and begin with 13 to 19, also after +86.
///
/// Seen through: full-width digits, spaces and dashes between digits, inline tags, JSON's \uXXXX, HTML's character
/// references, percent signs of addresses. Attributes of tags are read too. The end of a cell or line parts two
/// numbers. What has the shape of a UUID or of a digest is no number of a person, nor are the digits after a decimal
/// point. Telephones of fixed lines are not looked for: offices print theirs on every notice.
[[nodiscard]] std::vector<Leak> find_leaks(std::string_view text);

/// Problem `leak-found` (409) when there is one: how many of which kind, and the line and column of the first; never
/// the number itself. Whoever lets a text leave asks this first.
[[nodiscard]] Result<void> check_no_leak(std::string_view text);

}  // namespace anlan::relief
