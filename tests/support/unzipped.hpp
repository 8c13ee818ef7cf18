#pragma once

#include <map>
#include <string>

namespace anlan::test {

/// The parts of a zip file (a workbook, for one) by their names, as a reader of another make unpacks them. Throws
/// std::runtime_error when it is none.
[[nodiscard]] std::map<std::string, std::string> unzipped(const std::string& bytes);

}  // namespace anlan::test
