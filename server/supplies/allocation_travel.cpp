#include "supplies/allocation_travel.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <string>
#include <utility>

namespace anlan::supplies::allocation {
namespace {

constexpr double kEarthRadius = 6'371'008.8;  // metres, the mean radius of the ellipsoid
constexpr double kMetresPerKilometre = 1000;
constexpr double kMinutesPerHour = 60;

bool on_globe(Position at) {
  return std::isfinite(at.lon) && std::isfinite(at.lat) && std::abs(at.lon) <= 180 && std::abs(at.lat) <= 90;
}

tl::unexpected<Problem> bad_travel(std::string pointer, Text detail) {
  return fail_field(std::move(pointer), "bad-travel", std::move(detail));
}

Result<void> check_positions(std::span<const Position> positions, const std::string& list) {
  const auto lost = std::ranges::find_if_not(positions, on_globe);
  if (lost == positions.end()) return {};
  return bad_travel(list + "/" + std::to_string(lost - positions.begin()),
                    {"经纬度不在地球上，请核对（经度 −180 至 180，纬度 −90 至 90）",
                     "the position is not on the globe; check it (longitude −180 to 180, latitude −90 to 90)"});
}

Result<void> check_rule(const StraightLine& rule) {
  if (rule.factor_percent < 100 || rule.factor_percent > 1000) {
    return bad_travel("/factor_percent", {"折算系数应在 100% 到 1000% 之间", "a factor is 100 to 1000 per cent"});
  }
  if (rule.speed_kmh < 1 || rule.speed_kmh > 200) {
    return bad_travel("/speed_kmh", {"平均车速应在 1 到 200 公里/小时之间", "a speed is 1 to 200 km/h"});
  }
  return {};
}

Text straight_line_note(const StraightLine& rule) {
  const auto factor = std::to_string(rule.factor_percent) + "%";
  const auto speed = std::to_string(rule.speed_kmh);
  return {"行车时间按直线距离×" + factor + "、" + speed + " 公里/小时估算，未使用道路数据",
          "driving times are estimated: straight line × " + factor + " at " + speed + " km/h, without a road layer"};
}

Result<void> check_road(const RoadTime& line, const TravelTimes& usual, std::size_t index) {
  const auto pointer = "/roads/" + std::to_string(index);
  if (line.store >= usual.stores() || line.destination >= usual.destinations()) {
    return bad_travel(pointer,
                      {"道路时间表提到了不存在的库点或目的地", "the road table names an unknown store or destination"});
  }
  if (line.minutes < 0 || line.minutes > kLongestTravel) {
    return bad_travel(pointer + "/minutes", {"行车时间应在 0 到 20000 分钟之间", "a time is 0 to 20,000 minutes"});
  }
  return {};
}

}  // namespace

std::string_view to_string(TravelSource source) noexcept {
  return source == TravelSource::roads ? "roads" : "straight_line";
}

TravelTimes::TravelTimes(std::size_t stores, std::size_t destinations, TravelSource source, Text note)
    : stores_{stores},
      destinations_{destinations},
      source_{source},
      note_{std::move(note)},
      legs_(stores * destinations) {}

double great_circle_metres(Position from, Position to) noexcept {
  constexpr double kRadians = std::numbers::pi / 180;
  // The haversine keeps its digits between neighbouring villages, where the cosine formula loses them.
  const double half_lat = std::sin((to.lat - from.lat) * kRadians / 2);
  const double half_lon = std::sin((to.lon - from.lon) * kRadians / 2);
  const double chord =
      half_lat * half_lat + std::cos(from.lat * kRadians) * std::cos(to.lat * kRadians) * half_lon * half_lon;
  return 2 * kEarthRadius * std::asin(std::sqrt(std::min(chord, 1.0)));
}

Result<TravelTimes> straight_line_times(std::span<const Position> stores, std::span<const Position> destinations,
                                        const StraightLine& rule) {
  if (auto ok = check_rule(rule); !ok) return fail(std::move(ok.error()));
  if (auto ok = check_positions(stores, "/stores"); !ok) return fail(std::move(ok.error()));
  if (auto ok = check_positions(destinations, "/destinations"); !ok) return fail(std::move(ok.error()));
  TravelTimes times{stores.size(), destinations.size(), TravelSource::straight_line, straight_line_note(rule)};
  const double minutes_per_metre =
      rule.factor_percent / 100.0 / (rule.speed_kmh * kMetresPerKilometre) * kMinutesPerHour;
  for (std::size_t store = 0; store < stores.size(); ++store) {
    for (std::size_t to = 0; to < destinations.size(); ++to) {
      const double minutes = great_circle_metres(stores[store], destinations[to]) * minutes_per_metre;
      // Half the globe at walking pace is longer than any plan; it still is a time.
      const auto whole = static_cast<std::int64_t>(std::ceil(minutes));
      times.set(store, to, {.minutes = std::min(whole, kLongestTravel), .open = true});
    }
  }
  return times;
}

Result<TravelTimes> road_times(const TravelTimes& usual, std::span<const RoadTime> table) {
  TravelTimes times{usual.stores(),
                    usual.destinations(),
                    TravelSource::roads,
                    {"行车时间来自道路数据，已计入封闭路段；没有道路的按不通处理",
                     "driving times come from the road layer with its closures; what has no road is not reached"}};
  for (std::size_t store = 0; store < usual.stores(); ++store) {
    for (std::size_t to = 0; to < usual.destinations(); ++to) {
      times.set(store, to, {.minutes = usual.leg(store, to).minutes, .open = false});
    }
  }
  for (std::size_t index = 0; index < table.size(); ++index) {
    const auto& line = table[index];
    if (auto ok = check_road(line, usual, index); !ok) return fail(std::move(ok.error()));
    times.set(line.store, line.destination, {.minutes = line.minutes, .open = !line.closed});
  }
  return times;
}

}  // namespace anlan::supplies::allocation
