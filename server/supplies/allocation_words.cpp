#include "supplies/allocation_words.hpp"

#include <fmt/format.h>

namespace anlan::supplies::allocation {
namespace {

/// Names the store, or in its absence all stores that have an open road.
Text whose(const Task& task, const Constraint& constraint) {
  if (constraint.store) return task.stores[*constraint.store].name;
  return {"道路可通的各库点", "the stores with an open road"};
}

Text stock_words(const Text& who, const Goods& goods, const Constraint& is) {
  if (is.bound == 0) {
    return {fmt::format("{}没有可发的{}", who.zh, goods.name.zh),
            fmt::format("there is no {} to send from {}", goods.name.en, who.en)};
  }
  return {fmt::format("{}的{}可发 {} {}，已全部分出", who.zh, goods.name.zh, is.bound, goods.unit.zh),
          fmt::format("all {} that may leave {} are sent ({} {})", goods.name.en, who.en, is.bound, goods.unit.en)};
}

Text held_words(const Text& who, const Goods& goods, const Constraint& is) {
  const bool reserve = is.limit == Limit::reserve;
  return {fmt::format("{}的{}{} {} {}，其余 {} {}已全部分出", who.zh, goods.name.zh,
                      reserve ? "按储备底线须留存" : "有效期不够的有", is.held, goods.unit.zh, is.bound, goods.unit.zh),
          fmt::format("{} of {}: {} {} {}, the other {} are sent", goods.name.en, who.en, is.held, goods.unit.en,
                      reserve ? "must stay as its reserve" : "are not good for long enough", is.bound)};
}

Text vehicle_words(const Text& who, const Goods& goods, const Constraint& is) {
  if (is.bound < goods.load) {
    return {fmt::format("{}的车辆一车装不下 1 {}{}", who.zh, goods.unit.zh, goods.name.zh),
            fmt::format("one vehicle of {} cannot take a single unit of {}", who.en, goods.name.en)};
  }
  return {fmt::format("{}的车辆已装满，装不下更多{}", who.zh, goods.name.zh),
          fmt::format("the vehicles of {} are full: not one unit of {} more fits", who.en, goods.name.en)};
}

/// The limit as half a sentence.
Text limit_words(const Task& task, const Constraint& constraint, const Demand& demand) {
  const auto who = whose(task, constraint);
  const auto& goods = task.goods[demand.goods];
  const auto& to = task.destinations[demand.destination].name;
  switch (constraint.limit) {
    case Limit::none:
      return {};
    case Limit::stock:
      return stock_words(who, goods, constraint);
    case Limit::reserve:
    case Limit::expiry:
      return held_words(who, goods, constraint);
    case Limit::vehicles:
      return vehicle_words(who, goods, constraint);
    case Limit::road:
      return {fmt::format("{}到{}道路不通", who.zh, to.zh), fmt::format("no open road from {} to {}", who.en, to.en)};
  }
  return {};
}

Text advice(Limit limit) {
  switch (limit) {
    case Limit::none:
      return {};
    case Limit::stock:
      return {"请向上级申请调拨、紧急采购或受理捐赠", "ask the level above for goods, buy some, or take donations"};
    case Limit::reserve:
      return {"经批准可动用储备底线以下的物资", "whoever may can release the reserve"};
    case Limit::expiry:
      return {"请调换有效期更长的批次，或缩短使用天数", "find a younger batch, or plan for fewer days"};
    case Limit::vehicles:
      return {"请增派车辆，或待车辆返回后再运一趟", "send more vehicles, or plan a second trip when they are back"};
    case Limit::road:
      return {"请抢通道路，或改用其他运输方式", "have the road opened, or find another way of transport"};
  }
  return {};
}

}  // namespace

Text explain(const Task& task, const Line& line) {
  const auto& demand = task.demands[line.demand];
  const auto& from = task.stores[line.store].name;
  const auto& to = task.destinations[demand.destination].name;
  const auto& goods = task.goods[demand.goods];
  const auto time = line.minutes;
  if (line.instead_of.limit == Limit::none) {
    return {fmt::format("有{}的库点中，{}离{}最近（约 {} 分钟）", goods.name.zh, from.zh, to.zh, time),
            fmt::format("of the stores that have {}, {} is the nearest to {} (about {} min)", goods.name.en, from.en,
                        to.en, time)};
  }
  const auto& near = task.travel.leg(*line.instead_of.store, demand.destination);
  const auto limit = limit_words(task, line.instead_of, demand);
  return {fmt::format("{}（约 {} 分钟），改由{}发往{}（约 {} 分钟）", limit.zh, near.minutes, from.zh, to.zh, time),
          fmt::format("{} (about {} min away), so {} sends to {} (about {} min)", limit.en, near.minutes, from.en,
                      to.en, time)};
}

Text explain(const Task& task, const Shortfall& shortfall) {
  const auto& demand = task.demands[shortfall.demand];
  const auto& goods = task.goods[demand.goods];
  const auto& to = task.destinations[demand.destination].name;
  const auto limit = limit_words(task, shortfall.because, demand);
  const auto help = advice(shortfall.because.limit);
  return {
      fmt::format("{}还缺{} {} {}：{}；{}", to.zh, goods.name.zh, shortfall.amount, goods.unit.zh, limit.zh, help.zh),
      fmt::format("{} lacks {} ({} {}): {}; {}", to.en, goods.name.en, shortfall.amount, goods.unit.en, limit.en,
                  help.en)};
}

}  // namespace anlan::supplies::allocation
