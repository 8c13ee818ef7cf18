// The adviser's flows against a proof that needs none: what can be served is the least, over all sets of demands, of
// what lies outside the set and what stores can get into it (max flow = min cut, each cut written out).
#include <rapidcheck.h>
#include <catch2/catch.hpp>

#include <algorithm>
#include <set>
#include <vector>

#include "allocation_world.hpp"
#include "supplies/allocation_rules.hpp"

namespace anlan::supplies::allocation {

namespace {

/// The most that can be served within `limit` minutes, of few demands whose units all weigh 1. Without reserves and
/// expiry.
std::int64_t most_within(const Task& task, std::int64_t limit) {
  std::int64_t most = std::int64_t{1} << 60;
  for (std::uint64_t set = 0; set < (std::uint64_t{1} << task.demands.size()); ++set) {
    std::int64_t cut = 0;
    std::vector<std::set<std::size_t>> asked(task.stores.size());  // items in the set that the store can bring
    for (std::size_t index = 0; index < task.demands.size(); ++index) {
      const auto& demand = task.demands[index];
      if ((set >> index & 1U) == 0) cut += demand.amount;
      for (std::size_t store = 0; (set >> index & 1U) != 0 && store < task.stores.size(); ++store) {
        const auto& leg = task.travel.leg(store, demand.destination);
        if (leg.open && leg.minutes <= limit) asked[store].insert(demand.goods);
      }
    }
    for (std::size_t store = 0; store < task.stores.size(); ++store) {
      std::int64_t stock = 0;
      for (const auto& batch : task.stock) {
        if (batch.store == store && asked[store].contains(batch.goods)) stock += batch.amount;
      }
      const auto& fleet = task.stores[store].fleet;
      cut += fleet && fleet->load > 0 ? std::min(stock, fleet->vehicles * fleet->load) : (fleet ? 0 : stock);
    }
    most = std::min(most, cut);
  }
  return most;
}

std::int64_t served(const Plan& plan) {
  std::int64_t sum = 0;
  for (const auto& line : plan.lines) sum += line.amount;
  return sum;
}

}  // namespace

TEST_CASE("nobody could serve more, or as much in less time") {
  const bool held = rc::check([] {
    const auto task = test::make_task({.seed = *rc::gen::arbitrary<std::uint32_t>(),
                                       .stores = *rc::gen::inRange<std::size_t>(1, 6),
                                       .villages = *rc::gen::inRange<std::size_t>(1, 5),
                                       .goods = *rc::gen::inRange<std::size_t>(1, 3),
                                       .stock_percent = *rc::gen::element(50, 100, 110, 160),
                                       .fleet_percent = *rc::gen::element(0, 60, 110, 150),
                                       .closed_percent = *rc::gen::element(0, 30),
                                       .heaviest = 1});
    const auto plan = allocate(task);
    RC_ASSERT(plan.has_value());
    RC_ASSERT(served(*plan) == most_within(task, kLongestTravel));
    if (plan->minutes_to_last.value_or(0) > 0) {
      RC_ASSERT(most_within(task, *plan->minutes_to_last - 1) < served(*plan));
    }
  });
  CHECK(held);
}

}  // namespace anlan::supplies::allocation
