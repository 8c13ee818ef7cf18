#include "supplies/allocation_facts.hpp"

#include <algorithm>
#include <numeric>
#include <set>
#include <utility>

namespace anlan::supplies::allocation {

Facts::Facts(const Task& task)
    : task_{&task},
      holdings_(task.stores.size() * task.goods.size()),
      rank_of_(task.demands.size()),
      demands_(task.goods.size()) {
  for (const auto& batch : task.stock) {
    auto& holding = holdings_[batch.store * task.goods.size() + batch.goods];
    (good(batch) ? holding.usable : holding.too_old) += batch.amount;
  }
  for (const auto& reserve : task.reserves) {
    auto& floor = holdings_[reserve.store * task.goods.size() + reserve.goods].floor;
    floor = std::max(floor, reserve.amount);
  }
  for (const auto& store : task.stores) {
    capacities_.push_back(store.fleet ? store.fleet->vehicles * store.fleet->load : kNoLimit);
  }
  rank_demands();
}

void Facts::rank_demands() {
  std::set<int> priorities;
  for (const auto& demand : task_->demands) priorities.insert(demand.priority);
  ranks_ = priorities.size();
  for (std::size_t index = 0; index < task_->demands.size(); ++index) {
    const auto& demand = task_->demands[index];
    rank_of_[index] = static_cast<std::size_t>(std::distance(priorities.begin(), priorities.find(demand.priority)));
    if (demand.amount > 0) demands_[demand.goods].push_back(index);
  }
}

bool Facts::fits(std::size_t store, std::size_t goods) const {
  const auto& fleet = task_->stores[store].fleet;
  return !fleet || task_->goods[goods].load <= fleet->load;
}

bool Facts::good(const BatchStock& batch) const {
  return !task_->good_through || !batch.expires_on || *batch.expires_on >= *task_->good_through;
}

std::vector<std::size_t> Facts::nearest(std::size_t destination) const {
  std::vector<std::size_t> order(task_->stores.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::ranges::sort(order, {},
                    [&](std::size_t store) { return std::pair{task_->travel.leg(store, destination).minutes, store}; });
  return order;
}

Usage::Usage(const Facts& facts, const std::vector<Shipment>& shipments)
    : facts_{&facts},
      sent_(facts.task().stores.size() * facts.task().goods.size()),
      carried_(facts.task().stores.size()) {
  for (const auto& shipment : shipments) {
    take(shipment.store, facts.task().demands[shipment.demand].goods, shipment.amount);
  }
}

void Usage::take(std::size_t store, std::size_t goods, std::int64_t amount) {
  sent_[store * facts_->task().goods.size() + goods] += amount;
  carried_[store] += amount * facts_->task().goods[goods].load;
}

std::int64_t Usage::space(std::size_t store, std::size_t goods) const {
  if (facts_->capacity(store) == kNoLimit) return kNoLimit;
  if (!facts_->fits(store, goods)) return 0;
  return (facts_->capacity(store) - carried(store)) / facts_->task().goods[goods].load;
}

std::int64_t Usage::room(std::size_t store, std::size_t goods) const {
  return std::min(left(store, goods), space(store, goods));
}

}  // namespace anlan::supplies::allocation
