#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "base/result.hpp"

namespace anlan::supplies::allocation {

/// Degrees, CGCS2000.
struct Position {
  double lon = 0;
  double lat = 0;
};

enum class TravelSource : std::uint8_t {
  straight_line,  ///< great circle × factor / speed
  roads,          ///< a table made from a road layer
};

/// "straight_line" or "roads": the wire's word.
[[nodiscard]] std::string_view to_string(TravelSource source) noexcept;

/// The way from a store to a destination.
struct Leg {
  std::int64_t minutes = 0;  ///< of driving; for a closed leg what it took or would take, to name what is near
  bool open = false;
};

/// Driving times from every store to every destination, and where they come from.
class TravelTimes {
 public:
  TravelTimes() = default;
  TravelTimes(std::size_t stores, std::size_t destinations, TravelSource source, Text note);

  [[nodiscard]] std::size_t stores() const noexcept { return stores_; }
  [[nodiscard]] std::size_t destinations() const noexcept { return destinations_; }
  [[nodiscard]] TravelSource source() const noexcept { return source_; }
  [[nodiscard]] const Text& note() const noexcept { return note_; }

  [[nodiscard]] const Leg& leg(std::size_t store, std::size_t destination) const {
    return legs_[store * destinations_ + destination];
  }
  void set(std::size_t store, std::size_t destination, Leg leg) { legs_[store * destinations_ + destination] = leg; }
  /// Nobody gets from the one to the other any more; the usual time stays known.
  void close(std::size_t store, std::size_t destination) { legs_[store * destinations_ + destination].open = false; }

 private:
  std::size_t stores_ = 0;
  std::size_t destinations_ = 0;
  TravelSource source_ = TravelSource::straight_line;
  Text note_ = {};
  std::vector<Leg> legs_ = {};
};

/// Planning values of the norms catalogue: roads are longer than the crow's way, and lorries are slow after a storm.
struct StraightLine {
  int factor_percent = 140;
  int speed_kmh = 40;
};

/// Metres on the sphere of the earth's mean radius (6,371,008.8 m): within 0.6 % of the ellipsoid.
[[nodiscard]] double great_circle_metres(Position from, Position to) noexcept;

/// Straight line × factor / speed, in whole minutes, rounded up; every leg is open.
/// Problem `bad-travel`: a position off the globe, a factor below 100 % or above 1000 %, a speed outside 1–200 km/h.
[[nodiscard]] Result<TravelTimes> straight_line_times(std::span<const Position> stores,
                                                      std::span<const Position> destinations,
                                                      const StraightLine& rule = {});

/// A line of a road layer's answer.
struct RoadTime {
  std::size_t store = 0;
  std::size_t destination = 0;
  std::int64_t minutes = 0;
  bool closed = false;  ///< usually so long, but not passable now
};

/// Times by road. A pair without a line has no road: it is not open, and its time is `usual`'s.
/// Problem `bad-travel`: a line that names nobody, a negative time, or one beyond `kLongestTravel`; the pointer says
/// which.
[[nodiscard]] Result<TravelTimes> road_times(const TravelTimes& usual, std::span<const RoadTime> table);

/// Minutes; longer than a fortnight is a fault of the data.
inline constexpr std::int64_t kLongestTravel = 20'000;

}  // namespace anlan::supplies::allocation
