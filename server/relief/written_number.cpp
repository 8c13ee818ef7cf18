#include "relief/written_number.hpp"

#include <algorithm>
#include <array>
#include <iterator>

#include <boost/locale/utf.hpp>

namespace anlan::relief {
namespace {

using Utf8 = boost::locale::utf::utf_traits<char>;
using boost::locale::utf::code_point;

constexpr code_point kFullWidthFirst = 0xFF01;  // ！
constexpr code_point kFullWidthLast = 0xFF5E;   // ～
constexpr code_point kFullWidthOffset = 0xFEE0;
constexpr code_point kIdeographicSpace = 0x3000;

code_point narrowed(code_point value) {
  if (value >= kFullWidthFirst && value <= kFullWidthLast) return value - kFullWidthOffset;
  return value == kIdeographicSpace ? ' ' : value;
}

/// Hyphens and dashes, minus, middle dots, apostrophes, no-break and zero-width spaces, the byte order mark.
bool between_digits(code_point value) {
  constexpr std::array kSigns{0x0009U, 0x000AU, 0x000BU, 0x000CU, 0x000DU, 0x0020U, 0x0027U, 0x002DU,
                              0x005FU, 0x0060U, 0x00A0U, 0x00ADU, 0x00B7U, 0x2018U, 0x2019U, 0x202FU,
                              0x205FU, 0x2060U, 0x2212U, 0x2500U, 0x30FBU, 0xFE58U, 0xFE63U, 0xFEFFU};
  constexpr code_point kSpacesFirst = 0x2000;  // en quad … right-to-left mark, hyphens and dashes
  constexpr code_point kDashesLast = 0x2015;
  return (value >= kSpacesFirst && value <= kDashesLast) || std::ranges::binary_search(kSigns, value);
}

/// Hands over each character, narrowed, with the bytes it was written in; a byte that is no UTF-8 comes alone, as
/// `boost::locale::utf::illegal`.
template <class Take>
void each_character(std::string_view text, Take&& take) {
  for (const auto* at = text.begin(); at != text.end();) {
    const auto* const begin = at;
    const auto value = Utf8::decode(at, text.end());
    const bool whole = value != boost::locale::utf::illegal && value != boost::locale::utf::incomplete;
    if (!whole) at = std::next(begin);
    take(whole ? narrowed(value) : boost::locale::utf::illegal, std::string_view{begin, at});
  }
}

}  // namespace

std::string half_width(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  each_character(text, [&out](code_point value, std::string_view bytes) {
    if (value == boost::locale::utf::illegal) {
      out += bytes;
    } else {
      Utf8::encode(value, std::back_inserter(out));
    }
  });
  return out;
}

std::string bare_number(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  each_character(text, [&out](code_point value, std::string_view bytes) {
    if (value == boost::locale::utf::illegal) {
      out += bytes;
    } else if (!between_digits(value)) {
      Utf8::encode(value, std::back_inserter(out));
    }
  });
  return out;
}

bool rounded_by_spreadsheet(std::string_view bare) noexcept {
  const auto exponent = bare.find_first_of("eE");
  if (exponent == std::string_view::npos || exponent == 0 || exponent + 1 >= bare.size()) return false;
  const auto amount = bare.substr(0, exponent);
  auto power = bare.substr(exponent + 1);
  if (power.starts_with('+')) power.remove_prefix(1);
  return all_digits(power) && amount.find_first_not_of("0123456789.") == std::string_view::npos;
}

bool all_digits(std::string_view text) noexcept {
  return !text.empty() && text.find_first_not_of("0123456789") == std::string_view::npos;
}

}  // namespace anlan::relief
