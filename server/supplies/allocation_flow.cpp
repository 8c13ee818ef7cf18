// The solver. LEMON (COIN-OR's graph library, Debian's liblemon-dev) because the whole question is a network: its push–
// relabel flow tells in a millisecond whether a time limit can be met, and its network simplex finds the cheapest plan
// of an item for 2,024 villages in ten, in integers, without tolerances, and the same every time. The general LP
// solvers of Debian 12 (GLPK, Clp) work in floating point and need seconds for the same item; HiGHS is not in
// Debian 12.
#include "supplies/allocation_flow.hpp"

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

}  // namespace

std::int64_t max_flow(const Network& network) {
  Graph graph;
  build(network, graph);
  Amounts most{graph};
  for (std::size_t index = 0; index < network.arcs.size(); ++index) most[arc_at(index)] = network.arcs[index].most;
  lemon::Preflow<Graph, Amounts> solver{graph, most, Graph::nodeFromId(kSource), Graph::nodeFromId(kSink)};
  solver.runMinCut();
  return solver.flowValue();
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
