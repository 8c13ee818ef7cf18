#include "gis/locator.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <numeric>
#include <utility>

namespace anlan::gis {
namespace {

/// How near to a border counts as on it, in degrees: 0.1 mm. Closes the hairlines between neighbours whose common
/// border was not drawn with the same vertices.
constexpr double kSnap = 1e-9;

constexpr double kCellsPerFeature = 64;
constexpr double kMaxCells = 4'194'304;
constexpr std::size_t kEdgesPerBand = 4;
constexpr std::uint32_t kMaxBands = 65'536;

// What a cell holds: a feature's index, a position in lists_ with kList set, or kNobody.
constexpr std::uint32_t kNobody = 0xFFFF'FFFF;
constexpr std::uint32_t kList = 0x8000'0000;
// In a list, marks a feature that covers the whole cell.
constexpr std::uint32_t kCovers = 0x8000'0000;

constexpr double kDegree = std::numbers::pi / 180;
constexpr double kMetresPerDegree = 111'195;

void grow(Bounds& box, double by) noexcept {
  box.min_lon -= by;
  box.min_lat -= by;
  box.max_lon += by;
  box.max_lat += by;
}

/// Positive when `p` lies left of the edge seen upwards. Both neighbours of a border evaluate it on the same numbers in
/// the same order, so they always disagree about who owns a point.
double side(const auto& edge, Point p) noexcept {
  return (edge.high.lon - edge.low.lon) * (p.lat - edge.low.lat) -
         (p.lon - edge.low.lon) * (edge.high.lat - edge.low.lat);
}

/// Squared distance between a point and a segment, in units of a degree of latitude; `squeeze` is the cosine of the
/// latitude, or 1 to count degrees alike.
double distance2(const auto& edge, Point p, double squeeze) noexcept {
  const double ax = (edge.low.lon - p.lon) * squeeze;
  const double ay = edge.low.lat - p.lat;
  const double dx = (edge.high.lon - edge.low.lon) * squeeze;
  const double dy = edge.high.lat - edge.low.lat;
  const double length2 = dx * dx + dy * dy;
  const double along = length2 > 0 ? std::clamp(-(ax * dx + ay * dy) / length2, 0.0, 1.0) : 0.0;
  const double x = ax + along * dx;
  const double y = ay + along * dy;
  return x * x + y * y;
}

double distance2(const Bounds& box, Point p, double squeeze) noexcept {
  const double x = std::max({box.min_lon - p.lon, 0.0, p.lon - box.max_lon}) * squeeze;
  const double y = std::max({box.min_lat - p.lat, 0.0, p.lat - box.max_lat});
  return x * x + y * y;
}

}  // namespace

Locator::Locator(const Layer& layer) {
  shapes_.reserve(layer.features.size());
  for (const Feature& feature : layer.features) add_shape(feature.shape);
  band_starts_.push_back(static_cast<std::uint32_t>(edges_.size()));
  box_ = bounds_of(layer);
  if (box_.empty()) return;
  grow(box_, kSnap);
  lay_grid(layer.features.size());

  std::vector<Entry> entries;
  for (std::uint32_t i = 0; i < shapes_.size(); ++i) enter(i, entries);
  fill_cells(entries);
}

void Locator::add_shape(const MultiPolygon& shape) {
  std::vector<std::uint32_t> edges;
  for_each_ring(shape, [&](const Ring& ring) {
    for (std::size_t i = 1; i < ring.size(); ++i) edges.push_back(static_cast<std::uint32_t>(points_.size() + i - 1));
    points_.insert(points_.end(), ring.begin(), ring.end());
  });

  Shape& made = shapes_.emplace_back();
  made.box = gis::bounds_of(shape);
  made.first_band = static_cast<std::uint32_t>(band_starts_.size());
  const double height = made.box.max_lat - made.box.min_lat;
  if (!(height > 0)) return;
  made.band_count = static_cast<std::uint32_t>(std::clamp<std::size_t>(edges.size() / kEdgesPerBand, 1, kMaxBands));
  made.bands_per_degree = made.band_count / height;
  spread(made, edges);
}

void Locator::spread(const Shape& shape, const std::vector<std::uint32_t>& edges) {
  const auto for_each_band = [&](std::uint32_t index, auto visit) {
    const Edge edge = this->edge(index);
    const std::uint32_t last = band(shape, edge.high.lat);
    for (std::uint32_t i = band(shape, edge.low.lat); i <= last; ++i) visit(i);
  };
  std::vector<std::uint32_t> ends(shape.band_count + 1, 0);
  for (const std::uint32_t edge : edges) for_each_band(edge, [&](std::uint32_t i) { ++ends[i + 1]; });
  ends[0] = static_cast<std::uint32_t>(edges_.size());
  for (std::uint32_t i = 0; i < shape.band_count; ++i) ends[i + 1] += ends[i];
  band_starts_.insert(band_starts_.end(), ends.begin(), ends.end() - 1);
  edges_.resize(ends.back());
  for (const std::uint32_t edge : edges) for_each_band(edge, [&](std::uint32_t i) { edges_[ends[i]++] = edge; });
}

void Locator::lay_grid(std::size_t features) {
  const double width = box_.max_lon - box_.min_lon;
  const double height = box_.max_lat - box_.min_lat;
  const double wanted = std::min(kCellsPerFeature * static_cast<double>(features), kMaxCells);
  columns_ = static_cast<std::int64_t>(std::clamp(std::sqrt(wanted * width / height), 1.0, wanted));
  rows_ = std::max<std::int64_t>(static_cast<std::int64_t>(wanted) / columns_, 1);
  columns_per_degree_ = static_cast<double>(columns_) / width;
  rows_per_degree_ = static_cast<double>(rows_) / height;
}

void Locator::enter(std::uint32_t feature, std::vector<Entry>& entries) const {
  const Shape& shape = shapes_[feature];
  if (shape.band_count == 0) return;
  const std::int64_t west = column(shape.box.min_lon - kSnap);
  const std::int64_t wide = column(shape.box.max_lon + kSnap) - west + 1;
  const std::int64_t south = row(shape.box.min_lat - kSnap);
  const std::int64_t high = row(shape.box.max_lat + kSnap) - south + 1;

  std::vector<bool> crossed(static_cast<std::size_t>(wide * high), false);
  const auto at = [&](std::int64_t x, std::int64_t y) {
    return static_cast<std::size_t>((y - south) * wide + x - west);
  };
  for (const std::uint32_t i : edges_of(shape, 0, shape.band_count)) {
    for_each_cell(edge(i), [&](std::int64_t x, std::int64_t y) { crossed[at(x, y)] = true; });
  }
  for (std::int64_t y = south; y < south + high; ++y) {
    for (std::int64_t x = west; x < west + wide; ++x) {
      const bool border = crossed[at(x, y)];
      if (!border && !inside(shape, centre(x, y))) continue;
      entries.push_back({static_cast<std::uint32_t>(y * columns_ + x), feature, !border});
    }
  }
}

template <class Visit>
void Locator::for_each_cell(const Edge& edge, Visit visit) const {
  const double rise = edge.high.lat - edge.low.lat;
  const std::int64_t last = row(edge.high.lat + kSnap);
  for (std::int64_t y = row(edge.low.lat - kSnap); y <= last; ++y) {
    // The part of the edge within this row, a little enlarged against rounding.
    const double south = box_.min_lat + static_cast<double>(y) / rows_per_degree_ - kSnap;
    const double north = south + 1 / rows_per_degree_ + 2 * kSnap;
    const double from = rise > 0 ? std::clamp((south - edge.low.lat) / rise, 0.0, 1.0) : 0.0;
    const double to = rise > 0 ? std::clamp((north - edge.low.lat) / rise, 0.0, 1.0) : 1.0;
    const double a = std::lerp(edge.low.lon, edge.high.lon, from);
    const double b = std::lerp(edge.low.lon, edge.high.lon, to);
    const std::int64_t east = column(std::max(a, b) + kSnap);
    for (std::int64_t x = column(std::min(a, b) - kSnap); x <= east; ++x) visit(x, y);
  }
}

void Locator::fill_cells(const std::vector<Entry>& entries) {
  // Counting sort; entries come feature by feature, so each cell's features end up in ascending order.
  cells_.assign(static_cast<std::size_t>(columns_ * rows_), kNobody);
  std::vector<std::uint32_t> ends(cells_.size() + 1, 0);
  for (const Entry& entry : entries) ++ends[entry.cell + 1];
  std::partial_sum(ends.begin(), ends.end(), ends.begin());
  std::vector<std::uint32_t> sorted(entries.size());
  for (const Entry& entry : entries) sorted[ends[entry.cell]++] = entry.feature | (entry.covers ? kCovers : 0);

  for (std::size_t cell = 0, begin = 0; cell < cells_.size(); ++cell) {
    const std::size_t end = ends[cell];
    const std::span features{sorted.data() + begin, end - begin};
    begin = end;
    if (features.empty()) continue;
    if ((features.front() & kCovers) != 0) {
      cells_[cell] = features.front() & ~kCovers;
      continue;
    }
    cells_[cell] = kList | static_cast<std::uint32_t>(lists_.size());
    lists_.push_back(static_cast<std::uint32_t>(features.size()));
    lists_.insert(lists_.end(), features.begin(), features.end());
  }
}

std::optional<std::size_t> Locator::find(Point point) const noexcept {
  if (!box_.contains(point)) return std::nullopt;
  const std::uint32_t cell = cells_[static_cast<std::size_t>(row(point.lat) * columns_ + column(point.lon))];
  if (cell == kNobody) return std::nullopt;
  if ((cell & kList) == 0) return cell;

  const std::uint32_t* const list = &lists_[cell & ~kList];
  const std::span candidates{list + 1, *list};
  for (const std::uint32_t candidate : candidates) {
    const std::uint32_t feature = candidate & ~kCovers;
    if ((candidate & kCovers) != 0 || inside(shapes_[feature], point)) return feature;
  }
  for (const std::uint32_t feature : candidates) {
    if (on_border(shapes_[feature], point)) return feature;
  }
  return std::nullopt;
}

std::optional<Locator::Nearest> Locator::nearest(Point point) const noexcept {
  if (const auto home = find(point)) return Nearest{*home, 0};
  const double squeeze = std::cos(point.lat * kDegree);
  std::optional<std::size_t> nearest;
  double best = std::numeric_limits<double>::infinity();
  for (std::size_t i = 0; i < shapes_.size(); ++i) {
    const Shape& shape = shapes_[i];
    if (shape.band_count == 0 || distance2(shape.box, point, squeeze) >= best) continue;
    for (const std::uint32_t e : edges_of(shape, 0, shape.band_count)) {
      const double distance = distance2(edge(e), point, squeeze);
      if (distance >= best) continue;
      best = distance;
      nearest = i;
    }
  }
  if (!nearest) return std::nullopt;
  return Nearest{*nearest, std::sqrt(best) * kMetresPerDegree};
}

Locator::Edge Locator::edge(std::uint32_t index) const noexcept {
  const Point a = points_[index];
  const Point b = points_[index + 1];
  // The same low end for both directions, also of a level edge.
  return a.lat < b.lat || (a.lat == b.lat && a.lon < b.lon) ? Edge{a, b} : Edge{b, a};
}

std::uint32_t Locator::band(const Shape& shape, double lat) const noexcept {
  const double at = std::max((lat - shape.box.min_lat) * shape.bands_per_degree, 0.0);
  return std::min(static_cast<std::uint32_t>(at), shape.band_count - 1);
}

std::span<const std::uint32_t> Locator::edges_of(const Shape& shape, std::uint32_t begin,
                                                 std::uint32_t end) const noexcept {
  const std::uint32_t first = band_starts_[shape.first_band + begin];
  return {edges_.data() + first, band_starts_[shape.first_band + end] - first};
}

bool Locator::inside(const Shape& shape, Point p) const noexcept {
  if (!shape.box.contains(p)) return false;
  const std::uint32_t at = band(shape, p.lat);
  bool in = false;
  for (const std::uint32_t i : edges_of(shape, at, at + 1)) {
    const Edge edge = this->edge(i);
    // Half open in latitude, so that a ray through a vertex meets exactly one of the two edges there.
    const bool level = edge.low.lat <= p.lat && p.lat < edge.high.lat;
    in ^= level & (side(edge, p) > 0);
  }
  return in;
}

bool Locator::on_border(const Shape& shape, Point p) const noexcept {
  if (shape.band_count == 0) return false;
  return std::ranges::any_of(edges_of(shape, band(shape, p.lat - kSnap), band(shape, p.lat + kSnap) + 1),
                             [&](std::uint32_t i) { return distance2(edge(i), p, 1) <= kSnap * kSnap; });
}

std::int64_t Locator::column(double x) const noexcept {
  const double at = std::max((x - box_.min_lon) * columns_per_degree_, 0.0);
  return std::min(static_cast<std::int64_t>(at), columns_ - 1);
}

std::int64_t Locator::row(double y) const noexcept {
  const double at = std::max((y - box_.min_lat) * rows_per_degree_, 0.0);
  return std::min(static_cast<std::int64_t>(at), rows_ - 1);
}

Point Locator::centre(std::int64_t x, std::int64_t y) const noexcept {
  return {box_.min_lon + (static_cast<double>(x) + 0.5) / columns_per_degree_,
          box_.min_lat + (static_cast<double>(y) + 0.5) / rows_per_degree_};
}

}  // namespace anlan::gis
