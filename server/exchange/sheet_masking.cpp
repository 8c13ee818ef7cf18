#include "exchange/sheet_masking.hpp"

#include <ranges>

#include <fmt/format.h>

#include "relief/leak_check.hpp"

namespace anlan::exchange {
namespace {

std::size_t mask(std::string& text) {
  const auto leaks = relief::find_leaks(text);
  for (const auto& leak : leaks | std::views::reverse) text.replace(leak.at, leak.length, "***");
  return leaks.size();
}

}  // namespace

void mask_numbers(Sheet& sheet, const Language& language) {
  auto masked = mask(sheet.title);
  for (auto& note : sheet.notes) masked += mask(note);
  for (auto& row : sheet.rows) {
    for (auto& cell : row) {
      if (auto* text = std::get_if<std::string>(&cell)) masked += mask(*text);
    }
  }
  if (masked == 0) return;
  sheet.notes.push_back(language({fmt::format("已遮盖 {} 处个人号码（身份证、银行卡或手机号）", masked),
                                  fmt::format("{} numbers of people (identity, bank card or mobile) masked", masked)}));
}

}  // namespace anlan::exchange
