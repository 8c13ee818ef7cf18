#pragma once

#include <algorithm>
#include <cstdint>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "supplies/allocation.hpp"

namespace anlan::test {

/// Adds up a plan from the task alone, without any code of the adviser, and says what is wrong with it.
class Audit {
 public:
  Audit(const supplies::allocation::Task& task, const supplies::allocation::Plan& plan) : task_{task}, plan_{plan} {
    for (const auto& batch : task.stock) {
      const bool good = !task.good_through || !batch.expires_on || *batch.expires_on >= *task.good_through;
      (good ? usable_ : old_)[{batch.store, batch.goods}] += batch.amount;
    }
    for (const auto& reserve : task.reserves) {
      auto& floor = floor_[{reserve.store, reserve.goods}];
      floor = std::max(floor, reserve.amount);
    }
    for (const auto& line : plan.lines) {
      const auto goods = task.demands[line.demand].goods;
      sent_[{line.store, goods}] += line.amount;
      carried_[line.store] += line.amount * task.goods[goods].load;
      got_[line.demand] += line.amount;
    }
  }

  std::vector<std::string> faults() {
    check_stock();
    check_vehicles();
    check_lines();
    check_amounts();
    check_reasons();
    return faults_;
  }

 private:
  using Constraint = supplies::allocation::Constraint;
  using Demand = supplies::allocation::Demand;
  using Limit = supplies::allocation::Limit;
  using Spot = std::pair<std::size_t, std::size_t>;  // store, goods

  void expect(bool holds, const std::string& what) {
    if (!holds) faults_.push_back(what);
  }

  std::int64_t available(const Spot& spot) { return std::max<std::int64_t>(usable_[spot] - floor_[spot], 0); }
  std::int64_t left(const Spot& spot) { return available(spot) - sent_[spot]; }

  bool fits_one_more(std::size_t store, std::size_t goods) {
    const auto& fleet = task_.stores[store].fleet;
    const auto load = task_.goods[goods].load;
    return !fleet || (load <= fleet->load && carried_[store] + load <= fleet->vehicles * fleet->load);
  }

  bool open(std::size_t store, const Demand& demand) { return task_.travel.leg(store, demand.destination).open; }

  void check_stock() {
    for (const auto& [spot, amount] : sent_) expect(amount <= available(spot), "more sent than may leave a store");
    std::map<std::size_t, std::int64_t> picked;
    for (const auto& line : plan_.lines) {
      std::int64_t sum = 0;
      for (const auto& pick : line.picks) {
        const auto& batch = task_.stock[pick.batch];
        expect(batch.store == line.store && batch.goods == task_.demands[line.demand].goods,
               "a pick of something else");
        expect(pick.amount > 0, "an empty pick");
        picked[pick.batch] += pick.amount;
        sum += pick.amount;
      }
      expect(sum == line.amount, "picks that are not the line");
    }
    for (const auto& [batch, amount] : picked) {
      expect(amount <= task_.stock[batch].amount, "more picked than a batch has");
      check_first_expired(batch, picked);
    }
  }

  /// Whatever expires before a batch that is picked must be used up or too old.
  void check_first_expired(std::size_t picked, std::map<std::size_t, std::int64_t>& amounts) {
    const auto& later = task_.stock[picked];
    expect(!task_.good_through || !later.expires_on || *later.expires_on >= *task_.good_through, "an expired pick");
    for (std::size_t index = 0; index < task_.stock.size(); ++index) {
      const auto& batch = task_.stock[index];
      if (batch.store != later.store || batch.goods != later.goods || !batch.expires_on) continue;
      if (task_.good_through && *batch.expires_on < *task_.good_through) continue;
      if (later.expires_on && *batch.expires_on >= *later.expires_on) continue;
      expect(amounts[index] == batch.amount, "a later batch picked before an earlier one was used up");
    }
  }

  void check_vehicles() {
    for (const auto& [store, load] : carried_) {
      const auto& fleet = task_.stores[store].fleet;
      expect(!fleet || load <= fleet->vehicles * fleet->load, "more load than the vehicles take");
    }
  }

  void check_lines() {
    std::int64_t last = 0;
    std::int64_t transport = 0;
    for (const auto& line : plan_.lines) {
      const auto& demand = task_.demands[line.demand];
      const auto& leg = task_.travel.leg(line.store, demand.destination);
      expect(line.amount > 0, "an empty line");
      expect(leg.open, "a line over a closed road");
      expect(line.minutes == leg.minutes, "a line with another time");
      last = std::max(last, line.minutes);
      transport += line.amount * task_.goods[demand.goods].load * line.minutes;
    }
    expect(plan_.minutes_to_last.value_or(0) == last && plan_.minutes_to_last.has_value() == !plan_.lines.empty(),
           "a wrong time to the last");
    expect(plan_.transport == transport, "a wrong sum of transport");
  }

  void check_amounts() {
    for (const auto& shortfall : plan_.shortfalls) {
      expect(shortfall.amount > 0, "an empty shortfall");
      got_[shortfall.demand] += shortfall.amount;
    }
    for (std::size_t index = 0; index < task_.demands.size(); ++index) {
      expect(got_[index] == task_.demands[index].amount, "lines and shortfalls that are not the demand");
    }
  }

  void check_reasons() {
    for (const auto& line : plan_.lines) {
      const auto& demand = task_.demands[line.demand];
      check_words(line);
      if (line.instead_of.limit == Limit::none) {
        check_nearest(line, demand);
      } else {
        const auto near = task_.travel.leg(*line.instead_of.store, demand.destination).minutes;
        expect(near < line.minutes, "a line instead of a store that is not nearer");
        check_binding(line.instead_of, demand);
      }
    }
    for (const auto& shortfall : plan_.shortfalls) {
      const auto& demand = task_.demands[shortfall.demand];
      check_words(shortfall);
      if (shortfall.because.store) {
        check_binding(shortfall.because, demand);
      } else {
        check_all_sent(shortfall.because, demand);
      }
      for (std::size_t store = 0; store < task_.stores.size(); ++store) {
        const bool could = open(store, demand) && left({store, demand.goods}) > 0 && fits_one_more(store, demand.goods);
        expect(!could, "a shortfall that a store could have served");
      }
    }
  }

  /// The words people read name the same places, goods and figures as the reason that was checked.
  void check_words(const supplies::allocation::Line& line) {
    const auto& demand = task_.demands[line.demand];
    names(line.why, task_.stores[line.store].name);
    names(line.why, task_.destinations[demand.destination].name);
    figure(line.why, line.minutes);
    if (line.instead_of.limit == Limit::none) {
      names(line.why, task_.goods[demand.goods].name);
    } else {
      check_words(line.why, line.instead_of, demand);
    }
  }

  void check_words(const supplies::allocation::Shortfall& shortfall) {
    const auto& demand = task_.demands[shortfall.demand];
    names(shortfall.why, task_.destinations[demand.destination].name);
    names(shortfall.why, task_.goods[demand.goods].name);
    figure(shortfall.why, shortfall.amount);
    check_words(shortfall.why, shortfall.because, demand);
  }

  void check_words(const Text& why, const Constraint& is, const Demand& demand) {
    if (is.store) names(why, task_.stores[*is.store].name);
    if (is.limit != Limit::road) names(why, task_.goods[demand.goods].name);
    if (is.limit == Limit::stock && is.bound > 0) figure(why, is.bound);
    if (is.limit == Limit::reserve || is.limit == Limit::expiry) figure(why, is.held);
  }

  void names(const Text& why, const Text& name) {
    expect(why.zh.find(name.zh) != std::string::npos, "words that do not name " + name.zh + ": " + why.zh);
    expect(why.en.find(name.en) != std::string::npos, "words that do not name " + name.en + ": " + why.en);
  }

  void figure(const Text& why, std::int64_t value) { names(why, {std::to_string(value), std::to_string(value)}); }

  void check_nearest(const supplies::allocation::Line& line, const Demand& demand) {
    for (std::size_t store = 0; store < task_.stores.size(); ++store) {
      const Spot spot{store, demand.goods};
      const bool has = usable_[spot] + old_[spot] > 0;
      expect(!has || task_.travel.leg(store, demand.destination).minutes >= line.minutes,
             "a nearer store was not named");
    }
  }

  void check_all_sent(const Constraint& is, const Demand& demand) {
    std::int64_t bound = 0;
    for (std::size_t store = 0; store < task_.stores.size(); ++store) {
      if (open(store, demand)) bound += available({store, demand.goods});
    }
    expect(is.limit == Limit::stock && is.bound == bound && is.used == bound, "stock that is not used up everywhere");
  }

  /// That the limit named has no slack, by the task's own numbers.
  void check_binding(const Constraint& is, const Demand& demand) {
    const Spot spot{*is.store, demand.goods};
    switch (is.limit) {
      case Limit::none:
        expect(false, "no limit where one was expected");
        break;
      case Limit::stock:
        expect(is.held == 0 && usable_[spot] == available(spot), "stock named where something is held back");
        break;
      case Limit::reserve:
        expect(is.held > 0 && is.held == usable_[spot] - available(spot), "a reserve that holds nothing back");
        break;
      case Limit::expiry:
        expect(is.held > 0 && is.held == old_[spot], "an expiry that holds nothing back");
        break;
      case Limit::vehicles:
        expect(left(spot) > 0 && !fits_one_more(*is.store, demand.goods), "vehicles that could take more");
        expect(is.bound - is.used < task_.goods[demand.goods].load, "vehicles with room by their numbers");
        break;
      case Limit::road:
        expect(!open(*is.store, demand), "a road that is open");
        break;
    }
    if (is.limit == Limit::stock || is.limit == Limit::reserve || is.limit == Limit::expiry) {
      expect(is.bound == available(spot) && is.used == sent_[spot] && is.bound == is.used, "stock that is not used up");
    }
  }

  const supplies::allocation::Task& task_;
  const supplies::allocation::Plan& plan_;
  std::map<Spot, std::int64_t> usable_ = {};
  std::map<Spot, std::int64_t> old_ = {};
  std::map<Spot, std::int64_t> floor_ = {};
  std::map<Spot, std::int64_t> sent_ = {};
  std::map<std::size_t, std::int64_t> carried_ = {};
  std::map<std::size_t, std::int64_t> got_ = {};
  std::vector<std::string> faults_ = {};
};

}  // namespace anlan::test
