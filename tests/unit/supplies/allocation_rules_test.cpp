// Small tasks whose best plan can be found with a pencil. Villages and amounts are made up.
#include "supplies/allocation_rules.hpp"

#include <catch2/catch.hpp>

#include <limits>

#include "allocation_audit.hpp"

namespace anlan::supplies::allocation {

namespace {

/// Quilts in a near and a far store for two villages. Minutes: near → a 10, near → b 20, far → a 30, far → b 90.
Task two_by_two(std::int64_t near_stock, std::int64_t far_stock) {
  Task task{
      .stores = {{.id = "near", .name = {"市库", "City Store"}}, {.id = "far", .name = {"县库", "County Store"}}},
      .destinations = {{.id = "a", .name = {"甲村", "Village A"}}, {.id = "b", .name = {"乙村", "Village B"}}},
      .goods = {{.item = "quilt-cotton", .name = {"棉被", "Quilts"}, .unit = {"床", "quilts"}, .load = 3}},
      .stock = {{.store = 0, .batch = "n", .amount = near_stock}, {.store = 1, .batch = "f", .amount = far_stock}},
      .demands = {{.destination = 0, .amount = 100}, {.destination = 1, .amount = 100}},
      .travel = {2, 2, TravelSource::roads, {"测试", "test"}}};
  task.travel.set(0, 0, {.minutes = 10, .open = true});
  task.travel.set(0, 1, {.minutes = 20, .open = true});
  task.travel.set(1, 0, {.minutes = 30, .open = true});
  task.travel.set(1, 1, {.minutes = 90, .open = true});
  return task;
}

Plan plan_of(const Task& task) {
  auto plan = allocate(task);
  REQUIRE(plan);
  for (const auto& fault : test::Audit{task, *plan}.faults()) FAIL_CHECK(fault);
  return std::move(*plan);
}

std::int64_t missing(const Plan& plan) {
  std::int64_t sum = 0;
  for (const auto& shortfall : plan.shortfalls) sum += shortfall.amount;
  return sum;
}

}  // namespace

TEST_CASE("the near store serves who would otherwise wait longest, not who comes first") {
  const auto plan = plan_of(two_by_two(100, 100));
  REQUIRE(plan.lines.size() == 2);
  CHECK(plan.minutes_to_last == 30);  // nearest first would take 90
  CHECK(plan.lines[0].store == 1);
  CHECK(plan.lines[1].store == 0);
  CHECK(plan.transport == 100 * 3 * 30 + 100 * 3 * 20);
  CHECK(plan.travel == TravelSource::roads);
}

TEST_CASE("within the least time the least is driven") {
  const auto plan = plan_of(two_by_two(1000, 1000));
  CHECK(plan.minutes_to_last == 20);
  for (const auto& line : plan.lines) {
    CHECK(line.store == 0);
    CHECK(line.instead_of.limit == Limit::none);
  }
  CHECK(plan.lines.front().why.zh == "有棉被的库点中，市库离甲村最近（约 10 分钟）");
}

TEST_CASE("a line says that the nearer store's stock is used up") {
  const auto plan = plan_of(two_by_two(100, 100));
  const auto& is = plan.lines[0].instead_of;
  CHECK(is.limit == Limit::stock);
  CHECK(is.store == 0);
  CHECK(is.bound == 100);
  CHECK(is.used == 100);
  CHECK(plan.lines[0].why.zh == "市库的棉被可发 100 床，已全部分出（约 10 分钟），改由县库发往甲村（约 30 分钟）");
}

TEST_CASE("a reserve stays, and the line and the shortfall name it") {
  auto task = two_by_two(100, 60);
  task.reserves = {{.store = 0, .goods = 0, .amount = 40}, {.store = 0, .goods = 0, .amount = 10}};
  const auto plan = plan_of(task);
  CHECK(missing(plan) == 80);
  REQUIRE(!plan.shortfalls.empty());
  CHECK(plan.shortfalls.front().because.limit == Limit::reserve);
  CHECK(plan.shortfalls.front().because.held == 40);
  CHECK(plan.shortfalls.front().why.zh.find("按储备底线须留存 40 床") != std::string::npos);
}

TEST_CASE("goods that expire before they are used stay, and the others leave first expired first") {
  auto task = two_by_two(0, 0);
  task.good_through = "2021-07-27";
  task.stock = {{.store = 0, .batch = "keeps", .amount = 50},
                {.store = 0, .batch = "late", .amount = 60, .expires_on = "2022-01-01"},
                {.store = 0, .batch = "last-day", .amount = 40, .expires_on = "2021-07-27"},
                {.store = 0, .batch = "too-old", .amount = 500, .expires_on = "2021-07-26"}};
  const auto plan = plan_of(task);
  CHECK(missing(plan) == 50);
  CHECK(plan.shortfalls.front().because.limit == Limit::expiry);
  CHECK(plan.shortfalls.front().because.held == 500);
  CHECK(plan.lines.front().picks.front().batch == 2);
}

TEST_CASE("what the vehicles cannot take comes from elsewhere or is missing, and both say so") {
  auto task = two_by_two(1000, 50);
  task.stores[0].fleet = {.vehicles = 2, .load = 200};  // 133 quilts of 3
  const auto plan = plan_of(task);
  CHECK(missing(plan) == 200 - 133 - 50);
  CHECK(plan.shortfalls.front().because.limit == Limit::vehicles);
  bool told = false;
  for (const auto& line : plan.lines) told = told || line.instead_of.limit == Limit::vehicles;
  CHECK(told);
}

TEST_CASE("a unit that no vehicle can carry stays where it is") {
  auto task = two_by_two(1000, 0);
  task.stores[0].fleet = {.vehicles = 100, .load = 2};
  const auto plan = plan_of(task);
  CHECK(plan.lines.empty());
  CHECK(plan.shortfalls.front().because.limit == Limit::vehicles);
}

TEST_CASE("a closed road is gone around, and the shortfall behind it names it") {
  auto task = two_by_two(1000, 50);
  task.travel.close(0, 0);
  const auto plan = plan_of(task);
  REQUIRE(plan.lines.size() == 2);
  CHECK(plan.lines[0].store == 1);
  CHECK(plan.lines[0].instead_of.limit == Limit::road);
  CHECK(plan.lines[0].instead_of.store == 0);
  REQUIRE(plan.shortfalls.size() == 1);
  CHECK(plan.shortfalls[0].amount == 50);
  CHECK(plan.shortfalls[0].because.limit == Limit::road);
  CHECK(plan.shortfalls[0].why.en ==
        "Village A lacks Quilts (50 quilts): no open road from City Store to Village A; have the road opened, or find "
        "another way of transport");
}

TEST_CASE("when there is not enough the more urgent is served whole, even if it is farther") {
  auto task = two_by_two(100, 0);
  task.demands[0].priority = 2;
  const auto plan = plan_of(task);
  REQUIRE(plan.lines.size() == 1);
  CHECK(plan.lines[0].demand == 1);
  REQUIRE(plan.shortfalls.size() == 1);
  CHECK(plan.shortfalls[0].demand == 0);
  CHECK(plan.shortfalls[0].because.limit == Limit::stock);
  CHECK_FALSE(plan.shortfalls[0].because.store);
}

TEST_CASE("the vehicles of one store are shared by its items") {
  auto task = two_by_two(100, 0);
  task.goods.push_back({.item = "tent", .name = {"帐篷", "Tents"}, .unit = {"顶", "tents"}, .load = 45});
  task.stock.push_back({.store = 0, .goods = 1, .batch = "t", .amount = 10});
  task.stock.push_back({.store = 1, .goods = 1, .batch = "u", .amount = 10});
  task.demands = {{.destination = 0, .goods = 0, .amount = 100}, {.destination = 0, .goods = 1, .amount = 10}};
  task.stores[0].fleet = {.vehicles = 1, .load = 400};  // all quilts and two tents
  const auto plan = plan_of(task);
  CHECK(missing(plan) == 0);
  CHECK(plan.minutes_to_last == 30);
}

TEST_CASE("no stock, no roads, no demand, no lists: a plan with nothing in it, or a shortfall") {
  CHECK(plan_of({}).lines.empty());
  CHECK_FALSE(plan_of({}).minutes_to_last);

  const auto bare = plan_of(two_by_two(0, 0));
  CHECK(bare.lines.empty());
  CHECK(missing(bare) == 200);
  CHECK(bare.shortfalls.front().why.zh.find("没有可发的棉被") != std::string::npos);

  auto cut_off = two_by_two(500, 500);
  for (const std::size_t store : {0U, 1U}) {
    for (const std::size_t to : {0U, 1U}) cut_off.travel.close(store, to);
  }
  const auto nowhere = plan_of(cut_off);
  CHECK(nowhere.lines.empty());
  CHECK(nowhere.shortfalls.front().because.limit == Limit::road);

  auto content = two_by_two(500, 500);
  for (auto& demand : content.demands) demand.amount = 0;
  CHECK(plan_of(content).lines.empty());
  CHECK(plan_of(content).shortfalls.empty());

  auto nobody = two_by_two(500, 500);
  nobody.stores.clear();
  nobody.stock.clear();
  nobody.travel = {0, 2, TravelSource::straight_line, {}};
  CHECK(missing(plan_of(nobody)) == 200);
}

TEST_CASE("a store next door takes no time, and that is a time") {
  auto task = two_by_two(500, 0);
  task.travel.set(0, 0, {.minutes = 0, .open = true});
  task.travel.set(0, 1, {.minutes = 0, .open = true});
  CHECK(plan_of(task).minutes_to_last == 0);
}

TEST_CASE("several demands of one village for one item are served each") {
  auto task = two_by_two(150, 100);
  task.demands.push_back({.destination = 0, .amount = 50});
  const auto plan = plan_of(task);
  CHECK(missing(plan) == 0);
}

TEST_CASE("the largest numbers that are let in are computed right") {
  auto task = two_by_two(kMostAmount, kMostAmount);
  task.goods[0].load = 1;
  task.demands[0].amount = kMostAmount / 2;
  task.demands[1].amount = kMostAmount / 2;
  task.stores[0].fleet = {.vehicles = kMostVehicles, .load = kMostAmount};
  task.travel.set(0, 1, {.minutes = kLongestTravel, .open = true});
  const auto plan = plan_of(task);
  CHECK(missing(plan) == 0);
  CHECK(plan.minutes_to_last == 90);
}

TEST_CASE("numbers that cannot be are refused, each with its place") {
  constexpr auto kHuge = std::numeric_limits<std::int64_t>::max();
  const auto pointer_of = [](const Task& task) {
    const auto plan = allocate(task);
    REQUIRE_FALSE(plan);
    CHECK(plan.error().type == "bad-allocation");
    return plan.error().errors.front().pointer;
  };
  const auto good = two_by_two(100, 100);
  auto task = good;
  task.stock[1].amount = -1;
  CHECK(pointer_of(task) == "/stock/1/amount");
  task = good;
  task.stock[0].amount = kHuge;
  CHECK(pointer_of(task) == "/stock/0/amount");
  task = good;
  task.stock[0].store = 2;
  CHECK(pointer_of(task) == "/stock/0/store");
  task = good;
  task.reserves = {{.store = 0, .goods = 1, .amount = 1}};
  CHECK(pointer_of(task) == "/reserves/0/goods");
  task = good;
  task.demands[0].destination = 9;
  CHECK(pointer_of(task) == "/demands/0/destination");
  task = good;
  task.demands[1].amount = kMostAmount;  // three load units each
  CHECK(pointer_of(task) == "/demands/1/amount");
  task = good;
  task.goods[0].load = 0;
  CHECK(pointer_of(task) == "/goods/0/load");
  task = good;
  task.stores[1].fleet = {.vehicles = kHuge, .load = kHuge};
  CHECK(pointer_of(task) == "/stores/1/fleet");
  task = good;
  task.travel = {1, 2, TravelSource::roads, {}};
  CHECK(pointer_of(task) == "/travel");
  task = good;
  task.travel.set(1, 1, {.minutes = -1, .open = true});
  CHECK(pointer_of(task) == "/travel/1/1");
}

}  // namespace anlan::supplies::allocation
