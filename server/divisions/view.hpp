#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "divisions/division.hpp"
#include "divisions/layer_index.hpp"
#include "journal/view.hpp"

namespace anlan::divisions {

/// The divisions and their boundaries on disk. Tables:
///
/// - `division`: a row per code and first day.
/// - `boundary_layer`: the layer in force of each level.
/// - `boundary`: a row per level and code with its MULTIPOLYGON (EPSG:4490) under a spatial index: the record, and what
///   the snapshot in memory is tested against.
class DivisionView final : public journal::View {
 public:
  [[nodiscard]] std::string_view name() const override { return "division"; }
  [[nodiscard]] std::string fingerprint() const override { return "1"; }
  [[nodiscard]] std::vector<std::string> schema() const override;
  [[nodiscard]] std::vector<std::string> tables() const override { return {"boundary", "boundary_layer", "division"}; }
  [[nodiscard]] std::vector<std::pair<std::string, std::string>> geometries() const override {
    return {{"boundary", "geom"}};
  }
  void apply(const journal::ApplyContext& context) override;
};

/// Every row, by code and valid_from.
[[nodiscard]] std::vector<Division> read_divisions(store::Connection& db);

/// The layers in force, widest level first.
[[nodiscard]] std::vector<LayerFacts> read_layers(store::Connection& db);

}  // namespace anlan::divisions
