#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "gis/crs.hpp"
#include "gis/fault.hpp"
#include "gis/source.hpp"

namespace anlan::gis {

/// A polygon in the file's own numbers, the outer ring first; rings may be open, short or not finite.
using RawPolygon = std::vector<std::vector<Plane>>;

enum class RawKind : std::uint8_t { empty, polygons, lines, other };

struct RawFeature {
  std::vector<std::string> values = {};  ///< one per column, in the file's own encoding
  RawKind kind = RawKind::empty;
  std::vector<RawPolygon> polygons = {};  ///< of lines: each is the first "ring" of its own
};

/// What GDAL found in a file, before anybody judged it.
struct RawLayer {
  std::string driver = {};
  std::string name = {};
  std::size_t sibling_layers = 0;  ///< further layers with polygons that were not read
  std::vector<std::string> columns = {};
  std::vector<RawFeature> features = {};
  std::string crs_definition = {};  ///< WKT; empty when the file names no coordinate system
  std::string crs_name = {};
  int crs_epsg = 0;  ///< 0 when the definition has no number
};

/// Opens a file with the one GDAL driver it is meant for and reads its layer with the most polygons, or lines. Faults:
/// `file-unreadable`, `file-damaged`, `layer-missing`, `layer-too-large`.
[[nodiscard]] Result<RawLayer> read_layer(const Source& source, RawKind wanted = RawKind::polygons);

}  // namespace anlan::gis
