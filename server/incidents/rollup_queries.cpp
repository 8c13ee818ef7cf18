#include <algorithm>

#include <nlohmann/json.hpp>

#include "incidents/incident_view.hpp"
#include "incidents/rollup_view.hpp"

namespace anlan::incidents {

using nlohmann::json;

namespace {

json cell_json(const Indicator& indicator, const Cell& cell, std::int64_t seq) {
  return {{"total", cell_number(indicator, cell.total())},
          {"own", cell_number(indicator, cell.own.amount)},
          {"below", cell_number(indicator, cell.below)},
          {"unknown", cell.unknown + (cell.own.unknown ? 1 : 0)},
          {"estimated", cell.estimated()},
          {"seq", seq}};
}

Cell read_cell(const store::Statement& row, int first) {
  return {.own = {row.optional_int_at(first), row.int_at(first + 1) != 0, row.int_at(first + 2) != 0},
          .below = row.optional_int_at(first + 3),
          .known = row.int_at(first + 4),
          .unknown = row.int_at(first + 5),
          .estimates = row.int_at(first + 6)};
}

json cells_json(store::Connection& db, const Catalogue& catalogue, const std::string& incident,
                const DivisionCode& node) {
  auto rows = db.prepare(
      "SELECT own, said_unknown, said_estimated, below, known, unknown, estimates, indicator, aspect, seq FROM rollup"
      " WHERE incident = ?1 AND division = ?2");
  rows.bind_all(incident, node.text());
  auto cells = json::object();
  while (rows.step()) {
    const auto code = rows.text_at(7);
    cells[code][rows.text_at(8)] = cell_json(*catalogue.indicator(code), read_cell(rows, 0), rows.int_at(9));
  }
  return cells;
}

}  // namespace

Cell find_cell(store::Connection& db, const std::string& incident, const std::string& division, const CellKey& key) {
  auto row = db.prepare(
      "SELECT own, said_unknown, said_estimated, below, known, unknown, estimates FROM rollup"
      " WHERE incident = ?1 AND division = ?2 AND indicator = ?3 AND aspect = ?4");
  row.bind_all(incident, division, key.indicator, to_string(key.aspect));
  return row.step() ? read_cell(row, 0) : Cell{};
}

std::vector<std::string> reported_children(store::Connection& db, const std::string& incident,
                                           const DivisionCode& node) {
  auto rows = db.prepare(
      "SELECT division FROM rollup_node WHERE incident = ?1 AND parent = ?2 AND reported = 1 ORDER BY division");
  rows.bind_all(incident, node.text());
  std::vector<std::string> out;
  while (rows.step()) out.push_back(rows.text_at(0));
  return out;
}

std::vector<DivisionCode> expected_children(store::Connection& db, const divisions::Divisions& divisions,
                                            const std::string& incident, const DivisionCode& node) {
  const auto found = find_incident(db, incident);
  std::vector<DivisionCode> out;
  if (!found || node.level() >= Level::township) return out;
  for (const auto& child : divisions.children_of(node)) {
    if (touches(found->area, child)) out.push_back(child);
  }
  return out;
}

json rollup_node_json(store::Connection& db, const Catalogue& catalogue, const divisions::Divisions& divisions,
                      const std::string& incident, const DivisionCode& node) {
  const auto received = reported_children(db, incident, node);
  auto missing = json::array();
  std::size_t expected = received.size();
  for (const auto& child : expected_children(db, divisions, incident, node)) {
    if (std::ranges::binary_search(received, child.text())) continue;
    missing.push_back(child.text());
    ++expected;
  }
  json out{{"incident", incident},
           {"division", node.text()},
           {"level", to_string(node.level())},
           {"cells", cells_json(db, catalogue, incident, node)},
           {"expected", expected},
           {"received", received.size()},
           {"missing", std::move(missing)}};
  auto row = db.prepare("SELECT reported, updated_at FROM rollup_node WHERE incident = ?1 AND division = ?2");
  row.bind_all(incident, node.text());
  const bool known = row.step();
  out["reported"] = known && row.int_at(0) != 0;
  out["updated_at"] = known ? json(format_time(from_millis(row.int_at(1)))) : json(nullptr);
  return out;
}

}  // namespace anlan::incidents
