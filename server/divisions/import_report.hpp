#pragma once

#include <optional>
#include <string>

#include "base/problem.hpp"
#include "gis/import.hpp"

namespace anlan::divisions {

/// The import's report for a terminal: every line in Chinese and English, errors first.
[[nodiscard]] std::string to_text(const gis::ImportReport& report);

/// What the file's coordinates were, in one line for the record: "CGCS2000 / 3-degree Gauss-Kruger zone 38
/// (EPSG:4526)".
[[nodiscard]] std::string crs_note(const gis::ImportReport& report, std::optional<gis::WebDatum> undone);

/// A fault of the space library as the problem the caller hears.
[[nodiscard]] Problem to_problem(const gis::Fault& fault);

}  // namespace anlan::divisions
