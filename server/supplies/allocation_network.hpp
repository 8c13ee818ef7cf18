#pragma once

#include <cstdint>
#include <vector>

#include "supplies/allocation_clusters.hpp"
#include "supplies/allocation_facts.hpp"
#include "supplies/allocation_flow.hpp"

namespace anlan::supplies::allocation {

/// Items to be decided together, and what may be taken for them.
///
/// One item alone is counted in base units. Several share the vehicles and are counted in load units; that is still a
/// network of one kind of flow, because a store's load splits into its items before it reaches a demand for one of
/// them: source → store → item in store → demand → priority → sink.
struct Question {
  const Facts* facts = nullptr;
  std::vector<std::size_t> goods = {};
  bool shared = false;                        ///< the vehicles bind the items together
  std::vector<std::int64_t> supply = {};      ///< base units, by store × goods
  std::vector<std::int64_t> capacities = {};  ///< load units by store, when shared

  /// What one base unit counts.
  [[nodiscard]] std::int64_t unit(std::size_t item) const { return shared ? facts->task().goods[item].load : 1; }
};

/// The question about one item, when nobody else competes for the vehicles.
[[nodiscard]] Question question_of(const Facts& facts, std::size_t goods, std::vector<std::int64_t> supply);

/// Stock that may be sent, in base units by store × goods.
[[nodiscard]] std::vector<std::int64_t> sendable(const Facts& facts);

/// What each priority gets, counted as the question counts.
using ByRank = std::vector<std::int64_t>;

/// What each priority asks for.
[[nodiscard]] ByRank demanded(const Question& question);

/// The most that can be served of the most urgent priority, then of the next, and so on. A flow that serves more of a
/// later one never needs to take from an earlier one, so the sum is the most that can be served at all.
[[nodiscard]] ByRank most_served(const Question& question, const Clusters& clusters);

/// Whether so much of each priority can be served over the clusters' legs.
[[nodiscard]] bool can_serve(const Question& question, const Clusters& clusters, const ByRank& served);

/// A flow from a store to the demands of a cluster for an item.
struct Stream {
  std::size_t store = 0;
  std::size_t goods = 0;
  std::size_t cluster = 0;
  std::size_t rank = 0;
  std::int64_t amount = 0;
};

/// The streams that serve so much of each priority with the least load × time. Ask `can_serve` first.
[[nodiscard]] std::vector<Stream> cheapest(const Question& question, const Clusters& clusters, const ByRank& served);

}  // namespace anlan::supplies::allocation
