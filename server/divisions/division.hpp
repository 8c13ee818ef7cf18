#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/division_code.hpp"

namespace anlan::divisions {

/// What the law makes of a unit.
enum class Kind : std::uint8_t {
  statutory,    ///< a city, county, district, subdistrict, town, township or village by law
  statistical,  ///< a zone that only the statistics office and the administration know: 410871
  functional,   ///< a farm, an industrial area: has a code of its level but is none by law
};

/// "statutory", "statistical", "functional".
[[nodiscard]] std::string_view to_string(Kind kind) noexcept;
[[nodiscard]] std::optional<Kind> parse_kind(std::string_view text) noexcept;

/// An administrative unit as it was from one day to another. Units stand in two trees: the statistical one, which the
/// digits of the code say, and the legal one. A functional zone such as 410871 has no place in the second; its
/// townships belong to other counties there. Names repeat and change: the code is the key, always.
struct Division {
  DivisionCode code;
  std::string name = {};                          ///< "崇义镇"; UTF-8
  std::optional<DivisionCode> parent = {};        ///< statistical; nothing for the city
  std::optional<DivisionCode> legal_parent = {};  ///< by law; nothing for the city and for units the law does not know
  Kind kind = Kind::statutory;
  std::string valid_from = {};               ///< the first day, "2020-06-04"; empty: nobody noted it
  std::optional<std::string> valid_to = {};  ///< the first day on which it was no longer; nothing: still is
  std::string source = {};                   ///< where this row comes from

  [[nodiscard]] Level level() const noexcept { return code.level(); }
  [[nodiscard]] bool open() const noexcept { return !valid_to; }

  friend bool operator==(const Division&, const Division&) = default;
};

/// Whether the text is a calendar day, "2022-10-31". Days of this form sort as text.
[[nodiscard]] bool is_day(std::string_view text) noexcept;

}  // namespace anlan::divisions
