#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/problem.hpp"
#include "supplies/allocation_travel.hpp"

// Which store sends what to whom: the question and the answer. All quantities are whole numbers of an item's base unit;
// things refer to each other by their index in the question's lists, so an answer is read beside its question.
namespace anlan::supplies::allocation {

/// Vehicles of a store that leave once, each with one load. Loads are added up by weight, not packed piece by piece;
/// vehicles that came back are asked about again.
struct Fleet {
  std::int64_t vehicles = 0;  ///< at most 100,000
  std::int64_t load = 0;      ///< of one vehicle, in the unit of `Goods::load`
};

struct Store {
  std::string id;
  Text name = {};
  std::optional<Fleet> fleet = {};  ///< nothing: transport is no limit here
};

struct Destination {
  std::string id;  ///< division code of a village or township, or an assembly point's id
  Text name = {};
};

struct Goods {
  std::string item;  ///< code of the goods catalogue
  Text name = {};
  Text unit = {};
  std::int64_t load = 1;  ///< what one base unit takes of a vehicle's load: grams, say; at least 1
};

/// Goods of one item that lie in a store and expire together.
struct BatchStock {
  std::size_t store = 0;
  std::size_t goods = 0;
  std::string batch = {};
  std::int64_t amount = 0;
  std::optional<std::string> expires_on = {};  ///< last day of use, "2027-06-30"; nothing: keeps
};

/// What has to stay in a store whatever is asked for (储备底线). Goods that are too old to send do not count towards
/// it. Of several floors for the same store and item the highest holds.
struct Reserve {
  std::size_t store = 0;
  std::size_t goods = 0;
  std::int64_t amount = 0;
};

/// What a destination needs of an item. To give everybody a part before anybody gets the whole, ask for the first part
/// at a more urgent priority.
struct Demand {
  std::size_t destination = 0;
  std::size_t goods = 0;
  std::int64_t amount = 0;
  int priority = 1;  ///< 1 is served before 2
};

struct Task {
  std::vector<Store> stores = {};
  std::vector<Destination> destinations = {};
  std::vector<Goods> goods = {};
  std::vector<BatchStock> stock = {};
  std::vector<Reserve> reserves = {};
  std::vector<Demand> demands = {};
  TravelTimes travel = {};
  /// Goods must be good through this day, "2021-07-27": the day they are used up. Nothing: expiry is no limit.
  std::optional<std::string> good_through = {};
};

/// What stood in the way.
enum class Limit : std::uint8_t {
  none,      ///< nothing: of the stores that have it, this is the nearest
  stock,     ///< all that could be sent is sent: used == bound
  reserve,   ///< what lies beyond it must stay: used == bound, held > 0
  expiry,    ///< what lies beyond it would not be good for long enough: used == bound, held > 0
  vehicles,  ///< not one more unit fits: bound - used < the unit's load
  road,      ///< no open road between the two
};

/// "stock", "reserve", …: the wire's word.
[[nodiscard]] std::string_view to_string(Limit limit) noexcept;

/// A limit in numbers that can be checked against the task and the plan.
struct Constraint {
  Limit limit = Limit::none;
  std::optional<std::size_t> store = {};  ///< whose limit; nothing: of all stores with an open road together
  std::int64_t bound = 0;                 ///< base units that may be sent; load units for vehicles
  std::int64_t used = 0;                  ///< what the plan takes of it
  std::int64_t held = 0;                  ///< base units that stay: reserved, or too old
};

/// Part of a batch, by which the pick list starts.
struct Pick {
  std::size_t batch = 0;  ///< into Task::stock
  std::int64_t amount = 0;
};

/// One proposed consignment.
struct Line {
  std::size_t store = 0;
  std::size_t demand = 0;  ///< into Task::demands: destination, item and priority
  std::int64_t amount = 0;
  std::int64_t minutes = 0;      ///< of driving
  std::vector<Pick> picks = {};  ///< first expired, first out; together `amount`
  Constraint instead_of = {};    ///< of the nearer store that does not send it
  Text why = {};
};

/// What of a demand nobody can send.
struct Shortfall {
  std::size_t demand = 0;
  std::int64_t amount = 0;
  Constraint because = {};
  Text why = {};  ///< with what could be done about it
};

struct Plan {
  std::vector<Line> lines = {};                      ///< by demand, then the nearest store first
  std::vector<Shortfall> shortfalls = {};            ///< by demand
  std::optional<std::int64_t> minutes_to_last = {};  ///< until the last consignment arrives; nothing without lines
  std::int64_t transport = 0;                        ///< load units × minutes of driving, added up
  TravelSource travel = TravelSource::straight_line;
  Text travel_note = {};  ///< how the times were found, in words
};

}  // namespace anlan::supplies::allocation
