#include "supplies/allocation_rules.hpp"

#include <algorithm>
#include <numeric>
#include <tuple>
#include <utility>

#include "supplies/allocation_facts.hpp"
#include "supplies/allocation_polish.hpp"
#include "supplies/allocation_reasons.hpp"
#include "supplies/allocation_solver.hpp"
#include "supplies/allocation_words.hpp"

namespace anlan::supplies::allocation {
namespace {

std::vector<Line> lines_of(const Facts& facts, const std::vector<Shipment>& shipments) {
  const Usage usage{facts, shipments};
  std::vector<Line> lines;
  for (const auto& shipment : shipments) {
    lines.push_back({.store = shipment.store,
                     .demand = shipment.demand,
                     .amount = shipment.amount,
                     .minutes = facts.leg(shipment.store, facts.task().demands[shipment.demand]).minutes,
                     .instead_of = why_not_nearer(facts, usage, shipment)});
    lines.back().why = explain(facts.task(), lines.back());
  }
  std::ranges::sort(lines, {}, [](const Line& line) { return std::tuple{line.demand, line.minutes, line.store}; });
  return lines;
}

/// Batches that may be sent, by store × goods, the first to expire first; what keeps for ever goes last.
std::vector<std::vector<std::size_t>> piles(const Facts& facts) {
  const auto& task = facts.task();
  std::vector<std::vector<std::size_t>> piles(task.stores.size() * task.goods.size());
  for (std::size_t index = 0; index < task.stock.size(); ++index) {
    const auto& batch = task.stock[index];
    if (facts.good(batch)) piles[batch.store * task.goods.size() + batch.goods].push_back(index);
  }
  for (auto& pile : piles) {
    std::ranges::sort(pile, {}, [&](std::size_t index) {
      const auto& expires = task.stock[index].expires_on;
      return std::tuple{!expires, expires.value_or(""), index};
    });
  }
  return piles;
}

/// First expired, first out: what arrives first is taken from what expires first.
void pick(const Facts& facts, std::vector<Line>& lines) {
  const auto& task = facts.task();
  const auto pile = piles(facts);
  std::vector<std::size_t> next(pile.size());
  std::vector<std::int64_t> left;
  left.reserve(task.stock.size());
  for (const auto& batch : task.stock) left.push_back(batch.amount);
  std::vector<std::size_t> order(lines.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::ranges::sort(order, {}, [&](std::size_t index) { return std::pair{lines[index].minutes, index}; });
  for (const auto index : order) {
    auto& line = lines[index];
    const auto spot = line.store * task.goods.size() + task.demands[line.demand].goods;
    auto wanted = line.amount;
    while (wanted > 0) {
      const auto batch = pile[spot].at(next[spot]);
      const auto amount = std::min(wanted, left[batch]);
      if (amount > 0) line.picks.push_back({.batch = batch, .amount = amount});
      left[batch] -= amount;
      wanted -= amount;
      if (left[batch] == 0) ++next[spot];
    }
  }
}

std::vector<Shortfall> shortfalls_of(const Facts& facts, const std::vector<Shipment>& shipments) {
  const Usage usage{facts, shipments};
  const auto missing = lacking(facts, shipments);
  std::vector<Shortfall> shortfalls;
  for (std::size_t index = 0; index < missing.size(); ++index) {
    if (missing[index] == 0) continue;
    shortfalls.push_back(
        {.demand = index, .amount = missing[index], .because = why_short(facts, usage, facts.task().demands[index])});
    shortfalls.back().why = explain(facts.task(), shortfalls.back());
  }
  return shortfalls;
}

}  // namespace

Result<Plan> allocate(const Task& task) {
  if (auto ok = check(task); !ok) return fail(std::move(ok.error()));
  const Facts facts{task};
  const auto shipments = solve(facts);
  Plan plan{.lines = lines_of(facts, shipments),
            .shortfalls = shortfalls_of(facts, shipments),
            .travel = task.travel.source(),
            .travel_note = task.travel.note()};
  pick(facts, plan.lines);
  if (!shipments.empty()) plan.minutes_to_last = last_arrival(facts, shipments);
  for (const auto& line : plan.lines) {
    plan.transport += line.amount * task.goods[task.demands[line.demand].goods].load * line.minutes;
  }
  return plan;
}

}  // namespace anlan::supplies::allocation
