#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "gis/grid.hpp"

namespace anlan::gis {

/// The rings of one feature as MVT drawing commands (Vector Tile Specification 2.1, 4.3), relative to a tile's corner.
class MvtGeometry {
 public:
  explicit MvtGeometry(GridPoint corner) noexcept : corner_{corner} {}

  void clear() noexcept;
  /// A ring of at least three points, not closed.
  void add(std::span<const GridPoint> ring);

  /// Where the drawing stands, to return to.
  struct Mark {
    std::size_t commands = 0;
    GridPoint pen = {};
  };
  [[nodiscard]] Mark mark() const noexcept { return {commands_.size(), pen_}; }
  void rewind(Mark mark);

  [[nodiscard]] const std::vector<std::uint32_t>& commands() const noexcept { return commands_; }

 private:
  void move(GridPoint to);

  GridPoint corner_;
  GridPoint pen_ = corner_;
  std::vector<std::uint32_t> commands_;
};

/// What a tile says about a feature. `parent` is empty for the city.
struct MvtAttributes {
  std::string code = {};
  std::string name = {};
  std::string parent = {};
  bool schematic = false;
  std::optional<std::uint64_t> id = {};
};

/// One layer of polygons, grown feature by feature.
class MvtLayer {
 public:
  explicit MvtLayer(std::string_view name);

  /// `attributes` must outlive the layer.
  void add(const MvtAttributes& attributes, const std::vector<std::uint32_t>& commands);

  /// The tile with this layer in it; empty when the layer has no feature.
  [[nodiscard]] std::string finish(std::uint32_t extent) &&;

 private:
  std::uint32_t value(std::string_view text);
  std::uint32_t flag_value(bool flag);
  std::uint32_t parent_value(std::string_view parent);

  std::string bytes_;
  std::string values_;
  std::uint32_t value_count_ = 0;
  std::uint32_t feature_count_ = 0;
  std::array<std::optional<std::uint32_t>, 2> flags_ = {};
  std::vector<std::pair<std::string_view, std::uint32_t>> parents_;
};

}  // namespace anlan::gis
