#include "gis/placing.hpp"

#include <algorithm>
#include <cstdio>
#include <utility>

#include "gis/text.hpp"

namespace anlan::gis {
namespace {

constexpr Bounds kChina{.min_lon = 73, .min_lat = 3, .max_lon = 136, .max_lat = 54};
constexpr std::size_t kSample = 1000;

/// One point of each of the first rings: enough to tell a coordinate system, cheap on any file.
std::vector<Plane> sample_of(const RawLayer& layer) {
  std::vector<Plane> sample;
  for (const RawFeature& feature : layer.features) {
    for (const RawPolygon& polygon : feature.polygons) {
      if (sample.size() == kSample) return sample;
      if (!polygon.front().empty()) sample.push_back(polygon.front().front());
    }
  }
  return sample;
}

std::string text_of(const std::vector<Plane>& sample) {
  if (sample.empty()) return "—";
  char text[80];
  const int length = std::snprintf(text, sizeof text, "(%.8g, %.8g)", sample.front().x, sample.front().y);
  return {text, static_cast<std::size_t>(length)};
}

}  // namespace

Result<std::optional<Placing>> Placing::settle(const RawLayer& layer, const ImportRequest& request,
                                               ImportReport& report, Findings& findings) {
  const std::vector<Plane> sample = sample_of(layer);
  if (!request.crs && layer.crs_definition.empty()) {
    report.crs_candidates = crs_candidates(sample);
    findings.add(Issue::crs_missing, {}, {text_of(sample)});
    return std::optional<Placing>{};
  }
  auto projector = request.crs ? Projector::make(*request.crs) : Projector::make(layer.crs_definition);
  if (!projector) return tl::unexpected(std::move(projector.error()));
  report.crs = request.crs.value_or(Crs{.epsg = layer.crs_epsg});
  report.crs_name = request.crs ? "EPSG:" + std::to_string(request.crs->epsg) : shown(layer.crs_name);
  if (projector->on_old_datum()) findings.add(Issue::crs_old_datum, {}, {report.crs_name});
  if (request.undo) findings.add(Issue::web_datum_undone, {}, {title(*request.undo)});

  Placing placing{std::move(*projector), request.undo};
  if (!sample.empty() && !placing.plausible(sample)) {
    report.crs_candidates = crs_candidates(sample);
    findings.add(Issue::crs_implausible, {}, {report.crs_name, text_of(sample)});
    return std::optional<Placing>{};
  }
  return std::optional{std::move(placing)};
}

bool Placing::plausible(const std::vector<Plane>& sample) const {
  const auto placed = std::ranges::count_if(sample, [&](Plane numbers) { return place(numbers).has_value(); });
  return static_cast<std::size_t>(placed) * 2 >= sample.size();
}

std::optional<Point> Placing::place(Plane numbers) const {
  const auto converted = projector_.to_lonlat(numbers);
  if (!converted) return std::nullopt;
  const Point point = undo_ ? from_web(*converted, *undo_) : *converted;
  if (!kChina.contains(point)) return std::nullopt;
  return point;
}

std::optional<std::vector<Point>> Placing::place_line(const std::vector<Plane>& numbers) const {
  std::vector<Point> line;
  line.reserve(numbers.size() + 1);
  for (const Plane pair : numbers) {
    const auto point = place(pair);
    if (!point) return std::nullopt;
    if (line.empty() || line.back() != *point) line.push_back(*point);
  }
  return line;
}

std::optional<Ring> Placing::place(const std::vector<Plane>& numbers) const {
  auto ring = place_line(numbers);
  if (ring && !ring->empty() && ring->front() != ring->back()) ring->push_back(ring->front());
  return ring;
}

std::optional<MultiPolygon> Placing::place(const RawFeature& feature) const {
  constexpr std::size_t kTriangle = 4;
  MultiPolygon shape;
  for (const RawPolygon& rings : feature.polygons) {
    Polygon polygon;
    for (std::size_t i = 0; i < rings.size(); ++i) {
      auto ring = place(rings[i]);
      if (!ring) return std::nullopt;
      const bool outer = i == 0;
      if (ring->size() < kTriangle) {
        if (outer) break;
        continue;
      }
      if (outer) {
        polygon.outer = std::move(*ring);
      } else {
        polygon.holes.push_back(std::move(*ring));
      }
    }
    if (!polygon.outer.empty()) shape.polygons.push_back(std::move(polygon));
  }
  return shape;
}

}  // namespace anlan::gis
