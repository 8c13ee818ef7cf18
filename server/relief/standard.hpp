#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "relief/household_class.hpp"
#include "relief/id_number.hpp"

namespace anlan::relief {

/// How hard the disaster hit a household: the worst of its circumstances.
enum class Severity : std::uint8_t { light, moderate, severe };
inline constexpr std::array kSeverities{Severity::light, Severity::moderate, Severity::severe};

[[nodiscard]] std::string_view to_string(Severity severity) noexcept;
[[nodiscard]] std::optional<Severity> parse_severity(std::string_view text) noexcept;

/// 档: so much for each person in need.
struct Tier {
  Text name;             ///< 一档
  std::int64_t fen = 0;  ///< a person
};

/// The standard of one winter and spring, as configuration of the site: tiers, floors, ceilings, and which tier a class
/// or a severity is in. All money in fen.
struct Standard {
  std::string id;
  Day from = {};                                ///< first day on which it may be planned with
  std::optional<Day> until = {};                ///< last such day
  std::vector<Tier> tiers = {};                 ///< from the highest down
  std::array<std::size_t, 5> of_class = {};     ///< index of the tier, by class − 1
  std::array<std::size_t, 3> of_severity = {};  ///< by severity
  std::size_t for_all = 0;                      ///< the tier when everybody is in one
  std::int64_t person_floor = 0;
  std::int64_t person_ceiling = 0;
  std::int64_t household_ceiling = 0;
  std::int64_t step = 100;  ///< what amounts are multiples of: 100 for whole yuan
  std::string source_title = {};
  std::string mark = {};  ///< "sourced", "partial", "unverified"
};

/// No amount of a standard is above it: ten million yuan.
inline constexpr std::int64_t kMostOfAnAmount = 1'000'000'000;

/// Problem `bad-standard`: tiers must descend, be known where classes and severities name them, and all money must be
/// in order and in whole steps.
[[nodiscard]] Result<void> check_standard(const Standard& standard);

}  // namespace anlan::relief
