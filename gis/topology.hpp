#pragma once

#include <cstdint>
#include <vector>

#include "gis/grid.hpp"

namespace anlan::gis {

/// A stretch of border between two places where borders meet, or a whole ring that meets no other.
struct Arc {
  std::vector<GridPoint> points = {};
  /// Per point: the coarsest tolerance, in units, at which Douglas–Peucker still keeps it. Ends are always kept.
  std::vector<float> weights = {};
};

struct ArcUse {
  std::uint32_t arc = 0;
  bool reversed = false;
};

/// Rings as sequences of arcs, each arc held once however many rings run along it.
struct Topology {
  std::vector<Arc> arcs = {};
  std::vector<std::vector<ArcUse>> rings = {};
};

/// Finds the arcs of rings of at least three points and weighs their points. A stretch is shared when two rings have
/// the same vertices along it.
[[nodiscard]] Topology find_topology(const std::vector<GridRing>& rings);

/// The ring's points whose weight reaches `tolerance`, in order; not closed.
[[nodiscard]] GridRing simplified(const Topology& topology, std::size_t ring, float tolerance);

}  // namespace anlan::gis
