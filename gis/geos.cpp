#include "gis/geos.hpp"

#include <vector>

namespace anlan::gis {
namespace {

GEOSGeometry* ring_to_geos(GEOSContextHandle_t geos, const Ring& ring) {
  static_assert(sizeof(Point) == 2 * sizeof(double));
  const auto size = static_cast<unsigned>(ring.size());
  GEOSCoordSequence* const points =
      GEOSCoordSeq_copyFromBuffer_r(geos, reinterpret_cast<const double*>(ring.data()), size, 0, 0);
  return points == nullptr ? nullptr : GEOSGeom_createLinearRing_r(geos, points);
}

GEOSGeometry* polygon_to_geos(GEOSContextHandle_t geos, const Polygon& polygon) {
  std::vector<GEOSGeometry*> holes;
  bool fine = true;
  for (const Ring& hole : polygon.holes) {
    GEOSGeometry* const ring = ring_to_geos(geos, hole);
    fine = fine && ring != nullptr;
    if (ring != nullptr) holes.push_back(ring);
  }
  GEOSGeometry* const outer = fine ? ring_to_geos(geos, polygon.outer) : nullptr;
  if (outer != nullptr) {
    return GEOSGeom_createPolygon_r(geos, outer, holes.data(), static_cast<unsigned>(holes.size()));
  }
  for (GEOSGeometry* hole : holes) GEOSGeom_destroy_r(geos, hole);
  return nullptr;
}

Ring ring_from_geos(GEOSContextHandle_t geos, const GEOSGeometry* line) {
  const GEOSCoordSequence* const points = GEOSGeom_getCoordSeq_r(geos, line);
  unsigned size = 0;
  if (points == nullptr || GEOSCoordSeq_getSize_r(geos, points, &size) == 0) return {};
  Ring ring(size);
  GEOSCoordSeq_copyToBuffer_r(geos, points, reinterpret_cast<double*>(ring.data()), 0, 0);
  return ring;
}

Polygon polygon_from_geos(GEOSContextHandle_t geos, const GEOSGeometry* geometry) {
  Polygon polygon{.outer = ring_from_geos(geos, GEOSGetExteriorRing_r(geos, geometry))};
  const int holes = GEOSGetNumInteriorRings_r(geos, geometry);
  for (int i = 0; i < holes; ++i) {
    polygon.holes.push_back(ring_from_geos(geos, GEOSGetInteriorRingN_r(geos, geometry, i)));
  }
  return polygon;
}

}  // namespace

Geos::Shape Geos::to_geos(const MultiPolygon& shape) const {
  std::vector<GEOSGeometry*> polygons;
  for (const Polygon& polygon : shape.polygons) {
    GEOSGeometry* const made = polygon_to_geos(handle(), polygon);
    if (made == nullptr) {
      for (GEOSGeometry* other : polygons) GEOSGeom_destroy_r(handle(), other);
      return own(nullptr);
    }
    polygons.push_back(made);
  }
  return own(GEOSGeom_createCollection_r(handle(), GEOS_MULTIPOLYGON, polygons.data(),
                                         static_cast<unsigned>(polygons.size())));
}

MultiPolygon Geos::from_geos(const GEOSGeometry& geometry) const {
  MultiPolygon shape;
  const int parts = GEOSGetNumGeometries_r(handle(), &geometry);
  for (int i = 0; i < parts; ++i) {
    const GEOSGeometry* const part = GEOSGetGeometryN_r(handle(), &geometry, i);
    const int type = GEOSGeomTypeId_r(handle(), part);
    if (type == GEOS_POLYGON && GEOSisEmpty_r(handle(), part) == 0) {
      shape.polygons.push_back(polygon_from_geos(handle(), part));
    } else if (type == GEOS_MULTIPOLYGON || type == GEOS_GEOMETRYCOLLECTION) {
      MultiPolygon inner = from_geos(*part);
      for (Polygon& polygon : inner.polygons) shape.polygons.push_back(std::move(polygon));
    }
  }
  return shape;
}

}  // namespace anlan::gis
