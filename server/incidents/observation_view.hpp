#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "incidents/observation.hpp"
#include "journal/view.hpp"

namespace anlan::incidents {

/// Observations and how many there are at every node. Tables:
///
/// - `observation`: a row per observation; its key is the entry's `seq`, so newest first is the table's own order.
///   `incident` is '' for those that belong to none yet. `geom` is a SpatiaLite point (EPSG:4490) that any GIS can
///   read.
/// - `idx_observation_geom`: the spatial index under the name and in the shape SpatiaLite gives its own, filled here:
///   its triggers would cost more per row than everything else together.
/// - `observation_count`: active observations per incident and node, from the village up to the city.
class ObservationView final : public journal::View {
 public:
  [[nodiscard]] std::string_view name() const override { return "observation"; }
  [[nodiscard]] std::string fingerprint() const override { return "1"; }
  [[nodiscard]] std::vector<std::string> schema() const override;
  [[nodiscard]] std::vector<std::string> tables() const override {
    return {"observation_count", "idx_observation_geom", "observation"};
  }
  [[nodiscard]] std::vector<std::pair<std::string, std::string>> geometries() const override {
    return {{"observation", "geom"}};
  }
  void apply(const journal::ApplyContext& context) override;
};

[[nodiscard]] std::optional<Observation> find_observation(store::Connection& db, const std::string& observation);

/// West, south, east, north in degrees.
using Box = std::array<double, 4>;

struct ObservationFilter {
  DivisionCode node;  ///< only those at or below it; the caller's jurisdiction or something inside it
  std::optional<std::string> incident = {};  ///< '' for those that belong to none
  std::optional<Box> box = {};
  std::optional<std::string> before = {};  ///< an observation: only older ones
  int limit = 100;
};
/// Newest first.
[[nodiscard]] std::vector<Observation> list_observations(store::Connection& db, const ObservationFilter& filter);

struct ObservationCount {
  DivisionCode division;
  std::int64_t count = 0;
};
/// The numbers of a node and of its direct children, by code; nodes without observations are left out.
[[nodiscard]] std::vector<ObservationCount> count_observations(store::Connection& db, const std::string& incident,
                                                               const DivisionCode& node);

/// The villages that have an active observation on the incident and lie in `node`.
[[nodiscard]] std::vector<DivisionCode> observing_villages(store::Connection& db, const std::string& incident,
                                                           const DivisionCode& node);

}  // namespace anlan::incidents
