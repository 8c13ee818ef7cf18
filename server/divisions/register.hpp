#pragma once

#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "divisions/division.hpp"

namespace anlan::divisions {

/// Reads a register of divisions: CSV with the columns code, name, level, parent, legal_parent, kind, valid_from,
/// valid_to, source in any order. A code may stand in several rows when their days do not overlap; at most one of them
/// is open. The result is ordered by code and valid_from.
///
/// Problems: `csv-malformed`, `csv-too-large`; `register-columns`; `register-rows` with up to kMaxRegisterFaults wrong
/// cells, each with line and column.
[[nodiscard]] Result<std::vector<Division>> read_register(std::string_view csv);

inline constexpr std::size_t kMaxRegisterFaults = 50;

}  // namespace anlan::divisions
