#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "gis/layer.hpp"

namespace anlan::divisions {

/// A place on a road where nobody gets through now.
struct RoadClosure {
  gis::Point at = {};     ///< degrees, CGCS2000
  double radius_m = 100;  ///< every road that comes as near is closed
};

/// Driving times over an imported road layer. Immutable; any thread may ask.
///
/// Every vertex of a line is a junction when another line has a vertex at the same place (to a millionth of a degree,
/// about a decimetre): road files are seldom cut where roads cross. All roads are driven both ways.
class RoadNetwork {
 public:
  explicit RoadNetwork(const gis::RoadLayer& layer);
  ~RoadNetwork();
  RoadNetwork(const RoadNetwork&) = delete;
  RoadNetwork& operator=(const RoadNetwork&) = delete;

  /// Minutes from one point to each of the others by the quickest open road (Dijkstra), with the way to and from the
  /// nearest road at walking pace for a lorry; nothing where no open road leads, or none is within 5 km of a point.
  [[nodiscard]] std::vector<std::optional<double>> minutes(gis::Point from, const std::vector<gis::Point>& to,
                                                           const std::vector<RoadClosure>& closures) const;

  [[nodiscard]] std::size_t junctions() const noexcept;

 private:
  struct Graph;
  std::unique_ptr<const Graph> graph_;
};

}  // namespace anlan::divisions
