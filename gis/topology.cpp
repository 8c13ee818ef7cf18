#include "gis/topology.hpp"

#include <cmath>
#include <cstddef>
#include <limits>
#include <span>
#include <tuple>
#include <unordered_map>

namespace anlan::gis {
namespace {

constexpr float kAlways = std::numeric_limits<float>::infinity();

/// Douglas–Peucker may take quadratic time, so it works on stretches of at most this many points.
constexpr std::size_t kStretch = 1024;

/// A ring passing through a point, and the points before and after it in either direction.
struct Passage {
  GridPoint at;
  GridPoint low;
  GridPoint high;
  std::size_t position;
};

/// For every point of every ring, one after the other, whether borders meet there: whether two rings pass through it
/// coming from or going to different neighbours.
std::vector<bool> find_junctions(const std::vector<GridRing>& rings) {
  std::vector<Passage> passages;
  for (const GridRing& ring : rings) {
    for (std::size_t i = 0; i < ring.size(); ++i) {
      const GridPoint before = ring[i == 0 ? ring.size() - 1 : i - 1];
      const GridPoint after = ring[i + 1 == ring.size() ? 0 : i + 1];
      passages.push_back({ring[i], std::min(before, after), std::max(before, after), passages.size()});
    }
  }
  std::vector<bool> junctions(passages.size(), false);
  std::ranges::sort(passages, {}, &Passage::at);
  for (auto first = passages.begin(); first != passages.end();) {
    const auto last = std::find_if(first, passages.end(), [&](const Passage& p) { return p.at != first->at; });
    const bool junction =
        std::any_of(first, last, [&](const Passage& p) { return p.low != first->low || p.high != first->high; });
    for (; first != last; ++first) junctions[first->position] = junction;
  }
  return junctions;
}

double distance_to_segment(GridPoint p, GridPoint a, GridPoint b) noexcept {
  const double dx = b.x - a.x, dy = b.y - a.y;
  const double px = p.x - a.x, py = p.y - a.y;
  const double length2 = dx * dx + dy * dy;
  const double along = length2 > 0 ? std::clamp((px * dx + py * dy) / length2, 0.0, 1.0) : 0.0;
  return std::hypot(px - along * dx, py - along * dy);
}

struct Range {
  std::size_t begin, end;  ///< both ends included
  float weight;            ///< of the point that split it off; no point within may outweigh it
};

/// Weighs the points strictly between two kept ones.
void weigh(Arc& arc, Range whole) {
  std::vector<Range> open{whole};
  while (!open.empty()) {
    const auto [begin, end, limit] = open.back();
    open.pop_back();
    if (end - begin < 2) continue;
    std::size_t farthest = begin + 1;
    double distance = -1;
    for (std::size_t i = begin + 1; i < end; ++i) {
      const double d = distance_to_segment(arc.points[i], arc.points[begin], arc.points[end]);
      if (d > distance) std::tie(distance, farthest) = std::tuple{d, i};
    }
    const float weight = std::min(static_cast<float>(distance), limit);
    arc.weights[farthest] = weight;
    open.push_back({begin, farthest, weight});
    open.push_back({farthest, end, weight});
  }
}

void weigh(Arc& arc) {
  arc.weights.assign(arc.points.size(), 0);
  const std::size_t last = arc.points.size() - 1;
  for (std::size_t begin = 0; begin < last; begin += kStretch) {
    const std::size_t end = std::min(begin + kStretch, last);
    arc.weights[begin] = arc.weights[end] = kAlways;
    weigh(arc, {begin, end, kAlways});
  }
}

/// Collects arcs, each once whatever its direction.
class ArcTable {
 public:
  /// `points` includes both ends; a closed stretch repeats its first point.
  ArcUse add(std::vector<GridPoint> points) {
    const bool reversed = std::ranges::lexicographical_compare(std::vector(points.rbegin(), points.rend()), points);
    if (reversed) std::ranges::reverse(points);
    auto& same_hash = index_[hash(points)];
    for (const std::uint32_t arc : same_hash) {
      if (arcs_[arc].points == points) return {arc, reversed};
    }
    const auto arc = static_cast<std::uint32_t>(arcs_.size());
    same_hash.push_back(arc);
    weigh(arcs_.emplace_back(Arc{.points = std::move(points)}));
    return {arc, reversed};
  }

  [[nodiscard]] std::vector<Arc> take() && { return std::move(arcs_); }

 private:
  static std::uint64_t hash(std::span<const GridPoint> points) {
    std::uint64_t mixed = points.size();
    for (const GridPoint p : points) {
      mixed ^= (static_cast<std::uint64_t>(static_cast<std::uint32_t>(p.x)) << 32) | static_cast<std::uint32_t>(p.y);
      mixed *= 0x9E37'79B9'7F4A'7C15;
      mixed ^= mixed >> 29;
    }
    return mixed;
  }

  std::vector<Arc> arcs_;
  std::unordered_map<std::uint64_t, std::vector<std::uint32_t>> index_;
};

/// The ring starting at `start` and closed.
std::vector<GridPoint> closed_from(const GridRing& ring, std::size_t start) {
  std::vector<GridPoint> points(ring.begin() + static_cast<std::ptrdiff_t>(start), ring.end());
  points.insert(points.end(), ring.begin(), ring.begin() + static_cast<std::ptrdiff_t>(start) + 1);
  return points;
}

std::vector<ArcUse> split(const GridRing& ring, std::size_t position, const std::vector<bool>& junctions,
                          ArcTable& table) {
  const auto is_junction = [&](std::size_t i) { return junctions[position + i % ring.size()]; };
  std::size_t start = 0;
  while (start < ring.size() && !is_junction(start)) ++start;
  if (start == ring.size()) {
    // Begin where every ring with the same points would begin.
    const auto lowest = std::ranges::min_element(ring) - ring.begin();
    return {table.add(closed_from(ring, static_cast<std::size_t>(lowest)))};
  }
  std::vector<ArcUse> uses;
  const std::vector<GridPoint> closed = closed_from(ring, start);
  for (std::size_t begin = 0, i = 1; i < closed.size(); ++i) {
    if (!is_junction(start + i)) continue;
    uses.push_back(table.add(
        {closed.begin() + static_cast<std::ptrdiff_t>(begin), closed.begin() + static_cast<std::ptrdiff_t>(i) + 1}));
    begin = i;
  }
  return uses;
}

}  // namespace

Topology find_topology(const std::vector<GridRing>& rings) {
  const std::vector<bool> junctions = find_junctions(rings);
  ArcTable table;
  Topology topology;
  topology.rings.reserve(rings.size());
  std::size_t position = 0;
  for (const GridRing& ring : rings) {
    topology.rings.push_back(split(ring, position, junctions, table));
    position += ring.size();
  }
  topology.arcs = std::move(table).take();
  return topology;
}

GridRing simplified(const Topology& topology, std::size_t ring, float tolerance) {
  GridRing kept;
  for (const auto& [index, reversed] : topology.rings[ring]) {
    const Arc& arc = topology.arcs[index];
    const std::size_t last = arc.points.size() - 1;
    // The last point of an arc is the first of the next.
    for (std::size_t i = 0; i < last; ++i) {
      const std::size_t at = reversed ? last - i : i;
      if (arc.weights[at] >= tolerance) kept.push_back(arc.points[at]);
    }
  }
  return kept;
}

}  // namespace anlan::gis
