#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

#include "gis/geometry.hpp"

namespace anlan::gis {

/// The shifted coordinates of Chinese web maps.
enum class WebDatum : std::uint8_t {
  gcj02,  ///< AMap (高德), Tencent, WeChat, phone maps: 560–600 m off around Jiaozuo, mostly eastward
  bd09,   ///< Baidu: about 1.3 km off
};

/// "gcj02", "bd09".
[[nodiscard]] std::string_view to_string(WebDatum datum) noexcept;
[[nodiscard]] std::optional<WebDatum> parse_web_datum(std::string_view text) noexcept;

/// WGS 84 / CGCS2000 degrees to the shifted ones. Outside the box the formula covers (72–137.9°E, 0.8–55.9°N) points
/// stay where they are.
[[nodiscard]] Point to_web(Point truth, WebDatum datum) noexcept;

/// The inverse, to within a millimetre.
[[nodiscard]] Point from_web(Point shifted, WebDatum datum) noexcept;

/// Metres between two points, good to 0.5 % up to 100 km.
[[nodiscard]] double distance_m(Point a, Point b) noexcept;

/// Where a file says a place is, and where it is known to be (the last boundary's centre, a surveyed mark).
struct Sighting {
  Point claimed = {};
  Point known = {};
};

/// A suspicion that claimed coordinates are web-map ones.
struct OffsetDoubt {
  WebDatum datum = WebDatum::gcj02;
  double offset_m = 0;    ///< the median distance between claimed and known
  double residual_m = 0;  ///< what three in four have left at most when the datum is undone
};

/// Suspects a web-map datum when the sightings share an offset of more than 250 m and undoing the datum takes most of
/// it away. Answers nothing for an empty span. A suspicion to ask about, not a proof.
[[nodiscard]] std::optional<OffsetDoubt> doubt_offset(std::span<const Sighting> sightings);

}  // namespace anlan::gis
