// The solver. LEMON (COIN-OR's graph library, Debian's liblemon-dev) because the whole question is a network: its push–
// relabel flow tells in a millisecond whether a time limit can be met, and its network simplex finds the cheapest plan
// of an item for 2,024 villages in ten, in integers, without tolerances, and the same every time. The general LP
// solvers of Debian 12 (GLPK, Clp) work in floating point and need minutes for the same item; HiGHS is not in
// Debian 12.
#include "supplies/allocation_flow.hpp"

#include <lemon/adaptors.h>
#include <lemon/network_simplex.h>
#include <lemon/preflow.h>
#include <lemon/smart_graph.h>

#include <cstddef>
#include <stdexcept>

namespace anlan::supplies::allocation {
namespace {

using Graph = lemon::SmartDigraph;
using Amounts = Graph::ArcMap<std::int64_t>;

void build(const Network& network, Graph& graph) {
  graph.reserveNode(static_cast<int>(network.nodes));
  graph.reserveArc(static_cast<int>(network.arcs.size()));
  for (Node node = 0; node < network.nodes; ++node) graph.addNode();
  for (const auto& arc : network.arcs) {
    graph.addArc(Graph::nodeFromId(static_cast<int>(arc.from)), Graph::nodeFromId(static_cast<int>(arc.to)));
  }
}

Graph::Arc arc_at(std::size_t index) { return Graph::arcFromId(static_cast<int>(index)); }

/// Whether the source gives less than the sink takes.
bool scarce_at_source(const Network& network) {
  double given = 0;
  double taken = 0;
  for (const auto& arc : network.arcs) {
    if (arc.from == kSource) given += static_cast<double>(arc.most);
    if (arc.to == kSink) taken += static_cast<double>(arc.most);
  }
  return given < taken;
}

/// Push–relabel spends its time on what is pushed in and does not get through, so callers push from the scarce end.
template <class Direction>
std::int64_t push(const Direction& graph, const Amounts& most, Node from, Node to) {
  lemon::Preflow<Direction, Amounts> solver{graph, most, Graph::nodeFromId(static_cast<int>(from)),
                                            Graph::nodeFromId(static_cast<int>(to))};
  solver.runMinCut();
  return solver.flowValue();
}

}  // namespace

std::int64_t max_flow(const Network& network) {
  Graph graph;
  build(network, graph);
  Amounts most{graph};
  for (std::size_t index = 0; index < network.arcs.size(); ++index) most[arc_at(index)] = network.arcs[index].most;
  if (scarce_at_source(network)) return push(graph, most, kSource, kSink);
  return push(lemon::ReverseDigraph<Graph>{graph}, most, kSink, kSource);
}

std::vector<std::int64_t> cheapest_flow(const Network& network, std::int64_t amount) {
  Graph graph;
  build(network, graph);
  Amounts most{graph};
  Amounts cost{graph};
  for (std::size_t index = 0; index < network.arcs.size(); ++index) {
    most[arc_at(index)] = network.arcs[index].most;
    cost[arc_at(index)] = network.arcs[index].cost;
  }
  lemon::NetworkSimplex<Graph, std::int64_t, std::int64_t> solver{graph};
  solver.upperMap(most).costMap(cost).stSupply(Graph::nodeFromId(kSource), Graph::nodeFromId(kSink), amount);
  if (solver.run() != decltype(solver)::OPTIMAL) throw std::logic_error{"the flow asked for does not fit the network"};
  std::vector<std::int64_t> carried(network.arcs.size());
  for (std::size_t index = 0; index < carried.size(); ++index) carried[index] = solver.flow(arc_at(index));
  return carried;
}

}  // namespace anlan::supplies::allocation
