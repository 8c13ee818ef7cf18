#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/result.hpp"
#include "base/time.hpp"

namespace anlan::relief {

using Day = std::chrono::year_month_day;

/// The calendar day in Beijing.
[[nodiscard]] Day day_of(Instant at) noexcept;

/// The numbers of D01002 and of the sex digit: 1 male, 2 female.
enum class Sex : std::uint8_t { male = 1, female = 2 };

[[nodiscard]] std::string_view to_string(Sex sex) noexcept;

/// A citizen's identity number (GB 11643-1999) and what it says of its holder.
struct IdNumber {
  std::string text;  ///< eighteen characters, the last a digit or X
  Day birth = {};
  Sex sex = Sex::male;
  /// It was written with fifteen digits (in cards that ceased to be valid in 2013) and lengthened here: ask for the
  /// card that holds now.
  bool lengthened = false;
};

/// Reads an identity number as clerks write it: full-width digits, spaces, dashes, a leading apostrophe, x for X,
/// fifteen digits. `today` bounds the day of birth.
///
/// Problems, none of which repeats the number: `id-number-empty`, `id-number-rounded` (a spreadsheet took it for an
/// amount), `id-number-length`, `id-number-characters`, `id-number-region` (its first two digits are no province's),
/// `id-number-birth` (no such day, before 1900, or after today), `id-number-check-digit`.
[[nodiscard]] Result<IdNumber> parse_id_number(std::string_view written, Day today);

/// The check character over the first seventeen digits: ISO 7064 MOD 11-2, "0".."9" or "X".
[[nodiscard]] char id_check_character(std::string_view seventeen) noexcept;

/// Full years lived on a day (周岁), 0 before the birth. Who was born on 29 February has the birthday on 1 March.
[[nodiscard]] int age_on(Day birth, Day day) noexcept;

}  // namespace anlan::relief
