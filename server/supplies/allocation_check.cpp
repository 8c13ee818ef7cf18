#include <string>
#include <utility>

#include "supplies/allocation_rules.hpp"

namespace anlan::supplies::allocation {
namespace {

/// Collects faults with their pointers; the numbers of a task come from many places and are often wrong together.
class Checker {
 public:
  explicit Checker(const Task& task) : task_{task} {}

  std::vector<FieldFault> run() {
    check_lists();
    for (std::size_t index = 0; index < task_.stock.size(); ++index) {
      const auto& batch = task_.stock[index];
      check_amount("/stock/" + std::to_string(index), batch.store, batch.goods, batch.amount);
    }
    for (std::size_t index = 0; index < task_.reserves.size(); ++index) {
      const auto& reserve = task_.reserves[index];
      check_amount("/reserves/" + std::to_string(index), reserve.store, reserve.goods, reserve.amount);
    }
    for (std::size_t index = 0; index < task_.demands.size(); ++index) check_demand(index);
    if (faults_.empty()) check_travel();
    return std::move(faults_);
  }

 private:
  void add(std::string pointer, std::string zh, std::string en) {
    faults_.push_back({std::move(pointer), {std::move(zh), std::move(en)}});
  }

  static bool within(std::int64_t value, std::int64_t least, std::int64_t most) {
    return value >= least && value <= most;
  }

  void check_lists() {
    for (std::size_t index = 0; index < task_.goods.size(); ++index) {
      if (within(task_.goods[index].load, 1, kMostAmount)) continue;
      add("/goods/" + std::to_string(index) + "/load", "每单位的装载量应在 1 到 1 万亿之间",
          "a unit's load is 1 to 1,000,000,000,000");
    }
    for (std::size_t index = 0; index < task_.stores.size(); ++index) {
      const auto& fleet = task_.stores[index].fleet;
      if (!fleet || (within(fleet->vehicles, 0, kMostVehicles) && within(fleet->load, 0, kMostAmount))) continue;
      add("/stores/" + std::to_string(index) + "/fleet", "车辆数应在 0 到 100000 之间，每车装载量不能为负或过大",
          "a store has 0 to 100,000 vehicles, each with a load of 0 to 1,000,000,000,000");
    }
    if (task_.travel.stores() != task_.stores.size() || task_.travel.destinations() != task_.destinations.size()) {
      add("/travel", "行车时间表与库点、目的地的数量不符，请重新计算",
          "the travel times are for other stores or destinations; compute them again");
    }
  }

  void check_amount(const std::string& pointer, std::size_t store, std::size_t goods, std::int64_t amount) {
    if (store >= task_.stores.size()) add(pointer + "/store", "没有这个库点", "there is no such store");
    if (goods >= task_.goods.size()) add(pointer + "/goods", "没有这种物资", "there is no such item");
    if (!within(amount, 0, kMostAmount)) {
      add(pointer + "/amount", "数量应在 0 到 1 万亿之间，请核对", "an amount is 0 to 1,000,000,000,000; check it");
    }
  }

  void check_demand(std::size_t index) {
    const auto& demand = task_.demands[index];
    const auto pointer = "/demands/" + std::to_string(index);
    const auto before = faults_.size();
    if (demand.destination >= task_.destinations.size()) {
      add(pointer + "/destination", "没有这个目的地", "there is no such destination");
    }
    if (demand.goods >= task_.goods.size()) add(pointer + "/goods", "没有这种物资", "there is no such item");
    if (!within(demand.amount, 0, kMostAmount)) {
      add(pointer + "/amount", "数量应在 0 到 1 万亿之间，请核对", "an amount is 0 to 1,000,000,000,000; check it");
    }
    if (faults_.size() == before) check_load(pointer, demand);
  }

  /// Load × minutes is added up in 64 bits: 10^12 load units over 20,000 minutes are the most that surely fit.
  void check_load(const std::string& pointer, const Demand& demand) {
    const auto load = task_.goods[demand.goods].load;
    if (!within(load, 1, kMostAmount)) return;  // said already
    if (demand.amount > (kMostAmount - load_) / load) {
      add(pointer + "/amount", "需求的总装载量过大，请核对数量和单位",
          "all demands together weigh too much; check amounts and units");
    } else {
      load_ += demand.amount * load;
    }
  }

  void check_travel() {
    for (std::size_t store = 0; store < task_.stores.size(); ++store) {
      for (std::size_t to = 0; to < task_.destinations.size(); ++to) {
        if (within(task_.travel.leg(store, to).minutes, 0, kLongestTravel)) continue;
        add("/travel/" + std::to_string(store) + "/" + std::to_string(to), "行车时间应在 0 到 20000 分钟之间",
            "a driving time is 0 to 20,000 minutes");
      }
    }
  }

  const Task& task_;
  std::vector<FieldFault> faults_ = {};
  std::int64_t load_ = 0;
};

}  // namespace

Result<void> check(const Task& task) {
  auto faults = Checker{task}.run();
  if (faults.empty()) return {};
  return fail(Problem{.kind = ProblemKind::invalid,
                      .type = "bad-allocation",
                      .detail = {"分配所用的数据有误，请按所列各处更正",
                                 "some data of the allocation are wrong; correct each place listed"},
                      .errors = std::move(faults)});
}

}  // namespace anlan::supplies::allocation
