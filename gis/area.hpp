#pragma once

#include "gis/geometry.hpp"

namespace anlan::gis {

/// The area of a ring on the CGCS2000 ellipsoid in hectares, positive when it runs counter-clockwise. Edges are taken
/// as straight in longitude and latitude.
[[nodiscard]] double signed_area_ha(const Ring& ring) noexcept;

/// The area of a shape in hectares, holes taken away.
[[nodiscard]] double area_ha(const MultiPolygon& shape) noexcept;

/// The centre of gravity in degrees, holes ignored; may lie outside a bent shape. Nothing useful for an empty one.
[[nodiscard]] Point centre_of(const MultiPolygon& shape) noexcept;

}  // namespace anlan::gis
