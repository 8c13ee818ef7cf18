#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "gis/fault.hpp"
#include "gis/findings.hpp"
#include "gis/geometry.hpp"
#include "gis/import.hpp"
#include "gis/raw_layer.hpp"

namespace anlan::gis {

/// The road layer as one blob, the form in which it is stored under its hash: equal layers give equal bytes.
///
///     "ANLR"                      magic
///     u16  version                1
///     u16  0
///     u32  number of roads
///     per road:
///       u16 length, bytes         name, UTF-8
///       u16                       km/h
///       u8   flags                bit 0 closed, the others 0
///       u32  number of points, then f64 lon, f64 lat of each
///
/// All numbers are little endian.
[[nodiscard]] std::string pack(const RoadLayer& layer);

/// The layer of a blob. The bytes may come from anywhere: every length is checked before it is believed, every road has
/// at least two points, all on the globe. Faults: `layer-malformed`, `layer-version`.
[[nodiscard]] Result<RoadLayer> unpack_roads(std::string_view blob);

/// The lines of a file as roads. Speeds come from a column of that name (maxspeed, speed, 限速, 车速), else from the
/// kind of road (highway, fclass, class, 等级) by the speeds of the request; a road is closed when a column closed or
/// 封闭 says so. What cannot be placed is a finding.
[[nodiscard]] Result<ImportOutcome> judge_roads(const ImportRequest& request, RawLayer raw);

}  // namespace anlan::gis
