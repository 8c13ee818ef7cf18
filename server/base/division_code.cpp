#include "base/division_code.hpp"

#include <algorithm>

namespace anlan {
namespace {

constexpr std::size_t kDigits = 12;

Level level_of(std::string_view code) noexcept {
  if (code.substr(9) != "000") return Level::village;
  if (code.substr(6, 3) != "000") return Level::township;
  return code.substr(4, 2) != "00" ? Level::county : Level::city;
}

}  // namespace

std::string_view to_string(Level level) noexcept {
  switch (level) {
    case Level::city:
      return "city";
    case Level::county:
      return "county";
    case Level::township:
      return "township";
    case Level::village:
      return "village";
  }
  return "city";
}

std::optional<Level> parse_level(std::string_view text) noexcept {
  for (const auto level : {Level::city, Level::county, Level::township, Level::village}) {
    if (text == to_string(level)) return level;
  }
  return std::nullopt;
}

std::size_t significant_digits(Level level) noexcept {
  switch (level) {
    case Level::city:
      return 4;
    case Level::county:
      return 6;
    case Level::township:
      return 9;
    case Level::village:
      return 12;
  }
  return 12;
}

Result<DivisionCode> DivisionCode::parse(std::string_view text) {
  const bool numeric = std::ranges::all_of(text, [](char digit) { return digit >= '0' && digit <= '9'; });
  if (text.size() != kDigits || !numeric) {
    return fail(ProblemKind::invalid, "bad-division-code",
                {"区划代码应为 12 位数字，例如 410821101000", "a division code has 12 digits, e.g. 410821101000"});
  }
  return DivisionCode{std::string{text}, level_of(text)};
}

bool DivisionCode::within(const DivisionCode& other) const noexcept {
  return text_.compare(0, significant_digits(other.level_), other.text_, 0, significant_digits(other.level_)) == 0;
}

std::optional<DivisionCode> DivisionCode::parent() const {
  if (level_ == Level::city) return std::nullopt;
  const auto above = static_cast<Level>(static_cast<std::uint8_t>(level_) - 1);
  auto text = text_.substr(0, significant_digits(above));
  text.resize(kDigits, '0');
  return DivisionCode{std::move(text), above};
}

}  // namespace anlan
