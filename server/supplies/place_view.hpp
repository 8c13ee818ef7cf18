#pragma once

#include <optional>
#include <string>
#include <vector>

#include "journal/view.hpp"
#include "supplies/place.hpp"

namespace anlan::supplies {

/// Warehouses and points as they stand. Table:
///
/// - `place`: a row per place; what its offices say about it is one JSON column, the rest is what queries filter by.
class PlaceView final : public journal::View {
 public:
  [[nodiscard]] std::string_view name() const override { return "place"; }
  [[nodiscard]] std::string fingerprint() const override { return "1"; }
  [[nodiscard]] std::vector<std::string> schema() const override;
  [[nodiscard]] std::vector<std::string> tables() const override { return {"place"}; }
  void apply(const journal::ApplyContext& context) override;
};

/// A place whoever asks: for rules.
[[nodiscard]] std::optional<Place> find_place(store::Connection& db, const std::string& place);
/// The division of a place, which it keeps for life, without reading what its offices say about it.
[[nodiscard]] std::optional<DivisionCode> find_place_division(store::Connection& db, const std::string& place);

/// What `place.list` can be narrowed by.
struct PlaceFilter {
  std::optional<bool> open = {};
  std::optional<PlaceKind> kind = {};
  std::optional<Tier> level = {};
};

/// Places within the jurisdiction and those above that serve it, widest level first, then by division and name.
[[nodiscard]] std::vector<Place> list_places(store::Connection& db, const DivisionCode& jurisdiction,
                                             const PlaceFilter& filter);

}  // namespace anlan::supplies
