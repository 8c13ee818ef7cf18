#pragma once

#include <cstdint>
#include <vector>

#include "gis/grid.hpp"

namespace anlan::gis {

/// Finds the boxes that meet a window: boxes near each other are grouped, and only groups that meet it are looked into.
class BoxIndex {
 public:
  explicit BoxIndex(const std::vector<GridBox>& boxes);

  /// Numbers of the boxes that meet the window, ascending.
  [[nodiscard]] std::vector<std::uint32_t> find(const GridBox& window) const;

 private:
  struct Item {
    GridBox box;
    std::uint32_t number;
  };
  std::vector<GridBox> groups_;
  std::vector<Item> items_;  ///< kGroup per group, the last one fewer
};

}  // namespace anlan::gis
