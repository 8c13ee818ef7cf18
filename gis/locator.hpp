#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "gis/layer.hpp"

namespace anlan::gis {

/// Answers which feature of a layer a point lies in, from an immutable snapshot in memory. Const calls are thread-safe;
/// the layer is not needed afterwards.
///
/// A grid over the layer knows for most cells that one feature covers them; elsewhere it lists the features whose
/// border passes, and a ray is cast through the few edges at the point's height.
class Locator {
 public:
  explicit Locator(const Layer& layer);

  /// The index of the feature at a point (CGCS2000 degrees). A point on a border belongs to exactly one side, always
  /// the same; where features overlap the lowest index wins. A point less than 0.1 mm outside every feature counts as
  /// on the border.
  [[nodiscard]] std::optional<std::size_t> find(Point point) const noexcept;

  struct Nearest {
    std::size_t feature = 0;
    double metres = 0;  ///< 0 inside; good to 0.5 % up to 100 km
  };
  /// The feature nearest to a point; nothing for an empty layer. Time grows with the number of features: for doubts
  /// ("12 km outside the city"), not for bulk.
  [[nodiscard]] std::optional<Nearest> nearest(Point point) const noexcept;

  [[nodiscard]] std::size_t size() const noexcept { return shapes_.size(); }

 private:
  /// The southern end first, so that both neighbours of a border compute with the same numbers.
  struct Edge {
    Point low, high;
  };
  /// A feature, and where its edges are listed by equal bands of latitude.
  struct Shape {
    Bounds box = {};
    double bands_per_degree = 0;
    std::uint32_t first_band = 0;  ///< into band_starts_
    std::uint32_t band_count = 0;
  };
  /// A feature that has to do with a cell.
  struct Entry {
    std::uint32_t cell;
    std::uint32_t feature;
    bool covers;
  };

  void add_shape(const MultiPolygon& shape);
  void spread(const Shape& shape, const std::vector<std::uint32_t>& edges);
  void lay_grid(std::size_t features);
  void enter(std::uint32_t feature, std::vector<Entry>& entries) const;
  template <class Visit>
  void for_each_cell(const Edge& edge, Visit visit) const;
  void fill_cells(const std::vector<Entry>& entries);

  [[nodiscard]] Edge edge(std::uint32_t index) const noexcept;
  [[nodiscard]] std::uint32_t band(const Shape& shape, double lat) const noexcept;
  [[nodiscard]] std::span<const std::uint32_t> edges_of(const Shape& shape, std::uint32_t begin_band,
                                                        std::uint32_t end_band) const noexcept;
  [[nodiscard]] bool inside(const Shape& shape, Point p) const noexcept;
  [[nodiscard]] bool on_border(const Shape& shape, Point p) const noexcept;
  [[nodiscard]] std::int64_t column(double x) const noexcept;
  [[nodiscard]] std::int64_t row(double y) const noexcept;
  [[nodiscard]] Point centre(std::int64_t column, std::int64_t row) const noexcept;

  std::vector<Shape> shapes_;
  std::vector<std::uint32_t> band_starts_;  ///< into edges_, and where the last one ends
  std::vector<std::uint32_t> edges_;        ///< each runs from points_[i] to points_[i + 1]
  std::vector<Point> points_;               ///< of all rings

  Bounds box_;
  double columns_per_degree_ = 0;
  double rows_per_degree_ = 0;
  std::int64_t columns_ = 0;
  std::int64_t rows_ = 0;
  std::vector<std::uint32_t> cells_;  ///< a feature, nobody, or a position in lists_
  std::vector<std::uint32_t> lists_;  ///< count, then features; the top bit marks one that covers the cell
};

}  // namespace anlan::gis
