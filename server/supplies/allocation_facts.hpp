#pragma once

#include <cstdint>
#include <limits>
#include <vector>

#include "supplies/allocation.hpp"

namespace anlan::supplies::allocation {

inline constexpr std::int64_t kNoLimit = std::numeric_limits<std::int64_t>::max();

/// What a store has of an item, sorted by what may happen to it.
struct Holding {
  std::int64_t usable = 0;   ///< good for long enough
  std::int64_t too_old = 0;  ///< there, but not to be sent
  std::int64_t floor = 0;    ///< of the usable, has to stay

  [[nodiscard]] std::int64_t available() const noexcept { return usable > floor ? usable - floor : 0; }
  [[nodiscard]] std::int64_t reserved() const noexcept { return usable - available(); }
  [[nodiscard]] bool any() const noexcept { return usable > 0 || too_old > 0; }
};

/// A part of a demand that a store sends.
struct Shipment {
  std::size_t store = 0;
  std::size_t demand = 0;
  std::int64_t amount = 0;
};

/// The task with everything looked up once. Refers to the task, which has passed `check`.
class Facts {
 public:
  explicit Facts(const Task& task);

  [[nodiscard]] const Task& task() const noexcept { return *task_; }
  [[nodiscard]] const Holding& holding(std::size_t store, std::size_t goods) const {
    return holdings_[store * task_->goods.size() + goods];
  }
  [[nodiscard]] const Leg& leg(std::size_t store, const Demand& demand) const {
    return task_->travel.leg(store, demand.destination);
  }
  /// Load units that the store's vehicles take together; kNoLimit without a fleet.
  [[nodiscard]] std::int64_t capacity(std::size_t store) const { return capacities_[store]; }
  /// Whether one unit goes into one vehicle of the store.
  [[nodiscard]] bool fits(std::size_t store, std::size_t goods) const;
  /// Whether the expiry of a batch lets it be sent.
  [[nodiscard]] bool good(const BatchStock& batch) const;

  /// Priorities that occur, numbered from 0, the most urgent first.
  [[nodiscard]] std::size_t ranks() const noexcept { return ranks_; }
  [[nodiscard]] std::size_t rank(std::size_t demand) const { return rank_of_[demand]; }
  /// Demands of an item that ask for something, in the task's order.
  [[nodiscard]] const std::vector<std::size_t>& demands_for(std::size_t goods) const { return demands_[goods]; }
  /// Stores by driving time to a destination, the nearest first, closed roads among them.
  [[nodiscard]] std::vector<std::size_t> nearest(std::size_t destination) const;

 private:
  void rank_demands();

  const Task* task_;
  std::vector<Holding> holdings_;
  std::vector<std::int64_t> capacities_;
  std::size_t ranks_ = 0;
  std::vector<std::size_t> rank_of_;
  std::vector<std::vector<std::size_t>> demands_;
};

/// What a plan has taken so far.
class Usage {
 public:
  Usage(const Facts& facts, const std::vector<Shipment>& shipments);

  void take(std::size_t store, std::size_t goods, std::int64_t amount);
  [[nodiscard]] std::int64_t sent(std::size_t store, std::size_t goods) const {
    return sent_[store * facts_->task().goods.size() + goods];
  }
  [[nodiscard]] std::int64_t carried(std::size_t store) const { return carried_[store]; }
  /// Units in stock that may still go.
  [[nodiscard]] std::int64_t left(std::size_t store, std::size_t goods) const {
    return facts_->holding(store, goods).available() - sent(store, goods);
  }
  /// Units that still go into the vehicles.
  [[nodiscard]] std::int64_t space(std::size_t store, std::size_t goods) const;
  /// Units that the store can still send.
  [[nodiscard]] std::int64_t room(std::size_t store, std::size_t goods) const;

 private:
  const Facts* facts_;
  std::vector<std::int64_t> sent_;
  std::vector<std::int64_t> carried_;
};

}  // namespace anlan::supplies::allocation
