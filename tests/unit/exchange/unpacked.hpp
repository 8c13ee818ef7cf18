#pragma once

#include <string>
#include <string_view>

#include "support/unzipped.hpp"

namespace anlan::exchange::test {

/// A sheet of a workbook, as XML.
inline std::string sheet_of(const std::string& bytes, int number = 1) {
  return anlan::test::unzipped(bytes).at("xl/worksheets/sheet" + std::to_string(number) + ".xml");
}

inline bool has(const std::string& text, std::string_view part) { return text.find(part) != std::string::npos; }

}  // namespace anlan::exchange::test
