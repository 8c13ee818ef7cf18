#include "gis/area.hpp"

#include <cmath>
#include <numbers>

namespace anlan::gis {
namespace {

constexpr double kSemiMajor = 6378137.0;  // metres, CGCS2000
constexpr double kFlattening = 1 / 298.257222101;
constexpr double kDegree = std::numbers::pi / 180;
constexpr double kSquareMetresPerHectare = 10'000;

/// The cylinder on which areas are true: metres east, metres north.
Point equal_area(Point p) noexcept {
  const double e2 = kFlattening * (2 - kFlattening);
  const double e = std::sqrt(e2);
  const double sine = std::sin(p.lat * kDegree);
  const double q = (1 - e2) * (sine / (1 - e2 * sine * sine) + std::atanh(e * sine) / e);
  return {kSemiMajor * p.lon * kDegree, kSemiMajor * q / 2};
}

double cross(Point a, Point b) noexcept { return a.lon * b.lat - b.lon * a.lat; }

}  // namespace

double signed_area_ha(const Ring& ring) noexcept {
  if (ring.size() < 4) return 0;
  // Relative to the first point: the products stay small, so nothing is lost to cancellation.
  const Point origin = equal_area(ring.front());
  Point last{};
  double twice = 0;
  for (const Point p : ring) {
    const Point projected = equal_area(p);
    const Point next{projected.lon - origin.lon, projected.lat - origin.lat};
    twice += cross(last, next);
    last = next;
  }
  return twice / 2 / kSquareMetresPerHectare;
}

double area_ha(const MultiPolygon& shape) noexcept {
  double sum = 0;
  for (const Polygon& polygon : shape.polygons) {
    sum += std::abs(signed_area_ha(polygon.outer));
    for (const Ring& hole : polygon.holes) sum -= std::abs(signed_area_ha(hole));
  }
  return sum;
}

Point centre_of(const MultiPolygon& shape) noexcept {
  if (shape.polygons.empty() || shape.polygons.front().outer.empty()) return {};
  const Point origin = shape.polygons.front().outer.front();
  double twice = 0;
  Point moment{};
  for (const Polygon& polygon : shape.polygons) {
    const Ring& ring = polygon.outer;
    for (std::size_t i = 1; i < ring.size(); ++i) {
      const Point a{ring[i - 1].lon - origin.lon, ring[i - 1].lat - origin.lat};
      const Point b{ring[i].lon - origin.lon, ring[i].lat - origin.lat};
      const double weight = cross(a, b);
      twice += weight;
      moment.lon += weight * (a.lon + b.lon);
      moment.lat += weight * (a.lat + b.lat);
    }
  }
  if (twice == 0) return origin;
  return {origin.lon + moment.lon / (3 * twice), origin.lat + moment.lat / (3 * twice)};
}

}  // namespace anlan::gis
