#include "divisions/layer_index.hpp"

#include <stdexcept>

#include "gis/area.hpp"

namespace anlan::divisions {

LayerIndex::LayerIndex(LayerFacts facts, const gis::Layer& layer)
    : facts_{std::move(facts)}, locator_{layer}, tiles_{layer} {
  units_.reserve(layer.features.size());
  for (const auto& feature : layer.features) {
    auto code = DivisionCode::parse(feature.code);
    if (!code) throw std::invalid_argument{"a boundary without a division code: " + feature.code};
    by_code_.emplace(*code, units_.size());
    units_.push_back(
        {std::move(*code), feature.schematic, gis::bounds_of(feature.shape), gis::centre_of(feature.shape)});
  }
}

const LayerIndex::Unit* LayerIndex::at(gis::Point point) const noexcept {
  const auto index = locator_.find(point);
  return index ? &units_[*index] : nullptr;
}

const LayerIndex::Unit* LayerIndex::find(const DivisionCode& code) const {
  const auto found = by_code_.find(code);
  return found == by_code_.end() ? nullptr : &units_[found->second];
}

std::optional<LayerIndex::Nearest> LayerIndex::nearest(gis::Point point) const noexcept {
  const auto found = locator_.nearest(point);
  if (!found) return std::nullopt;
  return Nearest{&units_[found->feature], found->metres};
}

gis::Level to_gis(Level level) noexcept { return static_cast<gis::Level>(level); }
Level from_gis(gis::Level level) noexcept { return static_cast<Level>(level); }

static_assert(static_cast<int>(gis::Level::city) == static_cast<int>(Level::city) &&
              static_cast<int>(gis::Level::county) == static_cast<int>(Level::county) &&
              static_cast<int>(gis::Level::township) == static_cast<int>(Level::township) &&
              static_cast<int>(gis::Level::village) == static_cast<int>(Level::village));

}  // namespace anlan::divisions
