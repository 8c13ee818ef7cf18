#include "gis/codes.hpp"

#include <algorithm>

#include "gis/text.hpp"

namespace anlan::gis {
namespace {

/// GB/T 2260's provinces: by region 1…6, then 71, 81, 82.
bool names_province(std::string_view code) noexcept {
  const int region = code[0] - '0';
  const int province = code[1] - '0';
  constexpr int kLast[] = {0, 5, 3, 7, 6, 4, 5, 1, 2};
  return region >= 1 && region <= 8 && province >= (region == 5 ? 0 : 1) && province <= kLast[region];
}

bool zeros(std::string_view digits) noexcept { return digits.find_first_not_of('0') == digits.npos; }

}  // namespace

std::optional<std::string> twelve_digits(std::string_view text) {
  constexpr std::string_view kChina = "156";
  std::string_view code = trimmed(text);
  if (code.ends_with(".0")) code.remove_suffix(2);
  // No province has the number 15 with a prefecture 6x, so nine digits that start so are no township's.
  if (code.size() == 9 && code.starts_with(kChina)) code.remove_prefix(kChina.size());
  const bool digits = std::ranges::all_of(code, [](char c) { return c >= '0' && c <= '9'; });
  if (!digits || (code.size() != 6 && code.size() != 9 && code.size() != 12) || !names_province(code)) {
    return std::nullopt;
  }
  std::string twelve{code};
  twelve.resize(12, '0');
  return twelve;
}

Level level_of_code(std::string_view twelve) noexcept {
  if (!zeros(twelve.substr(9))) return Level::village;
  if (!zeros(twelve.substr(6))) return Level::township;
  if (!zeros(twelve.substr(4))) return Level::county;
  return Level::city;
}

}  // namespace anlan::gis
