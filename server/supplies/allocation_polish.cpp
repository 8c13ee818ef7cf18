#include "supplies/allocation_polish.hpp"

#include <algorithm>
#include <map>
#include <utility>

namespace anlan::supplies::allocation {
namespace {

/// A plan that is being bettered, step by step; every step keeps all limits.
class Polisher {
 public:
  Polisher(const Facts& facts, const std::vector<Shipment>& shipments)
      : facts_{facts}, usage_{facts, shipments}, lacking_{lacking(facts, shipments)} {
    for (const auto& shipment : shipments) sent_[{shipment.demand, shipment.store}] += shipment.amount;
    for (std::size_t to = 0; to < facts.task().destinations.size(); ++to) nearest_.push_back(facts.nearest(to));
  }

  std::vector<Shipment> run() {
    // Each step serves more or drives less, so this ends.
    while (hand_over() || fill_up()) {
    }
    std::vector<Shipment> shipments;
    for (const auto& [way, amount] : sent_) {
      if (amount > 0) shipments.push_back({.store = way.second, .demand = way.first, .amount = amount});
    }
    return shipments;
  }

 private:
  using Way = std::pair<std::size_t, std::size_t>;  // demand, store

  [[nodiscard]] const Demand& demand(std::size_t index) const { return facts_.task().demands[index]; }

  void give(std::size_t store, std::size_t index, std::int64_t amount) {
    usage_.take(store, demand(index).goods, amount);
    sent_[{index, store}] += amount;
  }

  bool hand_over() {
    bool any = false;
    const std::vector<std::pair<Way, std::int64_t>> lines{sent_.begin(), sent_.end()};
    for (const auto& [way, amount] : lines) any = (amount > 0 && hand_over(way, amount)) || any;
    return any;
  }

  /// Moves what one line sends to nearer stores.
  bool hand_over(const Way& way, std::int64_t amount) {
    const auto [index, from] = way;
    const auto minutes = facts_.leg(from, demand(index)).minutes;
    bool any = false;
    for (const auto store : nearest_[demand(index).destination]) {
      const auto& leg = facts_.leg(store, demand(index));
      if (leg.minutes >= minutes || amount == 0) break;
      const auto moved = leg.open ? std::min(amount, usage_.room(store, demand(index).goods)) : 0;
      if (moved <= 0) continue;
      give(from, index, -moved);
      give(store, index, moved);
      amount -= moved;
      any = true;
    }
    return any;
  }

  bool fill_up() {
    std::vector<std::size_t> short_of;
    for (std::size_t index = 0; index < lacking_.size(); ++index) {
      if (lacking_[index] > 0) short_of.push_back(index);
    }
    std::ranges::sort(short_of, {}, [this](std::size_t index) { return std::pair{facts_.rank(index), index}; });
    bool any = false;
    for (const auto index : short_of) any = fill_up(index) || any;
    return any;
  }

  bool fill_up(std::size_t index) {
    bool any = false;
    for (const auto store : nearest_[demand(index).destination]) {
      if (!facts_.leg(store, demand(index)).open) continue;
      const auto more = std::min(lacking_[index], usage_.room(store, demand(index).goods));
      if (more <= 0) continue;
      give(store, index, more);
      lacking_[index] -= more;
      any = true;
    }
    return any;
  }

  const Facts& facts_;
  Usage usage_;
  std::vector<std::int64_t> lacking_;
  std::map<Way, std::int64_t> sent_ = {};
  std::vector<std::vector<std::size_t>> nearest_ = {};
};

}  // namespace

std::vector<std::int64_t> lacking(const Facts& facts, const std::vector<Shipment>& shipments) {
  std::vector<std::int64_t> amounts;
  for (const auto& demand : facts.task().demands) amounts.push_back(demand.amount);
  for (const auto& shipment : shipments) amounts[shipment.demand] -= shipment.amount;
  return amounts;
}

std::int64_t last_arrival(const Facts& facts, const std::vector<Shipment>& shipments) {
  std::int64_t last = 0;
  for (const auto& shipment : shipments) {
    last = std::max(last, facts.leg(shipment.store, facts.task().demands[shipment.demand]).minutes);
  }
  return last;
}

std::vector<Shipment> polish(const Facts& facts, const std::vector<Shipment>& shipments) {
  return Polisher{facts, shipments}.run();
}

}  // namespace anlan::supplies::allocation
