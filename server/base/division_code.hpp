#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.hpp"

namespace anlan {

/// Levels of the division tree, widest first.
enum class Level : std::uint8_t { city, county, township, village };

[[nodiscard]] std::string_view to_string(Level level) noexcept;
[[nodiscard]] std::optional<Level> parse_level(std::string_view text) noexcept;

/// A twelve-digit statistical division code (county 6 + township 3 + village 3, unused digits 0): "410821101000".
///
/// The digits say which node of the *statistical* tree is above which; the legal tree differs for 410871 and is kept
/// in the divisions room. A value always has twelve digits and a level.
class DivisionCode {
 public:
  [[nodiscard]] static Result<DivisionCode> parse(std::string_view text);

  [[nodiscard]] const std::string& text() const noexcept { return text_; }
  [[nodiscard]] Level level() const noexcept { return level_; }

  /// Whether this node is `other` or lies below it.
  [[nodiscard]] bool within(const DivisionCode& other) const noexcept;
  /// The node above it, or nothing for the city.
  [[nodiscard]] std::optional<DivisionCode> parent() const;

  friend auto operator<=>(const DivisionCode& a, const DivisionCode& b) { return a.text_ <=> b.text_; }
  friend bool operator==(const DivisionCode& a, const DivisionCode& b) { return a.text_ == b.text_; }

 private:
  DivisionCode(std::string text, Level level) : text_{std::move(text)}, level_{level} {}

  std::string text_;
  Level level_;
};

/// How many leading digits name a node of this level: 4, 6, 9, 12.
[[nodiscard]] std::size_t significant_digits(Level level) noexcept;

}  // namespace anlan
