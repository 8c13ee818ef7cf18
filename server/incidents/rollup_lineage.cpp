#include "incidents/rollup_lineage.hpp"

#include <algorithm>

#include <nlohmann/json.hpp>

#include "incidents/report_view.hpp"
#include "incidents/rollup_view.hpp"

namespace anlan::incidents {

using nlohmann::json;

namespace {

/// The children of a node that have a say in this number, in the order of their codes.
std::vector<DivisionCode> sources(store::Connection& db, const std::string& incident, const DivisionCode& node,
                                  const CellKey& key) {
  auto rows = db.prepare(
      "SELECT n.division FROM rollup_node n JOIN rollup r ON r.incident = n.incident AND r.division = n.division"
      " AND r.indicator = ?3 AND r.aspect = ?4 WHERE n.incident = ?1 AND n.parent = ?2"
      " AND (r.total IS NOT NULL OR r.said_unknown = 1 OR r.unknown > 0) ORDER BY n.division");
  rows.bind_all(incident, node.text(), key.indicator, to_string(key.aspect));
  std::vector<DivisionCode> out;
  while (rows.step()) out.push_back(DivisionCode::parse(rows.view_at(0)).value());
  return out;
}

/// A number counts as the node's own when it filed it, or when it said "not known" and nobody below knows better.
bool is_own(const Cell& cell) { return cell.own.amount || (cell.own.unknown && !cell.below); }

bool mentions(const Figures& figures, const CellKey& key) {
  const auto found = figures.find(key.indicator);
  return found != figures.end() &&
         (found->second.unknown || found->second.at(key.aspect) || !found->second.text.empty());
}

/// The version of the node's chain in which the number stands: the latest statement that mentions it.
Version origin_of(store::Connection& db, const std::string& incident, const DivisionCode& node, const CellKey& key) {
  const auto chain = find_chain(db, incident, node).value();
  const auto statements = statements_in_force(report_versions(db, chain));
  const auto found = std::ranges::find_if(statements.rbegin(), statements.rend(), [&key](const Version& version) {
    return mentions(version.statement.figures, key);
  });
  return *found;
}

Part part_of(store::Connection& db, const std::string& incident, const DivisionCode& node, const CellKey& key,
             const Cell& cell) {
  Part part{.division = node, .value = cell.contribution()};
  if (is_own(cell)) {
    const auto origin = origin_of(db, incident, node, key);
    part.report = origin.report;
    part.version = origin.version;
    part.as_of = origin.statement.occurred_at;
    return part;
  }
  for (const auto& child : sources(db, incident, node, key)) {
    auto below = part_of(db, incident, child, key, find_cell(db, incident, child.text(), key));
    part.as_of = std::max(part.as_of, below.as_of);
    part.parts.push_back(std::move(below));
  }
  return part;
}

json part_json(const Part& part, const Indicator& indicator, const divisions::Divisions& divisions) {
  json out{{"division", part.division.text()},
           {"name", divisions.name_of(part.division)},
           {"report", part.report ? json(*part.report) : json(nullptr)},
           {"version", part.version},
           {"value", cell_number(indicator, part.value.total)},
           {"unknown", part.value.doubtful},
           {"estimated", part.value.estimated},
           {"as_of", part.as_of ? json(format_time(*part.as_of)) : json(nullptr)},
           {"source", part.report ? "own" : "below"}};
  if (!part.parts.empty()) {
    auto& parts = out["parts"] = json::array();
    for (const auto& below : part.parts) parts.push_back(part_json(below, indicator, divisions));
  }
  return out;
}

}  // namespace

Lineage lineage_of(store::Connection& db, const divisions::Divisions& divisions, const std::string& incident,
                   const DivisionCode& node, const CellKey& key) {
  const auto cell = find_cell(db, incident, node.text(), key);
  const auto reported = reported_children(db, incident, node);
  Lineage lineage{.cell = cell, .root = part_of(db, incident, node, key, cell), .missing = {}};
  for (const auto& child : expected_children(db, divisions, incident, node)) {
    if (!std::ranges::binary_search(reported, child.text())) lineage.missing.push_back(child);
  }
  return lineage;
}

json lineage_json(const Lineage& lineage, const Indicator& indicator, const divisions::Divisions& divisions) {
  const auto& root = lineage.root;
  json out{{"total", cell_number(indicator, lineage.cell.total())},
           {"own", cell_number(indicator, lineage.cell.own.amount)},
           {"below", cell_number(indicator, lineage.cell.below)},
           {"source", root.report ? "own" : "below"},
           {"merge", to_string(indicator.merge)},
           {"as_of", root.as_of ? json(format_time(*root.as_of)) : json(nullptr)},
           {"parts", json::array()},
           {"missing", json::array()}};
  if (root.report) {
    out["parts"].push_back(part_json(root, indicator, divisions));
  } else {
    for (const auto& part : root.parts) out["parts"].push_back(part_json(part, indicator, divisions));
  }
  for (const auto& child : lineage.missing) out["missing"].push_back(child.text());
  return out;
}

}  // namespace anlan::incidents
