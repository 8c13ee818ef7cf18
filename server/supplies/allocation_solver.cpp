#include "supplies/allocation_solver.hpp"

#include <algorithm>
#include <numeric>
#include <utility>

#include "supplies/allocation_network.hpp"
#include "supplies/allocation_polish.hpp"

namespace anlan::supplies::allocation {
namespace {

/// Up to so many store → demand arcs the sharing of vehicles is solved as it is, in about a tenth of a second.
constexpr std::size_t kExactArcs = 50'000;

/// All times at which something could arrive, ascending.
std::vector<std::int64_t> arrival_times(const TravelTimes& travel) {
  std::vector<std::int64_t> times;
  for (std::size_t store = 0; store < travel.stores(); ++store) {
    for (std::size_t to = 0; to < travel.destinations(); ++to) {
      if (travel.leg(store, to).open) times.push_back(travel.leg(store, to).minutes);
    }
  }
  std::ranges::sort(times);
  times.erase(std::ranges::unique(times).begin(), times.end());
  return times;
}

class Solver {
 public:
  explicit Solver(const Facts& facts)
      : facts_{facts},
        times_{arrival_times(facts.task().travel)},
        everything_{clusters(kNoLimit, Likeness::reach)},
        small_{facts.task().demands.size() * facts.task().stores.size() <= kExactArcs} {}

  std::vector<Shipment> run() {
    if (times_.empty()) return {};
    auto apart = solve_each(sendable(facts_), 0);
    if (vehicles_suffice(apart)) return apart;
    auto spared = solve_shared(Rounding::up);
    if (!small_) return spared;
    auto cut = solve_shared(Rounding::down);
    return better(cut, spared) ? cut : spared;
  }

 private:
  /// Shares of vehicles in whole units: down loses at most a unit of each item in each store, up must first set so much
  /// load aside.
  enum class Rounding : std::uint8_t { down, up };

  /// What each item may take out of each store, in base units, and the least time it allows, as far as that is known.
  struct Shares {
    std::vector<std::int64_t> supply = {};
    std::int64_t least_time = 0;
  };

  [[nodiscard]] Clusters clusters(std::int64_t limit, Likeness likeness) const {
    return {facts_.task().travel, limit, likeness};
  }

  /// The least time in which so much can be served, not below `from`.
  [[nodiscard]] std::int64_t least_time(const Question& question, const ByRank& served, std::int64_t from) const {
    const auto meets = [&](std::int64_t limit) {
      return can_serve(question, clusters(limit, Likeness::reach), served);
    };
    if (meets(from)) return from;
    const auto first = std::ranges::upper_bound(times_, from);
    return *std::partition_point(first, times_.end() - 1, [&](std::int64_t limit) { return !meets(limit); });
  }

  /// Each item for itself within what it may take, all within one time, not below `limit`.
  [[nodiscard]] std::vector<Shipment> solve_each(const std::vector<std::int64_t>& supply, std::int64_t limit) const {
    std::vector<std::pair<Question, ByRank>> items;
    for (std::size_t item = 0; item < facts_.task().goods.size(); ++item) {
      if (facts_.demands_for(item).empty()) continue;
      auto question = question_of(facts_, item, supply);
      auto served = most_served(question, everything_);
      limit = least_time(question, served, limit);
      items.emplace_back(std::move(question), std::move(served));
    }
    const auto each = clusters(limit, Likeness::self);
    std::vector<Shipment> shipments;
    for (const auto& [question, served] : items) append(shipments, question, each, served);
    return shipments;
  }

  void append(std::vector<Shipment>& shipments, const Question& question, const Clusters& each,
              const ByRank& served) const;

  [[nodiscard]] bool vehicles_suffice(const std::vector<Shipment>& shipments) const {
    const Usage usage{facts_, shipments};
    for (std::size_t store = 0; store < facts_.task().stores.size(); ++store) {
      if (usage.carried(store) > facts_.capacity(store)) return false;
    }
    return true;
  }

  [[nodiscard]] std::vector<Shipment> solve_shared(Rounding rounding) const;
  [[nodiscard]] Question shared_question(Rounding rounding) const;
  [[nodiscard]] Shares shares_of(const Question& question, Rounding rounding) const;
  [[nodiscard]] Shares shares_of(const Question& question, Rounding rounding, const Clusters& among,
                                 const ByRank& served) const;
  [[nodiscard]] bool better(const std::vector<Shipment>& one, const std::vector<Shipment>& other) const;
  [[nodiscard]] ByRank missing(const std::vector<Shipment>& shipments) const;

  const Facts& facts_;
  std::vector<std::int64_t> times_;
  Clusters everything_;
  bool small_;
};

/// The cheapest plan of one item. Demands of one destination at one priority are given their stream in turn.
void Solver::append(std::vector<Shipment>& shipments, const Question& question, const Clusters& each,
                    const ByRank& served) const {
  auto streams = cheapest(question, each, served);
  std::vector<std::vector<Stream>> arriving(each.count() * facts_.ranks());
  for (const auto& stream : streams) arriving[stream.cluster * facts_.ranks() + stream.rank].push_back(stream);
  for (const auto index : facts_.demands_for(question.goods.front())) {
    const auto& demand = facts_.task().demands[index];
    auto wanted = demand.amount;
    for (auto& stream : arriving[each.of(demand.destination) * facts_.ranks() + facts_.rank(index)]) {
      const auto amount = std::min(wanted, stream.amount);
      if (amount == 0) continue;
      shipments.push_back({.store = stream.store, .demand = index, .amount = amount});
      stream.amount -= amount;
      wanted -= amount;
    }
  }
}

std::vector<Shipment> Solver::solve_shared(Rounding rounding) const {
  const auto shares = shares_of(shared_question(rounding), rounding);
  return polish(facts_, solve_each(shares.supply, shares.least_time));
}

Question Solver::shared_question(Rounding rounding) const {
  Question question{.facts = &facts_, .goods = {}, .shared = true, .supply = sendable(facts_), .capacities = {}};
  std::int64_t wanted = 0;
  for (std::size_t item = 0; item < facts_.task().goods.size(); ++item) {
    if (facts_.demands_for(item).empty()) continue;
    question.goods.push_back(item);
    for (const auto index : facts_.demands_for(item))
      wanted += facts_.task().demands[index].amount * question.unit(item);
  }
  for (std::size_t store = 0; store < facts_.task().stores.size(); ++store) {
    auto capacity = facts_.capacity(store);
    for (const auto item : question.goods) {
      const bool there = question.supply[store * facts_.task().goods.size() + item] > 0;
      if (rounding == Rounding::up && capacity != kNoLimit && there) capacity -= question.unit(item) - 1;
    }
    question.capacities.push_back(std::clamp(capacity, std::int64_t{0}, wanted));
  }
  return question;
}

/// Shares out the vehicles. When there is enough for all, or the network is small, clusters of destinations that the
/// same stores reach in time give the least time exactly. Else zones must do: a flow in which everything is short at
/// once takes a minute at full size. The time is then the best for these shares.
Solver::Shares Solver::shares_of(const Question& question, Rounding rounding) const {
  const auto zones = clusters(kNoLimit, Likeness::zone);
  const bool plenty = !small_ && can_serve(question, zones, demanded(question));
  if (small_ || (plenty && can_serve(question, everything_, demanded(question)))) {
    const auto served = most_served(question, everything_);
    const auto limit = least_time(question, served, 0);
    auto shares = shares_of(question, rounding, clusters(limit, small_ ? Likeness::self : Likeness::order), served);
    shares.least_time = limit;
    return shares;
  }
  return shares_of(question, rounding, zones, most_served(question, zones));
}

Solver::Shares Solver::shares_of(const Question& question, Rounding rounding, const Clusters& among,
                                 const ByRank& served) const {
  Shares shares{.supply = std::vector<std::int64_t>(question.supply.size())};
  for (const auto& stream : cheapest(question, among, served)) {
    shares.supply[stream.store * facts_.task().goods.size() + stream.goods] += stream.amount;
  }
  for (std::size_t index = 0; index < shares.supply.size(); ++index) {
    const auto unit = question.unit(index % facts_.task().goods.size());
    shares.supply[index] = (shares.supply[index] + (rounding == Rounding::up ? unit - 1 : 0)) / unit;
  }
  return shares;
}

/// Load units that each priority lacks.
ByRank Solver::missing(const std::vector<Shipment>& shipments) const {
  const auto amounts = lacking(facts_, shipments);
  ByRank sums(facts_.ranks());
  for (std::size_t index = 0; index < amounts.size(); ++index) {
    sums[facts_.rank(index)] += amounts[index] * facts_.task().goods[facts_.task().demands[index].goods].load;
  }
  return sums;
}

bool Solver::better(const std::vector<Shipment>& one, const std::vector<Shipment>& other) const {
  return std::pair{missing(one), last_arrival(facts_, one)} < std::pair{missing(other), last_arrival(facts_, other)};
}

}  // namespace

std::vector<Shipment> solve(const Facts& facts) { return Solver{facts}.run(); }

}  // namespace anlan::supplies::allocation
