#include "gis/repair.hpp"

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

#include "gis/area.hpp"

namespace anlan::gis {
namespace {

struct Release {
  GEOSContextHandle_t handle;
  void operator()(char* text) const noexcept { GEOSFree_r(handle, text); }
  void operator()(GEOSMakeValidParams* params) const noexcept { GEOSMakeValidParams_destroy_r(handle, params); }
};

bool turn(Ring& ring, bool counter_clockwise) {
  if ((signed_area_ha(ring) > 0) == counter_clockwise) return false;
  std::ranges::reverse(ring);
  return true;
}

Invalidity describe(std::string reason, Point where) {
  constexpr std::array<std::pair<std::string_view, std::string_view>, 7> kChinese = {{
      {"Self-intersection", "边界自相交"},
      {"Ring Self-intersection", "环自相交"},
      {"Hole lies outside shell", "洞在外环之外"},
      {"Holes are nested", "洞相互嵌套"},
      {"Interior is disconnected", "内部不连通"},
      {"Nested shells", "外环相互嵌套"},
      {"Duplicate Rings", "环重复"},
  }};
  const auto known = std::ranges::find(kChinese, reason, [](const auto& pair) { return std::string{pair.first}; });
  return {known == kChinese.end() ? "环无效" : std::string{known->second}, std::move(reason), where};
}

}  // namespace

bool orient_rings(MultiPolygon& shape) {
  bool turned = false;
  for (Polygon& polygon : shape.polygons) {
    turned |= turn(polygon.outer, true);
    for (Ring& hole : polygon.holes) turned |= turn(hole, false);
  }
  return turned;
}

std::optional<Invalidity> find_invalidity(const Geos& geos, const MultiPolygon& shape) {
  const Geos::Shape candidate = geos.to_geos(shape);
  if (!candidate) return describe("Unusable ring", centre_of(shape));
  char* reason = nullptr;
  GEOSGeometry* place = nullptr;
  const char valid = GEOSisValidDetail_r(geos.handle(), candidate.get(), 0, &reason, &place);
  const std::unique_ptr<char, Release> text{reason, Release{geos.handle()}};
  const Geos::Shape where = geos.own(place);
  if (valid == 1) return std::nullopt;

  Point at = centre_of(shape);
  if (where) {
    GEOSGeomGetX_r(geos.handle(), where.get(), &at.lon);
    GEOSGeomGetY_r(geos.handle(), where.get(), &at.lat);
  }
  return describe(text ? text.get() : "Unusable ring", at);
}

MultiPolygon make_valid(const Geos& geos, const MultiPolygon& shape) {
  const Geos::Shape broken = geos.to_geos(shape);
  if (!broken) return {};
  // "Structure" keeps what lies inside outer rings and outside holes; the default would turn overlaps into holes.
  const std::unique_ptr<GEOSMakeValidParams, Release> params{GEOSMakeValidParams_create_r(geos.handle()),
                                                             Release{geos.handle()}};
  GEOSMakeValidParams_setMethod_r(geos.handle(), params.get(), GEOS_MAKE_VALID_STRUCTURE);
  GEOSMakeValidParams_setKeepCollapsed_r(geos.handle(), params.get(), 0);
  const Geos::Shape valid = geos.own(GEOSMakeValidWithParams_r(geos.handle(), broken.get(), params.get()));
  if (!valid) return {};
  MultiPolygon mended = geos.from_geos(*valid);
  orient_rings(mended);
  return mended;
}

}  // namespace anlan::gis
