#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "gis/fault.hpp"
#include "gis/geometry.hpp"

namespace anlan::gis {

/// Levels of the division tree, widest first.
enum class Level : std::uint8_t { city, county, township, village };

/// "city", "county", "township", "village".
[[nodiscard]] std::string_view to_string(Level level) noexcept;
[[nodiscard]] std::optional<Level> parse_level(std::string_view text) noexcept;

/// The boundary of one division.
struct Feature {
  std::string code = {};   ///< twelve digits, unused ones 0: "410821101000"
  std::string name = {};   ///< UTF-8
  bool schematic = false;  ///< drawn, not surveyed: good for a map, not for an argument about a border
  MultiPolygon shape = {};

  friend bool operator==(const Feature&, const Feature&) = default;
};

/// The boundaries of all divisions of one level, in CGCS2000 degrees (EPSG:4490).
struct Layer {
  Level level = Level::village;
  std::vector<Feature> features = {};

  friend bool operator==(const Layer&, const Layer&) = default;
};

/// A road as it can be driven, in both directions.
struct Road {
  std::string name = {};  ///< UTF-8
  int kmh = 40;           ///< 1–130
  bool closed = false;    ///< as the file said
  std::vector<Point> line = {};

  friend bool operator==(const Road&, const Road&) = default;
};

/// All roads of a file, in CGCS2000 degrees (EPSG:4490).
struct RoadLayer {
  std::vector<Road> roads = {};

  friend bool operator==(const RoadLayer&, const RoadLayer&) = default;
};

/// The box around all features; empty for an empty layer.
[[nodiscard]] Bounds bounds_of(const Layer& layer);

/// The code of the node above: its level's digits, the rest 0. Empty for the city and for codes that are not twelve
/// digits.
[[nodiscard]] std::string parent_code(std::string_view code, Level level);

/// The layer as one blob, the form in which it is stored under its hash: equal layers give equal bytes.
///
///     "ANLB"                      magic
///     u16  version                1
///     u8   level                  0 city … 3 village
///     u8   0
///     u32  number of features
///     per feature:
///       u16 length, bytes         code
///       u16 length, bytes         name, UTF-8
///       u8   flags                bit 0 schematic, the others 0
///       u32 length, bytes         the shape, WKB MultiPolygon
///
/// All numbers are little endian. Codes and names are cut at 65,535 bytes.
[[nodiscard]] std::string pack(const Layer& layer);

/// The layer of a blob. The bytes may come from anywhere: every length is checked before it is believed, and every
/// ring is closed, finite and on the globe afterwards. Faults: `layer-malformed`, `layer-version`.
[[nodiscard]] Result<Layer> unpack(std::string_view blob);

}  // namespace anlan::gis
