#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"

namespace anlan::divisions {

struct CsvRow {
  std::size_t line = 1;  ///< on which the row begins, counted from 1 as editors do
  std::vector<std::string> fields = {};
};

/// Reads RFC 4180 text of unknown origin: UTF-8 with or without a byte order mark, commas, CRLF or LF, quoted fields
/// with doubled quotes. Strict, because a guess here puts a village under the wrong county: a stray quote, a control
/// character, a row with more or fewer fields than the first, and bytes that are not UTF-8 (a GBK file from Excel) are
/// problems `csv-malformed` that name the line and the column. Lines without any character are skipped.
[[nodiscard]] Result<std::vector<CsvRow>> read_csv(std::string_view text);

}  // namespace anlan::divisions
