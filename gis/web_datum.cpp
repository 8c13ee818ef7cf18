#include "gis/web_datum.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <vector>

namespace anlan::gis {
namespace {

constexpr double kPi = std::numbers::pi;
constexpr double kDegree = kPi / 180;

// The published approximation of GCJ-02 works on the Krasovsky ellipsoid.
constexpr double kSemiMajor = 6378245.0;
constexpr double kEccentricity2 = 0.00669342162296594323;

constexpr double kBaiduTurn = kPi * 3000 / 180;

/// The smallest common offset worth a doubt: half of what GCJ-02 shifts, well above any survey's error.
constexpr double kDoubtMetres = 250;

/// The two waves both formulas share.
double ripple(double x) noexcept { return (20 * std::sin(6 * x * kPi) + 20 * std::sin(2 * x * kPi)) * 2 / 3; }

double shift_lat(double x, double y) noexcept {
  return -100 + 2 * x + 3 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * std::sqrt(std::abs(x)) + ripple(x) +
         (20 * std::sin(y * kPi) + 40 * std::sin(y / 3 * kPi)) * 2 / 3 +
         (160 * std::sin(y / 12 * kPi) + 320 * std::sin(y * kPi / 30)) * 2 / 3;
}

double shift_lon(double x, double y) noexcept {
  return 300 + x + 2 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * std::sqrt(std::abs(x)) + ripple(x) +
         (20 * std::sin(x * kPi) + 40 * std::sin(x / 3 * kPi)) * 2 / 3 +
         (150 * std::sin(x / 12 * kPi) + 300 * std::sin(x / 30 * kPi)) * 2 / 3;
}

bool covered(Point p) noexcept { return p.lon >= 72.004 && p.lon <= 137.8347 && p.lat >= 0.8293 && p.lat <= 55.8271; }

Point to_gcj02(Point p) noexcept {
  if (!covered(p)) return p;
  const double x = p.lon - 105;
  const double y = p.lat - 35;
  const double sine = std::sin(p.lat * kDegree);
  const double magic = 1 - kEccentricity2 * sine * sine;
  const double meridian = kSemiMajor * (1 - kEccentricity2) / (magic * std::sqrt(magic));
  const double parallel = kSemiMajor / std::sqrt(magic) * std::cos(p.lat * kDegree);
  return {p.lon + shift_lon(x, y) / (parallel * kDegree), p.lat + shift_lat(x, y) / (meridian * kDegree)};
}

Point gcj02_to_bd09(Point p) noexcept {
  const double radius = std::hypot(p.lon, p.lat) + 0.00002 * std::sin(p.lat * kBaiduTurn);
  const double angle = std::atan2(p.lat, p.lon) + 0.000003 * std::cos(p.lon * kBaiduTurn);
  return {radius * std::cos(angle) + 0.0065, radius * std::sin(angle) + 0.006};
}

/// The distance between claimed and known that `share` of the sightings do not exceed.
double quantile(std::span<const Sighting> sightings, std::optional<WebDatum> undone, double share) {
  std::vector<double> distances;
  distances.reserve(sightings.size());
  for (const auto& [claimed, known] : sightings) {
    distances.push_back(distance_m(undone ? from_web(claimed, *undone) : claimed, known));
  }
  const auto at = distances.begin() + static_cast<std::ptrdiff_t>(share * static_cast<double>(distances.size()));
  std::nth_element(distances.begin(), at, distances.end());
  return *at;
}

}  // namespace

std::string_view to_string(WebDatum datum) noexcept { return datum == WebDatum::gcj02 ? "gcj02" : "bd09"; }

std::optional<WebDatum> parse_web_datum(std::string_view text) noexcept {
  for (const WebDatum datum : {WebDatum::gcj02, WebDatum::bd09}) {
    if (to_string(datum) == text) return datum;
  }
  return std::nullopt;
}

Point to_web(Point truth, WebDatum datum) noexcept {
  if (!covered(truth)) return truth;
  const Point shifted = to_gcj02(truth);
  return datum == WebDatum::gcj02 ? shifted : gcj02_to_bd09(shifted);
}

Point from_web(Point shifted, WebDatum datum) noexcept {
  if (!covered(shifted)) return shifted;
  // The shift changes slowly, so each round of this fixed-point iteration leaves about a hundredth of the error.
  constexpr int kRounds = 8;
  Point truth = shifted;
  for (int round = 0; round < kRounds; ++round) {
    const Point image = to_web(truth, datum);
    truth.lon += shifted.lon - image.lon;
    truth.lat += shifted.lat - image.lat;
  }
  return truth;
}

double distance_m(Point a, Point b) noexcept {
  constexpr double kMetresPerDegree = 111'195;
  const double east = (b.lon - a.lon) * std::cos((a.lat + b.lat) / 2 * kDegree);
  return kMetresPerDegree * std::hypot(east, b.lat - a.lat);
}

std::optional<OffsetDoubt> doubt_offset(std::span<const Sighting> sightings) {
  if (sightings.empty()) return std::nullopt;
  const double offset = quantile(sightings, std::nullopt, 0.5);
  if (offset < kDoubtMetres) return std::nullopt;

  OffsetDoubt doubt{.offset_m = offset, .residual_m = offset};
  for (const WebDatum datum : {WebDatum::gcj02, WebDatum::bd09}) {
    // Of three in four, so that scatter of which half happens to point the datum's way is no proof.
    const double residual = quantile(sightings, datum, 0.75);
    if (residual < doubt.residual_m) doubt = {datum, offset, residual};
  }
  if (doubt.residual_m > offset / 3) return std::nullopt;
  return doubt;
}

}  // namespace anlan::gis
