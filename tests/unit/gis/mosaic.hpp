#pragma once

#include <array>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <numbers>
#include <random>
#include <string>
#include <vector>

#include "gis/layer.hpp"

namespace anlan::gis::test {

/// A gapless map of made-up villages over Jiaozuo's bounds: a grid with shaken corners and wavy sides. Neighbours share
/// their sides vertex by vertex. Every seed gives the same map everywhere.
class Mosaic {
 public:
  Mosaic(int columns, int rows, int points_per_side, std::uint32_t seed)
      : columns_{columns}, rows_{rows}, points_{points_per_side}, random_{seed} {
    corners_.resize(static_cast<std::size_t>((columns + 1) * (rows + 1)));
    for (int y = 0; y <= rows; ++y) {
      for (int x = 0; x <= columns; ++x) corners_[corner(x, y)] = shaken(x, y);
    }
    waves_.resize(corners_.size());
    for (auto& wave : waves_) wave = {uniform(), uniform()};
  }

  [[nodiscard]] Layer layer() const {
    Layer made{.level = Level::village};
    for (int y = 0; y < rows_; ++y) {
      for (int x = 0; x < columns_; ++x) {
        const auto index = made.features.size();
        made.features.push_back({.code = code(index),
                                 .name = "第" + std::to_string(index + 1) + "村",
                                 .shape = {{Polygon{ring(x, y), {}}}}});
      }
    }
    return made;
  }

  /// 410800000000 and on: 200 villages a township, 12 townships a county.
  [[nodiscard]] static std::string code(std::size_t index) {
    std::array<char, 16> text{};
    std::snprintf(text.data(), text.size(), "4108%02zu%03zu%03zu", 1 + index / 2400 % 99, 100 + index / 200 % 12,
                  1 + index % 200);
    return text.data();
  }

 private:
  static constexpr double kWest = 112.55, kEast = 113.65, kSouth = 34.80, kNorth = 35.50;
  static constexpr int kAcross = 0;
  static constexpr int kUp = 1;

  [[nodiscard]] std::size_t corner(int x, int y) const { return static_cast<std::size_t>(y * (columns_ + 1) + x); }
  [[nodiscard]] double uniform() { return std::uniform_real_distribution<>{-1, 1}(random_); }

  Point shaken(int x, int y) {
    const double width = (kEast - kWest) / columns_;
    const double height = (kNorth - kSouth) / rows_;
    return {kWest + (x + 0.2 * uniform()) * width, kSouth + (y + 0.2 * uniform()) * height};
  }

  /// The side from corner a to its right (kAcross) or upper (kUp) neighbour b, without b.
  void add_side(Ring& ring, std::size_t a, std::size_t b, int direction) const {
    const double wave = waves_[a][static_cast<std::size_t>(direction)];
    const Point from = corners_[a];
    const Point along{corners_[b].lon - from.lon, corners_[b].lat - from.lat};
    for (int i = 0; i < points_; ++i) {
      const double t = static_cast<double>(i) / points_;
      const double sway = 0.04 * std::sin(std::numbers::pi * t) * std::sin(wave * 9 + t * 23);
      ring.push_back({from.lon + t * along.lon - sway * along.lat, from.lat + t * along.lat + sway * along.lon});
    }
  }

  [[nodiscard]] Ring ring(int x, int y) const {
    const std::size_t sw = corner(x, y), se = corner(x + 1, y), nw = corner(x, y + 1), ne = corner(x + 1, y + 1);
    Ring south, east, north, west;
    add_side(south, sw, se, kAcross);
    add_side(east, se, ne, kUp);
    add_side(north, nw, ne, kAcross);
    add_side(west, sw, nw, kUp);
    Ring made = south;
    made.insert(made.end(), east.begin(), east.end());
    made.push_back(corners_[ne]);
    made.insert(made.end(), north.rbegin(), north.rend());
    made.insert(made.end(), west.rbegin(), west.rend());
    return made;
  }

  int columns_;
  int rows_;
  int points_;
  std::mt19937 random_;
  std::vector<Point> corners_;
  std::vector<std::array<double, 2>> waves_;
};

}  // namespace anlan::gis::test
