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

/// Draws what of a feature lies in the window; nothing may be left of it.
void draw(const Zoom& zoom, std::size_t feature, const GridBox& window, Clipper& clipper, MvtGeometry& geometry) {
  geometry.clear();
  bool outer_drawn = false;
  for (const Zoom::RingSpan& ring : zoom.rings_of(feature)) {
    if (ring.hole && !outer_drawn) continue;
    std::span<const GridPoint> points;
    if (ring.box.meets(window)) points = zoom.points_of(ring);
    if (!points.empty() && !window.contains(ring.box)) points = clipper.cut(points);
    if (!points.empty()) geometry.add(points);
    if (!ring.hole) outer_drawn = !points.empty();
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
