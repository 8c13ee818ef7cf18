#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include <nlohmann/json_fwd.hpp>

#include "base/division_code.hpp"
#include "base/problem.hpp"
#include "gis/geometry.hpp"

namespace anlan::divisions {

/// The coordinates a client can send. WGS 84 and CGCS2000 differ by centimetres and are taken as one.
enum class PointCrs : std::uint8_t { wgs84, cgcs2000, gcj02, bd09 };

/// "wgs84", "cgcs2000", "gcj02", "bd09".
[[nodiscard]] std::string_view to_string(PointCrs crs) noexcept;
[[nodiscard]] std::optional<PointCrs> parse_point_crs(std::string_view text) noexcept;

/// A place as somebody gave it.
struct PointClaim {
  gis::Point at = {};                         ///< degrees
  std::optional<PointCrs> crs = {};           ///< nothing: not said
  std::optional<DivisionCode> division = {};  ///< the unit he chose or named beside the point
};

/// Why a point deserves a second look. A doubt never refuses a report.
struct Doubt {
  enum class Kind : std::uint8_t {
    outside,       ///< not in the city
    gcj02_offset,  ///< looks like web-map coordinates that were not declared as such
    on_border,     ///< the neighbour is within a telephone's accuracy
  };
  Kind kind = Kind::outside;
  Text text = {};
};

[[nodiscard]] std::string_view to_string(Doubt::Kind kind) noexcept;

/// The wire's `{code, zh, en}`.
[[nodiscard]] nlohmann::json to_json(const Doubt& doubt);

/// Where a point lies.
struct Located {
  gis::Point at = {};                    ///< CGCS2000 degrees; web-map coordinates undone when they were declared
  std::vector<DivisionCode> chain = {};  ///< city first, the finest unit known last; empty outside the city
  bool schematic = false;                ///< by a drawn border, not a surveyed one
  std::vector<Doubt> doubts = {};

  [[nodiscard]] bool inside() const noexcept { return !chain.empty(); }
};

}  // namespace anlan::divisions
