#include "supplies/allocation_reasons.hpp"

#include <array>
#include <stdexcept>
#include <vector>

namespace anlan::supplies::allocation {
namespace {

Constraint stock_limit(const Facts& facts, const Usage& usage, std::size_t store, std::size_t goods) {
  const auto& holding = facts.holding(store, goods);
  Constraint found{
      .limit = Limit::stock, .store = store, .bound = holding.available(), .used = usage.sent(store, goods)};
  if (holding.reserved() > 0) {
    found.limit = Limit::reserve;
    found.held = holding.reserved();
  } else if (holding.too_old > 0) {
    found.limit = Limit::expiry;
    found.held = holding.too_old;
  }
  return found;
}

Constraint vehicle_limit(const Facts& facts, const Usage& usage, std::size_t store, std::size_t goods) {
  // A unit too big for one vehicle does not go however many there are.
  const auto& fleet = facts.task().stores[store].fleet;
  if (fleet && !facts.fits(store, goods)) return {.limit = Limit::vehicles, .store = store, .bound = fleet->load};
  return {.limit = Limit::vehicles, .store = store, .bound = facts.capacity(store), .used = usage.carried(store)};
}

/// What keeps a store that has the item from sending one unit more.
Constraint limit_of(const Facts& facts, const Usage& usage, std::size_t store, const Demand& demand) {
  if (!facts.leg(store, demand).open) return {.limit = Limit::road, .store = store};
  if (usage.left(store, demand.goods) <= 0) return stock_limit(facts, usage, store, demand.goods);
  if (usage.space(store, demand.goods) <= 0) return vehicle_limit(facts, usage, store, demand.goods);
  throw std::logic_error{"a plan left something that a nearer store could have sent"};
}

/// Whether lifting this one limit of a store would let a unit more go.
bool lifts(Limit limit, const Facts& facts, const Usage& usage, std::size_t store, const Demand& demand) {
  const auto& holding = facts.holding(store, demand.goods);
  const bool open = facts.leg(store, demand).open;
  const bool stock = usage.left(store, demand.goods) > 0;
  const bool space = usage.space(store, demand.goods) > 0;
  switch (limit) {
    case Limit::vehicles:
      return open && stock && !space;
    case Limit::reserve:
      return open && space && !stock && holding.reserved() > 0;
    case Limit::road:
      return !open && stock && space;
    case Limit::expiry:
      return open && space && !stock && holding.reserved() == 0 && holding.too_old > 0;
    case Limit::stock:
    case Limit::none:
      break;
  }
  return false;
}

Constraint all_sent(const Facts& facts, const Usage& usage, const Demand& demand) {
  Constraint all{.limit = Limit::stock};
  for (std::size_t store = 0; store < facts.task().stores.size(); ++store) {
    if (!facts.leg(store, demand).open) continue;
    all.bound += facts.holding(store, demand.goods).available();
    all.used += usage.sent(store, demand.goods);
  }
  return all;
}

}  // namespace

Constraint why_not_nearer(const Facts& facts, const Usage& usage, const Shipment& shipment) {
  const auto& demand = facts.task().demands[shipment.demand];
  const auto minutes = facts.leg(shipment.store, demand).minutes;
  std::optional<std::size_t> nearest;
  for (std::size_t store = 0; store < facts.task().stores.size(); ++store) {
    const auto time = facts.leg(store, demand).minutes;
    if (time >= minutes || !facts.holding(store, demand.goods).any()) continue;
    if (!nearest || time < facts.leg(*nearest, demand).minutes) nearest = store;
  }
  if (!nearest) return {};
  return limit_of(facts, usage, *nearest, demand);
}

Constraint why_short(const Facts& facts, const Usage& usage, const Demand& demand) {
  constexpr std::array kInOrder{Limit::vehicles, Limit::reserve, Limit::road, Limit::expiry};
  const auto nearest = facts.nearest(demand.destination);
  for (const auto limit : kInOrder) {
    for (const auto store : nearest) {
      if (!lifts(limit, facts, usage, store, demand)) continue;
      return limit_of(facts, usage, store, demand);
    }
  }
  return all_sent(facts, usage, demand);
}

}  // namespace anlan::supplies::allocation
