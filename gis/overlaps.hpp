#pragma once

#include <chrono>
#include <cstddef>
#include <vector>

#include "gis/layer.hpp"

namespace anlan::gis {

struct Overlap {
  std::size_t first = 0;  ///< the lower index
  std::size_t second = 0;
  double hectares = 0;
};

struct OverlapSearch {
  std::vector<Overlap> overlaps = {};
  std::size_t checked = 0;  ///< features compared with all before them; fewer than all when the time ran out
};

/// Features of a layer that overlap by more than `tolerance_ha`. Shapes must be valid.
[[nodiscard]] OverlapSearch find_overlaps(const Layer& layer, double tolerance_ha, std::chrono::seconds budget);

}  // namespace anlan::gis
