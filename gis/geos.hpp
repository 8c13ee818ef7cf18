#pragma once

#include <geos_c.h>

#include <memory>

#include "gis/geometry.hpp"

namespace anlan::gis {

/// A GEOS context. One per thread; shapes must not outlive it.
class Geos {
 public:
  Geos() noexcept : handle_{GEOS_init_r()} {}

  struct Free {
    GEOSContextHandle_t handle;
    void operator()(GEOSGeometry* geometry) const noexcept { GEOSGeom_destroy_r(handle, geometry); }
  };
  using Shape = std::unique_ptr<GEOSGeometry, Free>;

  [[nodiscard]] GEOSContextHandle_t handle() const noexcept { return handle_.get(); }

  [[nodiscard]] Shape own(GEOSGeometry* geometry) const noexcept { return {geometry, Free{handle()}}; }

  /// Null when GEOS refuses the rings.
  [[nodiscard]] Shape to_geos(const MultiPolygon& shape) const;
  /// The polygons of a geometry; what else is in a collection is left out.
  [[nodiscard]] MultiPolygon from_geos(const GEOSGeometry& geometry) const;

 private:
  struct Finish {
    void operator()(GEOSContextHandle_t handle) const noexcept { GEOS_finish_r(handle); }
  };
  std::unique_ptr<GEOSContextHandle_HS, Finish> handle_;
};

}  // namespace anlan::gis
