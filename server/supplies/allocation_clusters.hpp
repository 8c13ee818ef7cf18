#pragma once

#include <cstdint>
#include <vector>

#include "supplies/allocation_travel.hpp"

namespace anlan::supplies::allocation {

/// How alike destinations have to be to be counted as one.
enum class Likeness : std::uint8_t {
  reach,  ///< the same stores get there in time: all that a question of whether, not how far, needs
  order,  ///< and the same store is the nearest, so that mean times mislead little
  zone,   ///< the same store is the nearest; the others count when some member's road is open
  self,   ///< each stands for itself
};

/// Destinations counted together, and their legs within a limit of time.
class Clusters {
 public:
  /// A leg of a cluster is open when the road is and takes at most `limit` minutes; its time is the mean of the
  /// members that have it.
  Clusters(const TravelTimes& travel, std::int64_t limit, Likeness likeness);

  [[nodiscard]] std::size_t count() const noexcept { return members_.size(); }
  [[nodiscard]] std::size_t of(std::size_t destination) const { return cluster_of_[destination]; }
  [[nodiscard]] const Leg& leg(std::size_t store, std::size_t cluster) const {
    return legs_[cluster * stores_ + store];
  }

 private:
  void group(const TravelTimes& travel, std::int64_t limit, Likeness likeness);
  void average(const TravelTimes& travel, std::int64_t limit);

  std::size_t stores_;
  std::vector<std::size_t> cluster_of_;
  std::vector<std::vector<std::size_t>> members_ = {};
  std::vector<Leg> legs_ = {};
};

}  // namespace anlan::supplies::allocation
