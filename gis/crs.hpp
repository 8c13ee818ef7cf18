#pragma once

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "gis/fault.hpp"
#include "gis/geometry.hpp"

namespace anlan::gis {

inline constexpr int kCgcs2000 = 4490;

/// A pair of numbers as a file gives them: metres in a plane, or degrees; `x` east and `y` north unless swapped.
struct Plane {
  double x = 0;
  double y = 0;

  friend bool operator==(const Plane&, const Plane&) = default;
};

/// A coordinate system, and whether the file writes its numbers as (north, east): the national standard calls north X,
/// so people do.
struct Crs {
  int epsg = kCgcs2000;
  bool swapped = false;

  friend bool operator==(const Crs&, const Crs&) = default;
};

/// A coordinate system the numbers may be in, and why. To be shown to a person, who decides.
struct CrsCandidate {
  Crs crs = {};
  std::string zh = {};
  std::string en = {};

  friend bool operator==(const CrsCandidate&, const CrsCandidate&) = default;
};

/// Converts between one coordinate system and CGCS2000 degrees with PROJ. Not thread-safe; make one per thread.
class Projector {
 public:
  /// Fault: `crs-unknown` when PROJ does not know the number.
  [[nodiscard]] static Result<Projector> make(Crs crs);
  /// The same for a definition PROJ can read: WKT of any kind, "EPSG:4526".
  [[nodiscard]] static Result<Projector> make(const std::string& definition, bool swapped = false);

  /// Fault: `coordinate-outside` when the numbers lie outside the system's domain.
  [[nodiscard]] Result<Point> to_lonlat(Plane numbers) const;
  [[nodiscard]] Result<Plane> from_lonlat(Point point) const;

  /// Whether the system rests on Beijing 54 or Xi'an 80, which have no public transformation to CGCS2000: converted
  /// coordinates are tens of metres off.
  [[nodiscard]] bool on_old_datum() const noexcept;

 private:
  struct Pipeline;
  struct Close {
    void operator()(Pipeline* pipeline) const noexcept;
  };
  explicit Projector(std::unique_ptr<Pipeline, Close> pipeline) noexcept : pipeline_{std::move(pipeline)} {}

  std::unique_ptr<Pipeline, Close> pipeline_;
};

/// What coordinate systems numbers without a `.prj` may be in, likeliest first: eight-digit eastings name their zone
/// (38… EPSG:4526, 19… EPSG:4497), six digits fit any central meridian (114°E EPSG:4547 first), and both orders of the
/// pair are recognised. Empty when no rule fits. Never apply one without asking: the digits cannot tell CGCS2000 from
/// Xi'an 80, or one meridian from the next.
[[nodiscard]] std::vector<CrsCandidate> crs_candidates(std::span<const Plane> sample);

}  // namespace anlan::gis
