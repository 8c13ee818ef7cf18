// Many made-up disasters: limits kept, reasons true, and never worse than sending from the nearest store.
#include <rapidcheck.h>
#include <catch2/catch.hpp>

#include <algorithm>
#include <map>
#include <numeric>
#include <tuple>
#include <utility>

#include "allocation_audit.hpp"
#include "allocation_world.hpp"
#include "supplies/allocation_rules.hpp"

namespace anlan::supplies::allocation {

namespace {

/// What a plan is judged by, the most important first: load that each priority lacks, then the time to the last.
using Score = std::pair<std::map<int, std::int64_t>, std::int64_t>;

Score score_of(const Task& task, const Plan& plan) {
  Score score;
  for (const auto& demand : task.demands) score.first[demand.priority] += 0;
  for (const auto& shortfall : plan.shortfalls) {
    const auto& demand = task.demands[shortfall.demand];
    score.first[demand.priority] += shortfall.amount * task.goods[demand.goods].load;
  }
  score.second = plan.minutes_to_last.value_or(0);
  return score;
}

/// How people do it by hand: the most urgent first, down the list, each from the nearest store that still has some.
class NearestFirst {
 public:
  explicit NearestFirst(const Task& task) : task_{task} {
    for (const auto& batch : task.stock) {
      const bool good = !task.good_through || !batch.expires_on || *batch.expires_on >= *task.good_through;
      if (good) left_[{batch.store, batch.goods}] += batch.amount;
    }
    std::map<Spot, std::int64_t> floors;
    for (const auto& reserve : task.reserves) {
      auto& floor = floors[{reserve.store, reserve.goods}];
      floor = std::max(floor, reserve.amount);
    }
    for (const auto& [spot, floor] : floors) left_[spot] = std::max<std::int64_t>(left_[spot] - floor, 0);
    for (const auto& store : task.stores) {
      space_.push_back(store.fleet ? store.fleet->vehicles * store.fleet->load : std::int64_t{1} << 60);
    }
  }

  Score run() {
    std::vector<std::size_t> order(task_.demands.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::ranges::sort(order, {}, [&](std::size_t index) { return std::pair{task_.demands[index].priority, index}; });
    for (const auto index : order) served_[index] = serve(task_.demands[index]);
    return score_;
  }

  /// The task that asks for no more than was served here: what it would have taken to serve the same people.
  Task same_service() const {
    auto task = task_;
    for (std::size_t index = 0; index < task.demands.size(); ++index) task.demands[index].amount = served_.at(index);
    std::erase_if(task.demands, [](const Demand& demand) { return demand.amount == 0; });
    return task;
  }

 private:
  using Spot = std::pair<std::size_t, std::size_t>;

  std::int64_t serve(const Demand& demand) {
    std::vector<std::size_t> stores(task_.stores.size());
    std::iota(stores.begin(), stores.end(), std::size_t{0});
    const auto leg = [&](std::size_t store) { return task_.travel.leg(store, demand.destination); };
    std::ranges::sort(stores, {}, [&](std::size_t store) { return std::pair{leg(store).minutes, store}; });
    const auto load = task_.goods[demand.goods].load;
    auto wanted = demand.amount;
    for (const auto store : stores) {
      const auto& fleet = task_.stores[store].fleet;
      if (!leg(store).open || (fleet && load > fleet->load)) continue;
      const auto amount = std::min({wanted, left_[{store, demand.goods}], space_[store] / load});
      if (amount == 0) continue;
      left_[{store, demand.goods}] -= amount;
      space_[store] -= amount * load;
      wanted -= amount;
      score_.second = std::max(score_.second, leg(store).minutes);
    }
    score_.first[demand.priority] += wanted * load;
    return demand.amount - wanted;
  }

  const Task& task_;
  std::map<Spot, std::int64_t> left_ = {};
  std::vector<std::int64_t> space_ = {};
  std::map<std::size_t, std::int64_t> served_ = {};
  Score score_ = {};
};

/// Whether a plan is at least as good: serves more, or as much and no later. Vehicles cannot take half a unit, so one
/// unit in the last of each store's vehicles decides nothing; then the time has to be better all the same.
bool as_good(const Task& task, const Score& ours, const Score& other) {
  if (ours <= other) return true;
  std::int64_t crumbs = 0;
  for (const auto& store : task.stores) {
    const auto heaviest = std::ranges::max(task.goods, {}, &Goods::load).load;
    crumbs += store.fleet ? heaviest - 1 : 0;
  }
  for (const auto& [priority, load] : ours.first) {
    if (load > other.first.at(priority) + crumbs) return false;
  }
  return ours.second <= other.second;
}

std::string to_text(const Score& score) {
  std::string text;
  for (const auto& [priority, load] : score.first) text += std::to_string(priority) + ":" + std::to_string(load) + " ";
  return text + "last " + std::to_string(score.second);
}

/// A hundred kinds of trouble, one a seed.
test::Disaster trouble(std::uint32_t seed) {
  const auto pick = [seed](std::initializer_list<int> values, std::uint32_t divisor) {
    return values.begin()[seed / divisor % values.size()];
  };
  return {.seed = seed,
          .stores = static_cast<std::size_t>(pick({3, 5, 8, 12}, 1)),
          .villages = static_cast<std::size_t>(pick({20, 40, 60}, 2)),
          .goods = static_cast<std::size_t>(pick({1, 3, 5}, 3)),
          .stock_percent = pick({130, 105, 200, 80}, 5),
          .asking_percent = pick({100, 60}, 7),
          .fleet_percent = pick({0, 130, 0, 90}, 11),
          .reserve_percent = pick({0, 40}, 13),
          .closed_percent = pick({0, 10, 30}, 4),
          .old_percent = pick({0, 20}, 6),
          .priorities = pick({1, 3}, 9)};
}

void check_audit(const Task& task, const Plan& plan) {
  for (const auto& fault : test::Audit{task, plan}.faults()) FAIL_CHECK(fault);
}

}  // namespace

TEST_CASE("in random disasters no limit is broken and every reason is true") {
  const bool held = rc::check([] {
    const test::Disaster disaster{
        .seed = *rc::gen::arbitrary<std::uint32_t>(),
        .stores = *rc::gen::inRange<std::size_t>(1, 9),
        .villages = *rc::gen::inRange<std::size_t>(1, 40),
        .goods = *rc::gen::inRange<std::size_t>(1, 6),
        .stock_percent = *rc::gen::element(0, 60, 100, 150),
        .asking_percent = *rc::gen::element(100, 50),
        .fleet_percent = *rc::gen::element(0, 40, 100, 140),
        .reserve_percent = *rc::gen::element(0, 50),
        .closed_percent = *rc::gen::element(0, 20, 100),
        .old_percent = *rc::gen::element(0, 30),
        .priorities = *rc::gen::inRange(1, 4),
        .heaviest = *rc::gen::element<std::int64_t>(1, 30, 2000),
    };
    const auto task = test::make_task(disaster);
    const auto plan = allocate(task);
    RC_ASSERT(plan.has_value());
    const auto faults = test::Audit{task, *plan}.faults();
    RC_ASSERT(faults == std::vector<std::string>{});
  });
  CHECK(held);
}

TEST_CASE("sending from the nearest store first is never better, and often later, in a hundred disasters") {
  int earlier = 0;
  int served_more = 0;
  for (std::uint32_t seed = 1; seed <= 100; ++seed) {
    INFO("seed " << seed);
    const auto task = test::make_task(trouble(seed));
    const auto plan = allocate(task);
    REQUIRE(plan);
    check_audit(task, *plan);
    const auto ours = score_of(task, *plan);
    const auto nearest = NearestFirst{task}.run();
    INFO("ours " << to_text(ours) << ", nearest first " << to_text(nearest));
    CHECK(as_good(task, ours, nearest));
    if (ours.first < nearest.first) ++served_more;
    if (ours.first == nearest.first && ours.second < nearest.second) ++earlier;
  }
  WARN("against nearest first in 100 disasters: last served earlier in " << earlier << ", more served in "
                                                                         << served_more);
  CHECK(earlier >= 45);
  CHECK(served_more >= 45);
}

TEST_CASE("the same people are served earlier than from the nearest store first, in a hundred disasters") {
  std::int64_t minutes = 0;
  std::int64_t nearest_minutes = 0;
  int earlier = 0;
  int later = 0;  // a vehicle takes whole units: where the last ones only just fit, packing them may cost minutes
  for (std::uint32_t seed = 1; seed <= 100; ++seed) {
    INFO("seed " << seed);
    const auto task = test::make_task(trouble(seed));
    NearestFirst by_hand{task};
    const auto nearest = by_hand.run().second;
    const auto same = by_hand.same_service();
    const auto plan = allocate(same);
    REQUIRE(plan);
    check_audit(same, *plan);
    const auto ours = plan->minutes_to_last.value_or(0);
    minutes += ours;
    nearest_minutes += nearest;
    if (ours < nearest) ++earlier;
    if (ours > nearest) ++later;
  }
  WARN("the same service in 100 disasters: " << minutes << " minutes to the last, nearest first " << nearest_minutes
                                             << "; earlier in " << earlier << ", later in " << later);
  CHECK(earlier >= 80);
  CHECK(later <= 1);
  CHECK(minutes * 10 < nearest_minutes * 9);
}

TEST_CASE("a large disaster short of vehicles keeps every limit too") {
  const auto task = test::make_task({.seed = 7,
                                     .stores = 12,
                                     .villages = 300,
                                     .goods = 20,
                                     .stock_percent = 90,
                                     .fleet_percent = 80,
                                     .reserve_percent = 30,
                                     .closed_percent = 10,
                                     .old_percent = 10,
                                     .priorities = 2});
  const auto plan = allocate(task);
  REQUIRE(plan);
  check_audit(task, *plan);
}

TEST_CASE("the same task gives the same plan") {
  const auto task = test::make_task(trouble(11));
  const auto one = allocate(task);
  const auto other = allocate(task);
  REQUIRE(one);
  REQUIRE(other);
  const auto facts = [](const Plan& plan) {
    std::vector<std::tuple<std::size_t, std::size_t, std::int64_t, std::string>> lines;
    for (const auto& line : plan.lines) lines.emplace_back(line.demand, line.store, line.amount, line.why.zh);
    return lines;
  };
  CHECK(facts(*one) == facts(*other));
}

}  // namespace anlan::supplies::allocation
