#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/division_code.hpp"

namespace anlan::divisions {

/// An administrative unit as it was from one day to another. Units stand in two trees: the statistical one, which the
/// digits of the code say, and the legal one. A functional zone such as 410871 has no place in the second; its
/// townships belong to other counties there. Names repeat and change: the code is the key, always.
struct Division {
  DivisionCode code;
  std::string name = {};                          ///< "崇义镇"; UTF-8
  std::optional<DivisionCode> parent = {};        ///< statistical; nothing for the city
  std::optional<DivisionCode> legal_parent = {};  ///< by law; nothing for the city and for units the law does not know
  std::string kind = {};                          ///< what it is by law: "district", "town", "farm", …
  std::string valid_from = {};                    ///< "2022-10-31", the first day
  std::optional<std::string> valid_to = {};       ///< the first day on which it was no longer; nothing: still is
  std::string source = {};                        ///< where this row comes from

  [[nodiscard]] Level level() const noexcept { return code.level(); }
  [[nodiscard]] bool open() const noexcept { return !valid_to; }

  friend bool operator==(const Division&, const Division&) = default;
};

/// Whether the text is a calendar day, "2022-10-31". Days of this form sort as text.
[[nodiscard]] bool is_day(std::string_view text) noexcept;

}  // namespace anlan::divisions
