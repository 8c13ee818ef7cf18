#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "gis/box_index.hpp"
#include "gis/grid.hpp"
#include "gis/layer.hpp"
#include "gis/topology.hpp"

namespace anlan::gis {

inline constexpr std::int32_t kTileExtent = 4096;

/// The rings of a layer at one zoom, in units of 1/4096 tile, contiguous.
struct Zoom {
  struct RingSpan {
    std::uint32_t begin = 0;  ///< into points
    std::uint32_t end = 0;
    GridBox box = {};
    bool hole = false;
  };
  std::vector<GridPoint> points = {};
  /// A feature's rings follow each other: an outer ring (clockwise on the screen), then its holes (the other way).
  std::vector<RingSpan> rings = {};
  std::vector<std::uint32_t> first_ring = {};  ///< per feature, and one more

  [[nodiscard]] std::span<const RingSpan> rings_of(std::size_t feature) const noexcept {
    return {rings.data() + first_ring[feature], rings.data() + first_ring[feature + 1]};
  }
  [[nodiscard]] std::span<const GridPoint> points_of(const RingSpan& ring) const noexcept {
    return {points.data() + ring.begin, points.data() + ring.end};
  }
};

/// A layer projected to Web Mercator once and simplified for every zoom, neighbours alike.
class Pyramid {
 public:
  /// `tolerance` in units of 1/4096 tile, for all zooms but the last, which keeps every point.
  Pyramid(const Layer& layer, int max_zoom, double tolerance);

  [[nodiscard]] int max_zoom() const noexcept { return static_cast<int>(zooms_.size()) - 1; }
  [[nodiscard]] const Zoom& zoom(int z) const noexcept { return zooms_[static_cast<std::size_t>(z)]; }

  /// The features whose box meets a window given in units of zoom z, ascending.
  [[nodiscard]] std::vector<std::uint32_t> find(int z, const GridBox& window) const;

 private:
  std::vector<Zoom> zooms_;
  BoxIndex index_;
};

}  // namespace anlan::gis
