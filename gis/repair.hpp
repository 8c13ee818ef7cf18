#pragma once

#include <optional>
#include <string>

#include "gis/geos.hpp"

namespace anlan::gis {

/// Makes outer rings counter-clockwise and holes clockwise; answers whether any had to be turned.
bool orient_rings(MultiPolygon& shape);

/// Why a shape is not valid, and where.
struct Invalidity {
  std::string zh = {};
  std::string en = {};  ///< in GEOS's words: "Self-intersection"
  Point where = {};
};

/// Nothing for a valid shape.
[[nodiscard]] std::optional<Invalidity> find_invalidity(const Geos& geos, const MultiPolygon& shape);

/// A valid shape that covers what an invalid one meant to; empty when there is none.
[[nodiscard]] MultiPolygon make_valid(const Geos& geos, const MultiPolygon& shape);

}  // namespace anlan::gis
