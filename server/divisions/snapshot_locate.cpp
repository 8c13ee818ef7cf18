#include <array>
#include <cmath>
#include <numbers>

#include <fmt/format.h>

#include "divisions/snapshot.hpp"
#include "gis/web_datum.hpp"

namespace anlan::divisions {
namespace {

/// A telephone knows its place to about this many metres under open sky.
constexpr double kTelephoneMetres = 10;
constexpr double kMetresPerDegree = 111'195;

gis::Point undo(gis::Point point, std::optional<PointCrs> crs) noexcept {
  if (crs == PointCrs::gcj02) return gis::from_web(point, gis::WebDatum::gcj02);
  if (crs == PointCrs::bd09) return gis::from_web(point, gis::WebDatum::bd09);
  return point;
}

bool declared_shifted(std::optional<PointCrs> crs) noexcept { return crs == PointCrs::gcj02 || crs == PointCrs::bd09; }

Text distance_text(double metres) {
  if (metres < 1000) return {fmt::format("{:.0f} 米", metres), fmt::format("{:.0f} m", metres)};
  return {fmt::format("{:.1f} 公里", metres / 1000), fmt::format("{:.1f} km", metres / 1000)};
}

}  // namespace

Snapshot::Hit Snapshot::hit(gis::Point point) const noexcept {
  for (const auto level : {Level::village, Level::township, Level::county, Level::city}) {
    const auto* here = layer(level);
    if (here == nullptr) continue;
    if (const auto* unit = here->at(point)) return {here, unit};
  }
  return {};
}

Located Snapshot::locate(const PointClaim& claim) const {
  Located located{.at = undo(claim.at, claim.crs)};
  const auto found = hit(located.at);
  if (found.unit != nullptr) {
    located.chain = chain_of(found.unit->code);
    located.schematic = found.unit->schematic;
    doubt_border(located.at, found, located.doubts);
  } else {
    doubt_outside(located.at, located.doubts);
  }
  doubt_offset(claim, found, located.doubts);
  return located;
}

void Snapshot::doubt_outside(gis::Point point, std::vector<Doubt>& doubts) const {
  for (const auto level : {Level::city, Level::county, Level::township, Level::village}) {
    const auto* outline = layer(level);
    const auto nearest = outline != nullptr ? outline->nearest(point) : std::nullopt;
    if (!nearest) continue;
    const auto name = full_name_of(nearest->unit->code);
    const auto away = distance_text(nearest->metres);
    doubts.push_back({Doubt::Kind::outside,
                      {"该点在本市界外约 " + away.zh + "，离" + name + "最近。请核对坐标，或改选区划",
                       "the point lies " + away.en + " outside the city, nearest to " + name +
                           "; check the coordinates or choose the division"}});
    return;
  }
}

/// Around Jiaozuo GCJ-02 is 559 to 601 m off, mostly eastward (domain.md §8): too little to see, enough to name the
/// wrong village. Undeclared coordinates are suspected when taking the shift away brings the point home.
void Snapshot::doubt_offset(const PointClaim& claim, const Hit& found, std::vector<Doubt>& doubts) const {
  const bool at_home = found.unit != nullptr && (!claim.division || found.unit->code.within(*claim.division));
  if (at_home || declared_shifted(claim.crs)) return;
  const auto truth = hit(gis::from_web(claim.at, gis::WebDatum::gcj02));
  const bool comes_home = truth.unit != nullptr && (found.unit == nullptr || truth.unit->code.within(*claim.division));
  if (!comes_home) return;
  const auto name = full_name_of(truth.unit->code);
  doubts.push_back({Doubt::Kind::gcj02_offset,
                    {"坐标可能来自高德、腾讯或微信地图（GCJ-02 偏移）：改正后该点落在" + name +
                         "。若是，请注明 crs 为 gcj02 后重新提交",
                     "the coordinates may come from AMap, Tencent or WeChat (GCJ-02): corrected, the point lies in " +
                         name + "; if so, send it again with crs gcj02"}});
}

void Snapshot::doubt_border(gis::Point point, const Hit& found, std::vector<Doubt>& doubts) const {
  const double north = kTelephoneMetres / kMetresPerDegree;
  const double east = north / std::cos(point.lat * std::numbers::pi / 180);
  const std::array<gis::Point, 4> around{{{point.lon + east, point.lat},
                                          {point.lon - east, point.lat},
                                          {point.lon, point.lat + north},
                                          {point.lon, point.lat - north}}};
  for (const auto neighbour : around) {
    const auto* beside = found.layer->at(neighbour);
    if (beside == found.unit) continue;
    const auto name = beside != nullptr ? full_name_of(beside->code) : "";
    doubts.push_back(
        {Doubt::Kind::on_border,
         {"该点紧靠" + (name.empty() ? "本图层外缘" : "与" + name + "的边界") + "，请核对所在区划",
          "the point is on the border " + (name.empty() ? "of the layer" : "with " + name) + "; check the division"}});
    return;
  }
}

}  // namespace anlan::divisions
