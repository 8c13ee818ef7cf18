#include "supplies/requisition_view.hpp"

#include <nlohmann/json.hpp>

#include "supplies/batch.hpp"
#include "supplies/requisition_entries.hpp"

namespace anlan::supplies {

using nlohmann::json;

namespace {

Requisition requisition_at(const store::Statement& row) {
  auto requisition = read_requisition(json::parse(row.view_at(0)));
  requisition.version = row.int_at(1);
  return requisition;
}

}  // namespace

std::vector<std::string> RequisitionView::schema() const {
  return {
      "CREATE TABLE requisition ("
      "  requisition TEXT PRIMARY KEY, version INTEGER NOT NULL, settled INTEGER NOT NULL, division TEXT NOT NULL,"
      "  document TEXT NOT NULL) STRICT, WITHOUT ROWID",
  };
}

void RequisitionView::apply(const journal::ApplyContext& context) {
  if (!context.entry.type.starts_with("requisition.")) return;
  const auto requisition = read_requisition(context.body);
  context.db
      .prepare(
          "INSERT INTO requisition (requisition, version, settled, division, document) VALUES (?1, ?2, ?3, ?4, ?5)"
          " ON CONFLICT DO UPDATE SET version = ?2, settled = ?3, document = ?5")
      .run(requisition.requisition, context.entry.stream_version, requisition.state() == RequisitionState::settled,
           requisition.division.text(), dump(context.body));
}

std::optional<Requisition> find_requisition(store::Connection& db, const std::string& requisition) {
  auto row = db.prepare("SELECT document, version FROM requisition WHERE requisition = ?1");
  row.bind_all(requisition);
  if (!row.step()) return std::nullopt;
  return requisition_at(row);
}

std::string next_requisition_number(store::Connection& db) {
  return batch_label(db.number("SELECT count(*) + 1 FROM requisition"));
}

std::vector<Requisition> list_requisitions(store::Connection& db, const DivisionCode& jurisdiction,
                                           bool unsettled_only) {
  auto rows = db.prepare(
      "SELECT document, version FROM requisition WHERE (?1 = 0 OR settled = 0) AND substr(division, 1, ?2) = ?3"
      " ORDER BY settled, requisition LIMIT 500");
  const auto digits = significant_digits(jurisdiction.level());
  rows.bind_all(unsettled_only, static_cast<std::int64_t>(digits), jurisdiction.text().substr(0, digits));
  std::vector<Requisition> out;
  while (rows.step()) out.push_back(requisition_at(rows));
  return out;
}

}  // namespace anlan::supplies
