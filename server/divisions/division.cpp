#include "divisions/division.hpp"

#include <algorithm>
#include <array>
#include <chrono>

namespace anlan::divisions {
namespace {

std::optional<int> digits(std::string_view text) noexcept {
  int value = 0;
  for (const char digit : text) {
    if (digit < '0' || digit > '9') return std::nullopt;
    value = value * 10 + (digit - '0');
  }
  return value;
}

constexpr std::array<std::string_view, 3> kKinds{"statutory", "statistical", "functional"};

}  // namespace

std::string_view to_string(Kind kind) noexcept { return kKinds.at(static_cast<std::size_t>(kind)); }

std::optional<Kind> parse_kind(std::string_view text) noexcept {
  const auto found = std::ranges::find(kKinds, text);
  if (found == kKinds.end()) return std::nullopt;
  return static_cast<Kind>(found - kKinds.begin());
}

bool is_day(std::string_view text) noexcept {
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') return false;
  const auto year = digits(text.substr(0, 4));
  const auto month = digits(text.substr(5, 2));
  const auto day = digits(text.substr(8, 2));
  if (!year || !month || !day) return false;
  const std::chrono::year_month_day date{std::chrono::year{*year}, std::chrono::month{static_cast<unsigned>(*month)},
                                         std::chrono::day{static_cast<unsigned>(*day)}};
  return date.ok();
}

}  // namespace anlan::divisions
