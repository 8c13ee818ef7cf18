#pragma once

#include <cstdint>
#include <random>
#include <string>
#include <vector>

#include "supplies/allocation.hpp"

namespace anlan::test {

/// How a made-up disaster looks. Nothing in it is real but the rectangle around Jiaozuo.
struct Disaster {
  std::uint32_t seed = 1;
  std::size_t stores = 30;
  std::size_t villages = 2024;
  std::size_t goods = 40;
  int stock_percent = 130;   ///< of what is asked for, all stores together
  int asking_percent = 100;  ///< of villages × items that ask for something
  int fleet_percent = 0;     ///< load of all vehicles against that of all demands; 0: vehicles are no limit
  int reserve_percent = 0;   ///< of stores × items that keep a tenth of their stock
  int closed_percent = 0;    ///< of the ways from a store into an area of a township's size
  int old_percent = 0;       ///< of the batches that expire too soon
  int priorities = 1;
  std::int64_t heaviest = 30;  ///< load of one unit
};

/// A task from a disaster; the same on every machine.
class DisasterMaker {
 public:
  explicit DisasterMaker(const Disaster& disaster) : is_{disaster}, random_{disaster.seed} {}

  supplies::allocation::Task make() {
    add_names();
    for (std::size_t goods = 0; goods < is_.goods; ++goods) add_goods(goods);
    if (is_.fleet_percent > 0) add_fleets();
    add_travel();
    task_.good_through = "2021-07-27";
    return std::move(task_);
  }

 private:
  std::int64_t below(std::int64_t limit) { return limit <= 0 ? 0 : static_cast<std::int64_t>(random_()) % limit; }
  bool chance(int percent) { return below(100) < percent; }

  void add_names() {
    for (std::size_t index = 0; index < is_.stores; ++index) {
      const auto name = "库" + std::to_string(index);
      task_.stores.push_back({.id = name, .name = {name, "store " + std::to_string(index)}});
    }
    for (std::size_t index = 0; index < is_.villages; ++index) {
      const auto name = "村" + std::to_string(index);
      task_.destinations.push_back({.id = name, .name = {name, "village " + std::to_string(index)}});
    }
  }

  void add_goods(std::size_t goods) {
    const auto name = "物资" + std::to_string(goods);
    task_.goods.push_back({.item = name,
                           .name = {name, "item " + std::to_string(goods)},
                           .unit = {"件", "pieces"},
                           .load = 1 + below(is_.heaviest)});
    std::int64_t wanted = 0;
    for (std::size_t to = 0; to < is_.villages; ++to) {
      if (!chance(is_.asking_percent)) continue;
      const auto amount = 5 + below(200);
      wanted += amount;
      task_.demands.push_back({.destination = to,
                               .goods = goods,
                               .amount = amount,
                               .priority = 1 + static_cast<int>(below(is_.priorities))});
    }
    load_ += wanted * task_.goods.back().load;
    add_stock(goods, wanted * is_.stock_percent / 100);
  }

  /// Unevenly, in two batches each: stores far from the need often have the most.
  void add_stock(std::size_t goods, std::int64_t total) {
    std::vector<std::int64_t> weights;
    std::int64_t sum = 0;
    for (std::size_t store = 0; store < is_.stores; ++store) {
      weights.push_back(1 + below(100));
      sum += weights.back();
    }
    for (std::size_t store = 0; store < is_.stores; ++store) {
      const auto amount = total * weights[store] / sum;
      for (int batch = 0; batch < 2; ++batch) {
        const auto expires = chance(is_.old_percent) ? "2021-07-2" + std::to_string(below(7)) : "2025-06-30";
        task_.stock.push_back({.store = store,
                               .goods = goods,
                               .batch = std::to_string(task_.stock.size()),
                               .amount = batch == 0 ? amount / 2 : amount - amount / 2,
                               .expires_on = expires});
      }
      if (chance(is_.reserve_percent)) {
        task_.reserves.push_back({.store = store, .goods = goods, .amount = amount / 10});
      }
    }
  }

  void add_fleets() {
    const auto each = load_ * is_.fleet_percent / 100 / static_cast<std::int64_t>(is_.stores);
    for (auto& store : task_.stores) {
      const auto vehicles = 1 + below(12);
      store.fleet = {.vehicles = vehicles, .load = (each / 2 + below(each)) / vehicles};
    }
  }

  void add_travel() {
    using supplies::allocation::Position;
    const auto somewhere = [this] {
      return Position{112.56 + static_cast<double>(below(107'000)) / 1e5,
                      34.81 + static_cast<double>(below(69'000)) / 1e5};
    };
    std::vector<Position> stores(is_.stores);
    std::vector<Position> villages(is_.villages);
    for (auto& at : stores) at = somewhere();
    for (auto& at : villages) at = somewhere();
    task_.travel = *supplies::allocation::straight_line_times(stores, villages);
    close_roads(villages);
  }

  /// A washed-out bridge keeps a store from a whole area: a cell of a grid of ten by ten.
  void close_roads(const std::vector<supplies::allocation::Position>& villages) {
    for (std::size_t store = 0; store < is_.stores; ++store) {
      std::vector<bool> closed(100);
      for (std::size_t area = 0; area < closed.size(); ++area) closed[area] = chance(is_.closed_percent);
      for (std::size_t to = 0; to < is_.villages; ++to) {
        const auto column = static_cast<std::size_t>((villages[to].lon - 112.56) / 0.1071);
        const auto row = static_cast<std::size_t>((villages[to].lat - 34.81) / 0.0691);
        if (closed[row * 10 + column]) task_.travel.close(store, to);
      }
    }
  }

  Disaster is_;
  std::mt19937 random_;
  supplies::allocation::Task task_ = {};
  std::int64_t load_ = 0;
};

inline supplies::allocation::Task make_task(const Disaster& disaster) { return DisasterMaker{disaster}.make(); }

}  // namespace anlan::test
