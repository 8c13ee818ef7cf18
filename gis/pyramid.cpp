#include "gis/pyramid.hpp"

#include <cmath>
#include <numbers>

namespace anlan::gis {
namespace {

/// The latitude at which Web Mercator's square ends.
constexpr double kMaxLatitude = 85.051128779806604;

GridPoint project(Point p, double world) noexcept {
  const double sine = std::sin(std::clamp(p.lat, -kMaxLatitude, kMaxLatitude) * std::numbers::pi / 180);
  const double x = (p.lon / 360 + 0.5) * world;
  const double y = (0.5 - std::atanh(sine) / (2 * std::numbers::pi)) * world;
  return {static_cast<std::int32_t>(std::lround(x)), static_cast<std::int32_t>(std::lround(y))};
}

void drop_repeats(GridRing& ring) {
  ring.erase(std::unique(ring.begin(), ring.end()), ring.end());
  while (ring.size() > 1 && ring.front() == ring.back()) ring.pop_back();
}

/// All rings of a layer on the finest grid, and where each feature's begin.
struct Projected {
  std::vector<GridRing> rings = {};
  std::vector<bool> holes = {};
  std::vector<std::uint32_t> first_ring = {0};
  std::vector<GridBox> boxes = {};

  void add(const Ring& ring, bool hole, double world) {
    GridRing projected;
    projected.reserve(ring.size());
    for (const Point p : ring) projected.push_back(project(p, world));
    drop_repeats(projected);
    // What has no area on the finest grid has none anywhere. A hole goes with its outer ring, which is larger.
    if (projected.size() < 3 || twice_area(projected) == 0) return;
    for (const GridPoint p : projected) boxes.back().add(p);
    rings.push_back(std::move(projected));
    holes.push_back(hole);
  }
};

Projected project(const Layer& layer, double world) {
  Projected all;
  for (const Feature& feature : layer.features) {
    all.boxes.emplace_back();
    for (const Polygon& polygon : feature.shape.polygons) {
      const std::size_t before = all.rings.size();
      all.add(polygon.outer, false, world);
      if (all.rings.size() == before) continue;
      for (const Ring& hole : polygon.holes) all.add(hole, true, world);
    }
    all.first_ring.push_back(static_cast<std::uint32_t>(all.rings.size()));
  }
  return all;
}

/// To the coarser grid whose unit is 2^shift fine ones.
void coarsen(GridRing& ring, int shift) {
  const std::int32_t half = shift > 0 ? 1 << (shift - 1) : 0;
  for (GridPoint& p : ring) p = {(p.x + half) >> shift, (p.y + half) >> shift};
  drop_repeats(ring);
}

class ZoomBuilder {
 public:
  ZoomBuilder(const Projected& source, const Topology& topology, int shift, float tolerance)
      : source_{source}, topology_{topology}, shift_{shift}, tolerance_{tolerance} {}

  [[nodiscard]] Zoom build() {
    zoom_.first_ring.push_back(0);
    for (std::size_t feature = 0; feature + 1 < source_.first_ring.size(); ++feature) {
      bool outer_kept = false;
      for (auto ring = source_.first_ring[feature]; ring < source_.first_ring[feature + 1]; ++ring) {
        const bool hole = source_.holes[ring];
        if (hole && !outer_kept) continue;
        const bool kept = add(ring, hole);
        if (!hole) outer_kept = kept;
      }
      zoom_.first_ring.push_back(static_cast<std::uint32_t>(zoom_.rings.size()));
    }
    return std::move(zoom_);
  }

 private:
  bool add(std::size_t index, bool hole) {
    GridRing ring = simplified(topology_, index, tolerance_);
    coarsen(ring, shift_);
    const std::int64_t area = twice_area(ring);
    if (ring.size() < 3 || area == 0) return false;
    if ((area < 0) != hole) std::ranges::reverse(ring);
    Zoom::RingSpan span{.begin = static_cast<std::uint32_t>(zoom_.points.size()), .hole = hole};
    zoom_.points.insert(zoom_.points.end(), ring.begin(), ring.end());
    span.end = static_cast<std::uint32_t>(zoom_.points.size());
    for (const GridPoint p : ring) span.box.add(p);
    zoom_.rings.push_back(span);
    return true;
  }

  const Projected& source_;
  const Topology& topology_;
  int shift_;
  float tolerance_;
  Zoom zoom_;
};

/// A world side in units at a zoom.
double world_at(int zoom) noexcept { return std::ldexp(kTileExtent, zoom); }

}  // namespace

Pyramid::Pyramid(const Layer& layer, int max_zoom, double tolerance) : index_{{}} {
  const Projected source = project(layer, world_at(max_zoom));
  const Topology topology = find_topology(source.rings);
  for (int z = 0; z <= max_zoom; ++z) {
    const int shift = max_zoom - z;
    const double fine = shift == 0 ? 0 : std::ldexp(tolerance, shift);
    zooms_.push_back(ZoomBuilder{source, topology, shift, static_cast<float>(fine)}.build());
  }
  index_ = BoxIndex{source.boxes};
}

std::vector<std::uint32_t> Pyramid::find(int z, const GridBox& window) const {
  // One unit wider, for what rounding moved.
  const int shift = max_zoom() - z;
  const auto fine = [shift](std::int32_t value) {
    const std::int64_t scaled = std::int64_t{value} * (std::int64_t{1} << shift);
    return static_cast<std::int32_t>(std::clamp<std::int64_t>(scaled, INT32_MIN, INT32_MAX));
  };
  return index_.find({fine(window.min_x - 1), fine(window.min_y - 1), fine(window.max_x + 1), fine(window.max_y + 1)});
}

}  // namespace anlan::gis
