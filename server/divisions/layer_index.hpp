#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/division_code.hpp"
#include "base/time.hpp"
#include "gis/layer.hpp"
#include "gis/locator.hpp"
#include "gis/tiles.hpp"

namespace anlan::divisions {

/// What is known of a boundary layer without its shapes.
struct LayerFacts {
  Level level = Level::village;
  std::string version = {};  ///< the hash of the packed layer: the name of its blob
  std::string source = {};
  bool schematic = false;  ///< all of its borders are drawn, not surveyed
  std::int64_t features = 0;
  std::string crs_note = {};  ///< what the file's coordinates were
  Instant adopted_at = {};

  friend bool operator==(const LayerFacts&, const LayerFacts&) = default;
};

/// A boundary layer in memory, ready to answer: immutable and shared between threads.
class LayerIndex {
 public:
  struct Unit {
    DivisionCode code;
    bool schematic = false;
    gis::Bounds bounds = {};
    gis::Point centre = {};
  };

  /// Throws std::invalid_argument for a code that is none; layers that were adopted have no such. Takes a second or so
  /// for all villages of a city: never on the loop.
  LayerIndex(LayerFacts facts, const gis::Layer& layer);

  [[nodiscard]] const LayerFacts& facts() const noexcept { return facts_; }
  /// The unit a point (CGCS2000 degrees) lies in, or nothing. About a microsecond.
  [[nodiscard]] const Unit* at(gis::Point point) const noexcept;
  /// The boundary of a unit, or nothing.
  [[nodiscard]] const Unit* find(const DivisionCode& code) const;
  struct Nearest {
    const Unit* unit = nullptr;
    double metres = 0;
  };
  [[nodiscard]] std::optional<Nearest> nearest(gis::Point point) const noexcept;
  [[nodiscard]] const gis::TileSource& tiles() const noexcept { return tiles_; }

 private:
  LayerFacts facts_;
  std::vector<Unit> units_;  ///< by the layer's feature index
  std::map<DivisionCode, std::size_t> by_code_;
  gis::Locator locator_;
  gis::TileSource tiles_;
};

[[nodiscard]] gis::Level to_gis(Level level) noexcept;
[[nodiscard]] Level from_gis(gis::Level level) noexcept;

}  // namespace anlan::divisions
