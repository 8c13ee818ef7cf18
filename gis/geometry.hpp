#pragma once

#include <algorithm>
#include <limits>
#include <vector>

namespace anlan::gis {

/// Degrees, east and north positive. CGCS2000 (EPSG:4490) everywhere in Anlan unless a name says otherwise.
struct Point {
  double lon = 0;
  double lat = 0;

  friend bool operator==(const Point&, const Point&) = default;
};

/// Closed: the last point repeats the first. At least four points.
using Ring = std::vector<Point>;

/// The outer ring runs counter-clockwise, holes clockwise.
struct Polygon {
  Ring outer = {};
  std::vector<Ring> holes = {};

  friend bool operator==(const Polygon&, const Polygon&) = default;
};

struct MultiPolygon {
  std::vector<Polygon> polygons = {};

  friend bool operator==(const MultiPolygon&, const MultiPolygon&) = default;
};

/// A box in degrees. A default one is empty: it contains nothing and grows to whatever is added.
struct Bounds {
  double min_lon = std::numeric_limits<double>::infinity();
  double min_lat = std::numeric_limits<double>::infinity();
  double max_lon = -std::numeric_limits<double>::infinity();
  double max_lat = -std::numeric_limits<double>::infinity();

  [[nodiscard]] bool empty() const noexcept { return min_lon > max_lon; }

  [[nodiscard]] bool contains(Point p) const noexcept {
    return p.lon >= min_lon && p.lon <= max_lon && p.lat >= min_lat && p.lat <= max_lat;
  }

  void add(Point p) noexcept {
    min_lon = std::min(min_lon, p.lon);
    min_lat = std::min(min_lat, p.lat);
    max_lon = std::max(max_lon, p.lon);
    max_lat = std::max(max_lat, p.lat);
  }

  friend bool operator==(const Bounds&, const Bounds&) = default;
};

/// Calls `visit(ring)` for every outer ring and hole, polygon by polygon, the outer ring first.
template <class Shape, class Visit>
void for_each_ring(Shape& shape, Visit visit) {
  for (auto& polygon : shape.polygons) {
    visit(polygon.outer);
    for (auto& hole : polygon.holes) visit(hole);
  }
}

[[nodiscard]] inline Bounds bounds_of(const MultiPolygon& shape) {
  Bounds box;
  for (const Polygon& polygon : shape.polygons) {
    for (const Point p : polygon.outer) box.add(p);
  }
  return box;
}

}  // namespace anlan::gis
