#pragma once

#include <optional>
#include <string>
#include <vector>

#include <nlohmann/json_fwd.hpp>

#include "divisions/divisions.hpp"
#include "incidents/rollup.hpp"
#include "store/database.hpp"

namespace anlan::incidents {

/// Where a number comes from, one node at a time: a report of the node's own, or the nodes below it.
struct Part {
  DivisionCode division;
  std::optional<std::string> report = {};  ///< the chain and version the number stands in; nothing when it was merged
  std::int64_t version = 0;
  std::optional<Instant> as_of = {};  ///< the moment the figures speak of; of merged ones the latest
  Contribution value = {};
  std::vector<Part> parts = {};  ///< of a merged number
};

/// The origin of one number of a node.
struct Lineage {
  Cell cell;
  Part root;                          ///< what the total is made of
  std::vector<DivisionCode> missing;  ///< expected children that filed nothing themselves
};

/// `root.parts` are the children that said something, each with its own children when its number was merged in turn.
/// When the node filed the number itself the root is that report and has no parts.
[[nodiscard]] Lineage lineage_of(store::Connection& db, const divisions::Divisions& divisions,
                                 const std::string& incident, const DivisionCode& node, const CellKey& key);

/// The wire's answer of `report.lineage`.
[[nodiscard]] nlohmann::json lineage_json(const Lineage& lineage, const Indicator& indicator,
                                          const divisions::Divisions& divisions);

}  // namespace anlan::incidents
