#include "supplies/allocation_solver.hpp"

#include <algorithm>
#include <numeric>
#include <utility>

#include "supplies/allocation_network.hpp"
#include "supplies/allocation_polish.hpp"

namespace anlan::supplies::allocation {
namespace {

/// Networks of up to so many store → demand arcs are solved as they are, which takes about a tenth of a second; in
/// larger ones the vehicles are shared out among clusters of villages that see the stores in the same order.
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
      : facts_{facts}, times_{arrival_times(facts.task().travel)}, everything_{clusters(kNoLimit, Likeness::reach)} {}

  std::vector<Shipment> run() {
    if (times_.empty()) return {};
    auto apart = solve_apart();
    if (vehicles_suffice(apart)) return apart;
    auto cut = solve_shared(Rounding::down);
    if (cut.as_good_as_divisible) return std::move(cut.shipments);
    auto spared = solve_shared(Rounding::up);
    return std::move(better(spared.shipments, cut.shipments) ? spared.shipments : cut.shipments);
  }

 private:
  /// Shares of vehicles in whole units: down loses at most a unit of each item in each store, up must first set so much
  /// load aside.
  enum class Rounding : std::uint8_t { down, up };

  struct Shared {
    std::vector<Shipment> shipments = {};
    bool as_good_as_divisible = false;  ///< whole units serve as much and as soon as fractions of them would
  };

  Clusters clusters(std::int64_t limit, Likeness likeness) const { return {facts_.task().travel, limit, likeness}; }

  /// The least time in which so much can be served, not below `from`.
  std::int64_t least_time(const Question& question, const ByRank& served, std::int64_t from) const {
    const auto meets = [&](std::int64_t limit) {
      return can_serve(question, clusters(limit, Likeness::reach), served);
    };
    if (meets(from)) return from;
    const auto first = std::ranges::upper_bound(times_, from);
    return *std::partition_point(first, times_.end() - 1, [&](std::int64_t limit) { return !meets(limit); });
  }

  /// Each item for itself, as if vehicles did not matter, within one time for all.
  std::vector<Shipment> solve_apart() const {
    const auto supply = sendable(facts_);
    std::vector<std::pair<Question, ByRank>> items;
    std::int64_t limit = 0;
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

  bool vehicles_suffice(const std::vector<Shipment>& shipments) const {
    const Usage usage{facts_, shipments};
    for (std::size_t store = 0; store < facts_.task().stores.size(); ++store) {
      if (usage.carried(store) > facts_.capacity(store)) return false;
    }
    return true;
  }

  Shared solve_shared(Rounding rounding) const;
  Question shared_question(Rounding rounding) const;
  std::vector<std::int64_t> shares_of(const Question& question, const ByRank& served, std::int64_t limit,
                                      Rounding rounding) const;
  bool better(const std::vector<Shipment>& one, const std::vector<Shipment>& other) const;
  ByRank missing(const std::vector<Shipment>& shipments) const;

  const Facts& facts_;
  std::vector<std::int64_t> times_;
  Clusters everything_;
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

/// Everything at once for the time and for each item's share of the vehicles; then each item within its share.
Solver::Shared Solver::solve_shared(Rounding rounding) const {
  const auto question = shared_question(rounding);
  const auto served = most_served(question, everything_);
  const auto limit = least_time(question, served, 0);
  const auto supply = shares_of(question, served, limit, rounding);
  const auto alike = clusters(limit, Likeness::reach);
  const auto each = clusters(limit, Likeness::self);
  std::vector<Shipment> shipments;
  for (const auto item : question.goods) {
    const auto alone = question_of(facts_, item, supply);
    append(shipments, alone, each, most_served(alone, alike));
  }
  shipments = polish(facts_, std::move(shipments));
  auto lacked = missing({});
  for (std::size_t rank = 0; rank < served.size(); ++rank) lacked[rank] -= served[rank];
  const bool good = missing(shipments) == lacked && last_arrival(facts_, shipments) <= limit;
  return {.shipments = std::move(shipments), .as_good_as_divisible = good};
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

/// What each item may take out of each store, in base units, so that the vehicles suffice for all of them together.
/// Clusters that see the same stores in time make the shares sufficient; the cheapest flow makes them good.
std::vector<std::int64_t> Solver::shares_of(const Question& question, const ByRank& served, std::int64_t limit,
                                            Rounding rounding) const {
  std::size_t arcs = 0;
  for (const auto item : question.goods) arcs += facts_.demands_for(item).size() * facts_.task().stores.size();
  const auto likeness = arcs <= kExactArcs ? Likeness::self : Likeness::order;
  std::vector<std::int64_t> shares(question.supply.size());
  for (const auto& stream : cheapest(question, clusters(limit, likeness), served)) {
    shares[stream.store * facts_.task().goods.size() + stream.goods] += stream.amount;
  }
  for (std::size_t index = 0; index < shares.size(); ++index) {
    const auto unit = question.unit(index % facts_.task().goods.size());
    shares[index] = (shares[index] + (rounding == Rounding::up ? unit - 1 : 0)) / unit;
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
