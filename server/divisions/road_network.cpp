#include "divisions/road_network.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <limits>
#include <numbers>
#include <unordered_map>
#include <utility>

#include <boost/graph/compressed_sparse_row_graph.hpp>
#include <boost/graph/dijkstra_shortest_paths.hpp>
#include <boost/property_map/function_property_map.hpp>

namespace anlan::divisions {
namespace {

constexpr double kMetresPerDegree = 6'371'008.8 * std::numbers::pi / 180;
constexpr double kUnreached = std::numeric_limits<double>::max();
constexpr double kFarthestFromRoad = 5'000;  // metres
/// From the store's gate to the road and from the road to the village: longer than the crow's way, and slow.
constexpr double kAccessMetresPerMinute = 20'000.0 / 60 / 1.4;

struct Metres {
  double x = 0;
  double y = 0;
};

/// Metres east and north of `origin`; good to a thousandth over tens of kilometres.
Metres flat(gis::Point point, gis::Point origin) {
  const double shrink = std::cos(origin.lat * std::numbers::pi / 180);
  return {(point.lon - origin.lon) * shrink * kMetresPerDegree, (point.lat - origin.lat) * kMetresPerDegree};
}

double distance(gis::Point a, gis::Point b) {
  const auto gap = flat(b, a);
  return std::hypot(gap.x, gap.y);
}

/// From a point to a straight stretch.
double distance(gis::Point point, gis::Point from, gis::Point to) {
  const auto a = flat(from, point);
  const auto b = flat(to, point);
  const double length = (b.x - a.x) * (b.x - a.x) + (b.y - a.y) * (b.y - a.y);
  const double along = length == 0 ? 0 : std::clamp(-(a.x * (b.x - a.x) + a.y * (b.y - a.y)) / length, 0.0, 1.0);
  return std::hypot(a.x + along * (b.x - a.x), a.y + along * (b.y - a.y));
}

struct Way {
  double minutes = 0;
};
using Csr = boost::compressed_sparse_row_graph<boost::directedS, boost::no_property, Way>;

std::uint64_t key_of(gis::Point point) {
  const auto fine = [](double degrees) { return static_cast<std::uint32_t>(std::llround((degrees + 180) * 1e6)); };
  return std::uint64_t{fine(point.lon)} << 32 | fine(point.lat);
}

}  // namespace

struct RoadNetwork::Graph {
  std::vector<gis::Point> points;
  Csr roads;
};

RoadNetwork::RoadNetwork(const gis::RoadLayer& layer) {
  auto graph = std::make_unique<Graph>();
  std::unordered_map<std::uint64_t, std::size_t> known;
  const auto node = [&](gis::Point point) {
    const auto [found, fresh] = known.try_emplace(key_of(point), graph->points.size());
    if (fresh) graph->points.push_back(point);
    return found->second;
  };
  std::vector<std::pair<std::size_t, std::size_t>> edges;
  std::vector<Way> ways;
  for (const auto& road : layer.roads) {
    if (road.closed) continue;
    for (std::size_t i = 1; i < road.line.size(); ++i) {
      const auto a = node(road.line[i - 1]);
      const auto b = node(road.line[i]);
      const Way way{distance(road.line[i - 1], road.line[i]) / (road.kmh * 1000.0 / 60)};
      edges.insert(edges.end(), {{a, b}, {b, a}});
      ways.insert(ways.end(), {way, way});
    }
  }
  graph->roads =
      Csr{boost::edges_are_unsorted_multi_pass, edges.begin(), edges.end(), ways.begin(), graph->points.size()};
  graph_ = std::move(graph);
}

RoadNetwork::~RoadNetwork() = default;

std::size_t RoadNetwork::junctions() const noexcept { return graph_->points.size(); }

namespace {

/// The nearest junction and the minutes to it.
struct Access {
  std::size_t node = 0;
  double minutes = 0;
};

std::optional<Access> access_to(const std::vector<gis::Point>& points, gis::Point from) {
  std::optional<std::size_t> nearest;
  double best = kFarthestFromRoad;
  for (std::size_t i = 0; i < points.size(); ++i) {
    if (std::abs(points[i].lat - from.lat) * kMetresPerDegree > best) continue;
    const double metres = distance(from, points[i]);
    if (metres <= best) best = metres, nearest = i;
  }
  if (!nearest) return std::nullopt;
  return Access{*nearest, best / kAccessMetresPerMinute};
}

}  // namespace

std::vector<std::optional<double>> RoadNetwork::minutes(gis::Point from, const std::vector<gis::Point>& to,
                                                        const std::vector<RoadClosure>& closures) const {
  std::vector<std::optional<double>> times(to.size());
  const auto& [points, roads] = *graph_;
  const auto start = access_to(points, from);
  if (!start) return times;
  const auto open = [&](const Csr::edge_descriptor& edge) {
    const auto a = points[source(edge, roads)];
    const auto b = points[target(edge, roads)];
    return std::ranges::none_of(
        closures, [&](const RoadClosure& closure) { return distance(closure.at, a, b) <= closure.radius_m; });
  };
  std::vector<double> reached(points.size(), kUnreached);
  const auto weight = boost::make_function_property_map<Csr::edge_descriptor>(
      [&](const Csr::edge_descriptor& edge) { return open(edge) ? roads[edge].minutes : kUnreached; });
  boost::dijkstra_shortest_paths(
      roads, start->node,
      boost::weight_map(weight)
          .distance_map(boost::make_iterator_property_map(reached.begin(), get(boost::vertex_index, roads)))
          .distance_inf(kUnreached)
          .distance_combine(boost::closed_plus<double>(kUnreached)));
  for (std::size_t i = 0; i < to.size(); ++i) {
    const auto end = access_to(points, to[i]);
    if (!end || reached[end->node] >= kUnreached) continue;
    times[i] = start->minutes + reached[end->node] + end->minutes;
  }
  return times;
}

}  // namespace anlan::divisions
