#pragma once

#include <cstdint>
#include <vector>

namespace anlan::supplies::allocation {

using Node = std::uint32_t;

inline constexpr Node kSource = 0;
inline constexpr Node kSink = 1;

struct Arc {
  Node from = 0;
  Node to = 0;
  std::int64_t most = 0;  ///< not negative
  std::int64_t cost = 0;  ///< of one unit; not negative
};

/// A network from kSource to kSink. Costs × nodes must stay below 2^62.
struct Network {
  Node nodes = 2;
  std::vector<Arc> arcs = {};

  Node add_node() { return nodes++; }
  void add_arc(Node from, Node to, std::int64_t most, std::int64_t cost = 0) { arcs.push_back({from, to, most, cost}); }
};

/// The most that gets from the source to the sink.
[[nodiscard]] std::int64_t max_flow(const Network& network);

/// What each arc carries when `amount` goes from the source to the sink at the least cost; whole numbers, the same for
/// the same network. Throws std::logic_error when so much does not fit: ask `max_flow` first.
[[nodiscard]] std::vector<std::int64_t> cheapest_flow(const Network& network, std::int64_t amount);

}  // namespace anlan::supplies::allocation
