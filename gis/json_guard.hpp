#pragma once

#include <filesystem>

#include "gis/fault.hpp"

namespace anlan::gis {

/// Reads a GeoJSON file before GDAL does and refuses what GDAL must not see: a `crs` of type link, which it would fetch
/// from the network; nesting deeper than 64, which could exhaust its stack; anything that is not strict JSON, because
/// then GDAL's lenient parser may see other things than we do. Faults: `crs-link-refused`, `json-malformed`.
[[nodiscard]] Result<void> guard_geojson(const std::filesystem::path& path);

}  // namespace anlan::gis
