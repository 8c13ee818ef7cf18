#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace anlan::relief {

/// Digits that stand together, and what parts them from those before.
struct DigitGroup {
  std::string digits;     ///< the last may be X
  std::size_t begin = 0;  ///< byte in the text
  std::size_t end = 0;
  char parted_by = 0;     ///< ' ' or '-' for what people put between digits; 0 at the beginning of a row
  bool fraction = false;  ///< the digits after a decimal point
};

/// Groups with nothing but separators between them: perhaps one number written apart, perhaps several.
using DigitRow = std::vector<DigitGroup>;

/// The rows of digits in a text, in its order, seen through full-width forms, tags, escapes and character references.
/// What stands within a tag makes rows of its own.
[[nodiscard]] std::vector<DigitRow> digit_rows(std::string_view text);

}  // namespace anlan::relief
