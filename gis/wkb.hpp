#pragma once

#include <string>
#include <string_view>

#include "gis/fault.hpp"
#include "gis/geometry.hpp"

namespace anlan::gis {

/// Well-known binary, little endian, always a MultiPolygon.
[[nodiscard]] std::string to_wkb(const MultiPolygon& shape);

/// Reads little-endian WKB of a Polygon or MultiPolygon and nothing after it. Rings must have four points or more, be
/// closed and lie on the globe. Fault: `wkb-malformed`.
[[nodiscard]] Result<MultiPolygon> from_wkb(std::string_view bytes);

}  // namespace anlan::gis
