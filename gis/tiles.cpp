#include "gis/tiles.hpp"

#include <algorithm>
#include <charconv>
#include <string_view>
#include <vector>

#include "gis/clip.hpp"
#include "gis/mvt.hpp"
#include "gis/pyramid.hpp"

namespace anlan::gis {
namespace {

constexpr int kDeepestZoom = 16;  // 2^28 units a world side: sums of two still fit 32 bits

std::optional<std::uint64_t> number_of(std::string_view code) {
  std::uint64_t number = 0;
  const auto [end, error] = std::from_chars(code.data(), code.data() + code.size(), number);
  if (error != std::errc{} || end != code.data() + code.size()) return std::nullopt;
  return number;
}

std::vector<MvtAttributes> attributes_of(const Layer& layer) {
  std::vector<MvtAttributes> attributes;
  attributes.reserve(layer.features.size());
  for (const Feature& feature : layer.features) {
    attributes.push_back({.code = feature.code,
                          .name = feature.name,
                          .parent = parent_code(feature.code, layer.level),
                          .schematic = feature.schematic,
                          .id = number_of(feature.code)});
  }
  return attributes;
}

std::int64_t twice_area(const GridBox& box) noexcept {
  return 2 * (std::int64_t{box.max_x} - box.min_x) * (std::int64_t{box.max_y} - box.min_y);
}

/// What of a ring lies in the window.
std::span<const GridPoint> visible(const Zoom& zoom, const Zoom::RingSpan& ring, const GridBox& window,
                                   Clipper& clipper) {
  if (!ring.box.meets(window)) return {};
  const std::span<const GridPoint> points = zoom.points_of(ring);
  return window.contains(ring.box) ? points : clipper.cut(points);
}

/// Draws what of a feature lies in the window; nothing may be left of it.
void draw(const Zoom& zoom, std::size_t feature, const GridBox& window, Clipper& clipper, MvtGeometry& geometry) {
  geometry.clear();
  bool drawn = false;
  MvtGeometry::Mark before_polygon;
  for (const Zoom::RingSpan& ring : zoom.rings_of(feature)) {
    if (ring.hole && !drawn) continue;
    if (!ring.hole) before_polygon = geometry.mark();
    const std::span<const GridPoint> points = visible(zoom, ring, window, clipper);
    if (!points.empty()) geometry.add(points);
    if (!ring.hole) drawn = !points.empty();
    // The window lies in the hole: nothing of this polygon is to be seen.
    if (ring.hole && -gis::twice_area(points) == twice_area(window)) {
      geometry.rewind(before_polygon);
      drawn = false;
    }
  }
}

}  // namespace

struct TileSource::Data {
  Level level;
  std::int32_t buffer;
  std::vector<MvtAttributes> attributes;
  Pyramid pyramid;
};

TileSource::TileSource(const Layer& layer, const TileOptions& options)
    : data_{new Data{.level = layer.level,
                     .buffer = std::clamp(options.buffer, 0, kTileExtent),
                     .attributes = attributes_of(layer),
                     .pyramid = {layer, std::clamp(options.max_zoom, 0, kDeepestZoom), options.tolerance}}} {}

TileSource::~TileSource() = default;
TileSource::TileSource(TileSource&&) noexcept = default;
TileSource& TileSource::operator=(TileSource&&) noexcept = default;

std::string TileSource::cut(int z, std::uint32_t x, std::uint32_t y) const {
  const Pyramid& pyramid = data_->pyramid;
  if (z < 0 || z > pyramid.max_zoom() || x >> z != 0 || y >> z != 0) return {};
  const GridPoint corner{static_cast<std::int32_t>(x) * kTileExtent, static_cast<std::int32_t>(y) * kTileExtent};
  const std::int32_t reach = kTileExtent + data_->buffer;
  const GridBox window{corner.x - data_->buffer, corner.y - data_->buffer, corner.x + reach, corner.y + reach};

  MvtLayer layer{to_string(data_->level)};
  MvtGeometry geometry{corner};
  Clipper clipper{window};
  for (const std::uint32_t feature : pyramid.find(z, window)) {
    draw(pyramid.zoom(z), feature, window, clipper, geometry);
    if (!geometry.commands().empty()) layer.add(data_->attributes[feature], geometry.commands());
  }
  return std::move(layer).finish(kTileExtent);
}

}  // namespace anlan::gis
