#pragma once

#include <optional>

#include "gis/findings.hpp"
#include "gis/import.hpp"
#include "gis/raw_layer.hpp"

namespace anlan::gis {

/// Turns a file's numbers into CGCS2000 degrees.
class Placing {
 public:
  /// Settles the coordinate system by the person's choice, else by what the file says, and writes it into the report.
  /// Nothing when a person has to choose first: the file says nothing, or something that puts its shapes outside China.
  /// Fault: `crs-unknown` for a choice PROJ does not know.
  [[nodiscard]] static Result<std::optional<Placing>> settle(const RawLayer& layer, const ImportRequest& request,
                                                             ImportReport& report, Findings& findings);

  /// The feature's polygons with closed rings; nothing when a point cannot be converted or lies outside China. Rings of
  /// fewer than three points are left out.
  [[nodiscard]] std::optional<MultiPolygon> place(const RawFeature& feature) const;

  /// A line; nothing when a point cannot be converted or lies outside China. Points that repeat are left out.
  [[nodiscard]] std::optional<std::vector<Point>> place_line(const std::vector<Plane>& numbers) const;

 private:
  Placing(Projector projector, std::optional<WebDatum> undo) : projector_{std::move(projector)}, undo_{undo} {}

  [[nodiscard]] std::optional<Point> place(Plane numbers) const;
  [[nodiscard]] std::optional<Ring> place(const std::vector<Plane>& numbers) const;
  [[nodiscard]] bool plausible(const std::vector<Plane>& sample) const;

  Projector projector_;
  std::optional<WebDatum> undo_;
};

}  // namespace anlan::gis
