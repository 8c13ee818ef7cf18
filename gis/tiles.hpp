#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "gis/layer.hpp"

namespace anlan::gis {

struct TileOptions {
  int max_zoom = 14;       ///< 0…16; deeper tiles are empty, map clients scale the last ones up
  int buffer = 64;         ///< units around a tile that are drawn too, of 4096 per tile side
  double tolerance = 4.0;  ///< how far a simplified border may stray below max_zoom, in units (4 = half a CSS pixel)
};

/// Cuts a layer into Mapbox Vector Tiles 2.1 (Web Mercator, extent 4096). Const calls are thread-safe; the layer is
/// not needed afterwards.
///
/// Borders are projected and simplified once, each shared border as one line, so that neighbours agree at every zoom.
class TileSource {
 public:
  explicit TileSource(const Layer& layer, const TileOptions& options = {});
  ~TileSource();
  TileSource(TileSource&&) noexcept;
  TileSource& operator=(TileSource&&) noexcept;

  /// The tile of XYZ address z/x/y, uncompressed; empty when nothing is there or the address does not exist. One MVT
  /// layer named after the level; a feature's id is its code as a number; attributes: `code`, `name`, `parent` (code
  /// of the node above), `schematic`.
  [[nodiscard]] std::string cut(int z, std::uint32_t x, std::uint32_t y) const;

 private:
  struct Data;
  std::unique_ptr<const Data> data_;
};

}  // namespace anlan::gis
