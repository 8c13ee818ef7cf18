#pragma once

#include <algorithm>
#include <compare>
#include <cstdint>
#include <limits>
#include <vector>

namespace anlan::gis {

/// A point in whole units of a Web Mercator grid: x east, y south, from the world's north-western corner.
struct GridPoint {
  std::int32_t x = 0;
  std::int32_t y = 0;

  friend auto operator<=>(const GridPoint&, const GridPoint&) = default;
};

/// Not closed: the last point differs from the first.
using GridRing = std::vector<GridPoint>;

/// Includes its edges. A default one is empty.
struct GridBox {
  std::int32_t min_x = std::numeric_limits<std::int32_t>::max();
  std::int32_t min_y = std::numeric_limits<std::int32_t>::max();
  std::int32_t max_x = std::numeric_limits<std::int32_t>::min();
  std::int32_t max_y = std::numeric_limits<std::int32_t>::min();

  void add(GridPoint p) noexcept {
    min_x = std::min(min_x, p.x);
    min_y = std::min(min_y, p.y);
    max_x = std::max(max_x, p.x);
    max_y = std::max(max_y, p.y);
  }

  void add(const GridBox& box) noexcept {
    min_x = std::min(min_x, box.min_x);
    min_y = std::min(min_y, box.min_y);
    max_x = std::max(max_x, box.max_x);
    max_y = std::max(max_y, box.max_y);
  }

  [[nodiscard]] bool meets(const GridBox& box) const noexcept {
    return min_x <= box.max_x && box.min_x <= max_x && min_y <= box.max_y && box.min_y <= max_y;
  }

  [[nodiscard]] bool contains(const GridBox& box) const noexcept {
    return min_x <= box.min_x && box.max_x <= max_x && min_y <= box.min_y && box.max_y <= max_y;
  }
};

/// Twice the area inside a ring given as a range of points; positive when it runs clockwise on the screen.
template <class Points>
[[nodiscard]] std::int64_t twice_area(const Points& points) noexcept {
  if (points.empty()) return 0;
  const GridPoint origin = points[0];
  std::int64_t sum = 0;
  for (std::size_t i = 1; i + 1 < points.size(); ++i) {
    const std::int64_t ax = points[i].x - origin.x, ay = points[i].y - origin.y;
    const std::int64_t bx = points[i + 1].x - origin.x, by = points[i + 1].y - origin.y;
    sum += ax * by - bx * ay;
  }
  return sum;
}

}  // namespace anlan::gis
