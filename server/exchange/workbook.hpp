#pragma once

#include <span>
#include <string>
#include <string_view>

#include "base/result.hpp"
#include "exchange/sheet.hpp"

namespace anlan::exchange {

/// The bytes of an .xlsx file with this one sheet: title, notes and exercise mark, two header rows (titles and units)
/// that stay in sight, numbers as numbers, moments as dates, text as text. Prints on A4 with the mark on every page.
/// Writes through a private temporary file that is gone afterwards. Takes long: for a worker. Problem
/// `export-failed` when the disk refuses.
[[nodiscard]] Result<std::string> write_workbook(const Sheet& sheet);
/// The same with several sheets, in their order.
[[nodiscard]] Result<std::string> write_workbook(std::span<const Sheet> sheets);

inline constexpr std::string_view kXlsx = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/// The header of a download, "attachment; filename=anlan-ledger-20240720-EXERCISE.xlsx": ASCII, so that no browser
/// garbles it.
[[nodiscard]] std::string attachment(const std::string& what, Instant now, bool exercise);

}  // namespace anlan::exchange
