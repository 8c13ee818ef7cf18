#include "supplies/allocation_network.hpp"

#include <algorithm>
#include <numeric>
#include <optional>
#include <utility>

namespace anlan::supplies::allocation {
namespace {

/// The network of a question, and which of its arcs go from a store to a demand.
struct Ways {
  Network network = {};
  std::vector<std::size_t> arcs = {};  ///< one for each stream
  std::vector<Stream> streams = {};    ///< what flows there, amounts still 0
};

class Builder {
 public:
  Builder(const Question& question, const Clusters& clusters, const ByRank& served)
      : question_{question}, facts_{*question.facts}, clusters_{clusters} {
    for (const auto most : served) {
      ranks_.push_back(ways_.network.add_node());
      ways_.network.add_arc(ranks_.back(), kSink, most);
    }
    if (question.shared) add_stores();
  }

  Ways build() {
    for (const auto item : question_.goods) add_item(item);
    return std::move(ways_);
  }

 private:
  void add_stores() {
    for (const auto capacity : question_.capacities) {
      stores_.push_back(ways_.network.add_node());
      ways_.network.add_arc(kSource, stores_.back(), capacity);
    }
  }

  void add_item(std::size_t item) {
    const auto amounts = amounts_of(item);
    const auto total = std::accumulate(amounts.begin(), amounts.end(), std::int64_t{0});
    const auto holders = add_holders(item, total);
    for (std::size_t cluster = 0; cluster < clusters_.count(); ++cluster) {
      for (std::size_t rank = 0; rank < ranks_.size(); ++rank) {
        const auto amount = amounts[cluster * ranks_.size() + rank];
        if (amount > 0) add_demand({.goods = item, .cluster = cluster, .rank = rank}, amount, holders);
      }
    }
  }

  /// Demand by cluster × rank.
  [[nodiscard]] std::vector<std::int64_t> amounts_of(std::size_t item) const {
    std::vector<std::int64_t> amounts(clusters_.count() * ranks_.size());
    for (const auto index : facts_.demands_for(item)) {
      const auto& demand = facts_.task().demands[index];
      amounts[clusters_.of(demand.destination) * ranks_.size() + facts_.rank(index)] +=
          demand.amount * question_.unit(item);
    }
    return amounts;
  }

  /// A node for the item in each store that has some.
  std::vector<std::optional<Node>> add_holders(std::size_t item, std::int64_t wanted) {
    const auto stores = facts_.task().stores.size();
    std::vector<std::optional<Node>> holders(stores);
    for (std::size_t store = 0; store < stores; ++store) {
      const auto supply = question_.supply[store * facts_.task().goods.size() + item];
      if (supply <= 0) continue;
      const auto node = ways_.network.add_node();
      holders[store] = node;
      // More than everybody wants is as good as what they want, and keeps the product small.
      const auto most = std::min(supply, wanted / question_.unit(item)) * question_.unit(item);
      ways_.network.add_arc(question_.shared ? stores_[store] : kSource, node, most);
    }
    return holders;
  }

  void add_demand(Stream stream, std::int64_t amount, const std::vector<std::optional<Node>>& holders) {
    const auto node = ways_.network.add_node();
    ways_.network.add_arc(node, ranks_[stream.rank], amount);
    for (stream.store = 0; stream.store < holders.size(); ++stream.store) {
      const auto& leg = clusters_.leg(stream.store, stream.cluster);
      const auto& holder = holders[stream.store];
      if (!holder || !leg.open) continue;
      ways_.arcs.push_back(ways_.network.arcs.size());
      ways_.streams.push_back(stream);
      ways_.network.add_arc(*holder, node, amount, leg.minutes);
    }
  }

  const Question& question_;
  const Facts& facts_;
  const Clusters& clusters_;
  Ways ways_ = {};
  std::vector<Node> ranks_ = {};
  std::vector<Node> stores_ = {};
};

std::int64_t sum(const ByRank& amounts) { return std::accumulate(amounts.begin(), amounts.end(), std::int64_t{0}); }

}  // namespace

Question question_of(const Facts& facts, std::size_t goods, std::vector<std::int64_t> supply) {
  return {.facts = &facts, .goods = {goods}, .shared = false, .supply = std::move(supply), .capacities = {}};
}

std::vector<std::int64_t> sendable(const Facts& facts) {
  const auto goods = facts.task().goods.size();
  std::vector<std::int64_t> supply(facts.task().stores.size() * goods);
  for (std::size_t index = 0; index < supply.size(); ++index) {
    const auto store = index / goods;
    const auto item = index % goods;
    if (facts.fits(store, item)) supply[index] = facts.holding(store, item).available();
  }
  return supply;
}

ByRank demanded(const Question& question) {
  ByRank sums(question.facts->ranks());
  for (const auto item : question.goods) {
    for (const auto index : question.facts->demands_for(item)) {
      sums[question.facts->rank(index)] += question.facts->task().demands[index].amount * question.unit(item);
    }
  }
  return sums;
}

ByRank most_served(const Question& question, const Clusters& clusters) {
  auto wanted = demanded(question);
  if (can_serve(question, clusters, wanted)) return wanted;
  ByRank served(wanted.size());
  ByRank asked(wanted.size());
  std::int64_t before = 0;
  for (std::size_t rank = 0; rank < wanted.size(); ++rank) {
    asked[rank] = wanted[rank];
    const auto now = max_flow(Builder{question, clusters, asked}.build().network);
    served[rank] = now - before;
    before = now;
  }
  return served;
}

bool can_serve(const Question& question, const Clusters& clusters, const ByRank& served) {
  return max_flow(Builder{question, clusters, served}.build().network) == sum(served);
}

std::vector<Stream> cheapest(const Question& question, const Clusters& clusters, const ByRank& served) {
  auto ways = Builder{question, clusters, served}.build();
  const auto carried = cheapest_flow(ways.network, sum(served));
  std::vector<Stream> streams;
  for (std::size_t index = 0; index < ways.streams.size(); ++index) {
    ways.streams[index].amount = carried[ways.arcs[index]];
    if (ways.streams[index].amount > 0) streams.push_back(ways.streams[index]);
  }
  return streams;
}

}  // namespace anlan::supplies::allocation
