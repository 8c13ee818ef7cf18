#include "gis/crs.hpp"

#include <proj.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <string_view>
#include <utility>

namespace anlan::gis {

struct Projector::Pipeline {
  PJ_CONTEXT* context = nullptr;
  PJ* transform = nullptr;
  bool swapped = false;
  bool old_datum = false;
};

void Projector::Close::operator()(Pipeline* pipeline) const noexcept {
  proj_destroy(pipeline->transform);
  proj_context_destroy(pipeline->context);
  delete pipeline;
}

namespace {

/// A plane of the Jiaozuo region: where its eastings lie and what to call it.
struct ZoneRule {
  int epsg;
  double min_east;
  double max_east;
  const char* zh;
  const char* en;
};

// Metres east within 250 km of a central meridian (500 km), with the zone's number in front where it has one. The
// prefecture's west touches 112.5°E, so the neighbouring zone's meridian is offered too, after the likelier ones.
constexpr std::array kZones = {
    ZoneRule{4526, 38'250'000, 38'750'000, "CGCS2000 3度带 38带（东坐标以 38 开头）",
             "CGCS2000 3-degree zone 38 (eastings start with 38)"},
    ZoneRule{4525, 37'250'000, 37'750'000, "CGCS2000 3度带 37带（东坐标以 37 开头）",
             "CGCS2000 3-degree zone 37 (eastings start with 37)"},
    ZoneRule{4497, 19'100'000, 19'900'000, "CGCS2000 6度带 19带（东坐标以 19 开头）",
             "CGCS2000 6-degree zone 19 (eastings start with 19)"},
    ZoneRule{4547, 250'000, 750'000, "CGCS2000 3度带 中央经线 114°E（无带号）",
             "CGCS2000 3-degree, central meridian 114°E (no zone number)"},
    ZoneRule{4546, 250'000, 750'000, "CGCS2000 3度带 中央经线 111°E（无带号）",
             "CGCS2000 3-degree, central meridian 111°E (no zone number)"},
    ZoneRule{4508, 100'000, 900'000, "CGCS2000 6度带 中央经线 111°E（无带号）",
             "CGCS2000 6-degree, central meridian 111°E (no zone number)"},
    ZoneRule{2362, 38'250'000, 38'750'000, "西安80 3度带 38带（旧成果）", "Xi'an 80 3-degree zone 38 (old survey)"},
    ZoneRule{2383, 250'000, 750'000, "西安80 3度带 中央经线 114°E（旧成果）",
             "Xi'an 80 3-degree, central meridian 114°E (old survey)"},
    ZoneRule{kCgcs2000, 73, 136, "CGCS2000 经纬度（度）", "CGCS2000 longitude and latitude (degrees)"},
    ZoneRule{3857, 8'100'000, 15'200'000, "Web 墨卡托（网页底图）", "Web Mercator (web maps)"},
};

/// Northings, or latitudes, of China. Web Mercator stretches its own.
bool plausible_north(int epsg, double north) noexcept {
  if (epsg == kCgcs2000) return north >= 3 && north <= 54;
  if (epsg == 3857) return north >= 300'000 && north <= 7'200'000;
  return north >= 300'000 && north <= 6'000'000;
}

bool fits(const ZoneRule& rule, Plane p, bool swapped) noexcept {
  const double east = swapped ? p.y : p.x;
  const double north = swapped ? p.x : p.y;
  return east >= rule.min_east && east <= rule.max_east && plausible_north(rule.epsg, north);
}

/// Allows for a stray vertex: a candidate must explain 95 of 100 numbers.
bool explains(const ZoneRule& rule, std::span<const Plane> sample, bool swapped) {
  const auto fitting = std::ranges::count_if(sample, [&](Plane p) { return fits(rule, p, swapped); });
  return static_cast<double>(fitting) >= 0.95 * static_cast<double>(sample.size());
}

constexpr std::size_t kNameShown = 60;  // bytes of a definition in a message

struct Destroy {
  void operator()(PJ* object) const noexcept { proj_destroy(object); }
};
using Handle = std::unique_ptr<PJ, Destroy>;

bool has_old_datum(PJ_CONTEXT* context, const PJ* crs) {
  const Handle geodetic{proj_crs_get_geodetic_crs(context, crs)};
  if (!geodetic) return false;
  const std::string_view name = proj_get_name(geodetic.get());
  return name.find("Beijing") != name.npos || name.find("Xian") != name.npos;
}

tl::unexpected<Fault> outside() {
  return fail("coordinate-outside", "坐标超出该坐标系的范围，请核对坐标系是否选对。",
              "The coordinates lie outside this coordinate system; check that the right one was chosen.");
}

}  // namespace

Result<Projector> Projector::make(Crs crs) { return make("EPSG:" + std::to_string(crs.epsg), crs.swapped); }

Result<Projector> Projector::make(const std::string& definition, bool swapped) {
  std::unique_ptr<Pipeline, Close> pipeline{new Pipeline{.context = proj_context_create(), .swapped = swapped}};
  PJ_CONTEXT* const context = pipeline->context;
  proj_log_level(context, PJ_LOG_NONE);
  proj_context_set_enable_network(context, 0);
  const Handle source{proj_create(context, definition.c_str())};
  const Handle target{proj_create(context, ("EPSG:" + std::to_string(kCgcs2000)).c_str())};
  if (source && target) {
    const Handle declared{proj_create_crs_to_crs_from_pj(context, source.get(), target.get(), nullptr, nullptr)};
    // EPSG declares most Chinese systems as (north, east); we always speak (east, north).
    if (declared) pipeline->transform = proj_normalize_for_visualization(context, declared.get());
  }
  if (pipeline->transform == nullptr) {
    const std::string name = definition.substr(0, kNameShown);
    return fail("crs-unknown", "不认识坐标系 " + name + "，请另选一个。",
                "The coordinate system " + name + " is unknown; choose another.");
  }
  pipeline->old_datum = has_old_datum(context, source.get());
  return Projector{std::move(pipeline)};
}

bool Projector::on_old_datum() const noexcept { return pipeline_->old_datum; }

Result<Point> Projector::to_lonlat(Plane numbers) const {
  if (pipeline_->swapped) std::swap(numbers.x, numbers.y);
  const PJ_COORD to = proj_trans(pipeline_->transform, PJ_FWD, proj_coord(numbers.x, numbers.y, 0, HUGE_VAL));
  const Point point{to.lp.lam, to.lp.phi};
  if (!(std::abs(point.lon) <= 180 && std::abs(point.lat) <= 90)) return outside();
  return point;
}

Result<Plane> Projector::from_lonlat(Point point) const {
  const PJ_COORD to = proj_trans(pipeline_->transform, PJ_INV, proj_coord(point.lon, point.lat, 0, HUGE_VAL));
  if (!std::isfinite(to.xy.x) || !std::isfinite(to.xy.y)) return outside();
  Plane numbers{to.xy.x, to.xy.y};
  if (pipeline_->swapped) std::swap(numbers.x, numbers.y);
  return numbers;
}

std::vector<CrsCandidate> crs_candidates(std::span<const Plane> sample) {
  std::vector<CrsCandidate> found;
  if (sample.empty()) return found;
  for (const bool swapped : {false, true}) {
    for (const ZoneRule& rule : kZones) {
      if (!explains(rule, sample, swapped)) continue;
      found.push_back({{rule.epsg, swapped},
                       std::string{rule.zh} + (swapped ? "，X、Y 写反" : ""),
                       std::string{rule.en} + (swapped ? ", the pair written north first" : "")});
    }
  }
  return found;
}

}  // namespace anlan::gis
