#pragma once

#include <span>

#include "gis/grid.hpp"

namespace anlan::gis {

/// Cuts rings to a box by Sutherland–Hodgman, in integers. A border cut from either side meets the box's edge in the
/// same point. Parts of a bent ring may stay joined along the box's edge. Reuses its memory; one per thread.
class Clipper {
 public:
  explicit Clipper(const GridBox& box) noexcept : box_{box} {}

  /// The cut ring, valid until the next call; empty when nothing is left.
  [[nodiscard]] std::span<const GridPoint> cut(std::span<const GridPoint> ring);

 private:
  GridBox box_;
  GridRing from_;
  GridRing to_;
};

}  // namespace anlan::gis
