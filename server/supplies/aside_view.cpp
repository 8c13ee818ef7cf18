#include "supplies/aside_view.hpp"

#include <utility>

#include <nlohmann/json.hpp>

#include "supplies/batch.hpp"
#include "supplies/json_fields.hpp"

namespace anlan::supplies {

using nlohmann::json;

namespace {

std::string table_of(const std::string& name) {
  return "CREATE TABLE " + name + " (" + name +
         " TEXT PRIMARY KEY, version INTEGER NOT NULL, state TEXT NOT NULL, place TEXT NOT NULL,"
         " division TEXT NOT NULL, document TEXT NOT NULL) STRICT, WITHOUT ROWID";
}

void put_paper(const journal::ApplyContext& context, const std::string& name) {
  const auto& body = context.body;
  context.db
      .prepare("INSERT INTO " + name + " (" + name +
               ", version, state, place, division, document) VALUES (?1, ?2, ?3, ?4, ?5, ?6)"
               " ON CONFLICT DO UPDATE SET version = ?2, state = ?3, document = ?6")
      .run(text_at(body, name.c_str()), context.entry.stream_version, text_at(body, "state"), text_at(body, "place"),
           text_at(body, "division"), dump(body));
}

template <class Paper>
Paper paper_at(const store::Statement& row, Paper (*read)(const json&)) {
  auto paper = read(json::parse(row.view_at(0)));
  paper.version = row.int_at(1);
  return paper;
}

template <class Paper>
std::optional<Paper> find_paper(store::Connection& db, const std::string& name, const std::string& id,
                                Paper (*read)(const json&)) {
  auto row = db.prepare("SELECT document, version FROM " + name + " WHERE " + name + " = ?1");
  row.bind_all(id);
  if (!row.step()) return std::nullopt;
  return paper_at(row, read);
}

template <class Paper>
std::vector<Paper> list_papers(store::Connection& db, const std::string& name, const DivisionCode& jurisdiction,
                               const PaperFilter& filter, Paper (*read)(const json&)) {
  auto rows = db.prepare("SELECT document, version FROM " + name +
                         " WHERE (?1 IS NULL OR place = ?1) AND (?2 IS NULL OR state = ?2)"
                         " AND substr(division, 1, ?3) = ?4 ORDER BY " +
                         name + " DESC LIMIT 200");
  const auto digits = significant_digits(jurisdiction.level());
  rows.bind_all(filter.place, filter.state, static_cast<std::int64_t>(digits), jurisdiction.text().substr(0, digits));
  std::vector<Paper> out;
  while (rows.step()) out.push_back(paper_at(rows, read));
  return out;
}

}  // namespace

std::vector<std::string> AsideView::schema() const { return {table_of("recovery"), table_of("inspection")}; }

void AsideView::apply(const journal::ApplyContext& context) {
  if (context.entry.type.starts_with("recovery.")) put_paper(context, "recovery");
  if (context.entry.type.starts_with("inspection.")) put_paper(context, "inspection");
}

std::optional<Recovery> find_recovery(store::Connection& db, const std::string& recovery) {
  return find_paper(db, "recovery", recovery, &read_recovery);
}

std::optional<Inspection> find_inspection(store::Connection& db, const std::string& inspection) {
  return find_paper(db, "inspection", inspection, &read_inspection);
}

std::string next_recovery_number(store::Connection& db) {
  return batch_label(db.number("SELECT count(*) + 1 FROM recovery"));
}

std::string next_inspection_number(store::Connection& db) {
  return batch_label(db.number("SELECT count(*) + 1 FROM inspection"));
}

bool holds_aside(store::Connection& db, const std::string& place) {
  auto row = db.prepare("SELECT 1 FROM stock_balance WHERE place = ?1 AND bin = ?2 AND quantity > 0");
  row.bind_all(to_string(Side::aside), place);
  return row.step();
}

std::vector<Outstanding> outstanding_in(store::Connection& db, const DivisionCode& division) {
  auto rows = db.prepare(
      "SELECT b.item, b.batch, t.label, b.bin, sum(b.quantity), b.exercise FROM stock_balance b"
      " JOIN stock_batch t ON t.batch = b.batch WHERE b.place IN (?1, ?4) AND b.quantity > 0"
      " AND substr(b.bin, 1, ?2) = ?3 GROUP BY t.number, b.bin ORDER BY b.item, t.number, b.bin");
  const auto digits = significant_digits(division.level());
  rows.bind_all(to_string(Side::issued), static_cast<std::int64_t>(digits), division.text().substr(0, digits),
                to_string(Side::household));
  std::vector<Outstanding> out;
  while (rows.step()) {
    out.push_back(
        {rows.text_at(0), rows.text_at(1), rows.text_at(2), rows.text_at(3), rows.int_at(4), rows.int_at(5) != 0});
  }
  return out;
}

std::vector<Recovery> list_recoveries(store::Connection& db, const DivisionCode& jurisdiction,
                                      const PaperFilter& filter) {
  return list_papers(db, "recovery", jurisdiction, filter, &read_recovery);
}

std::vector<Inspection> list_inspections(store::Connection& db, const DivisionCode& jurisdiction,
                                         const PaperFilter& filter) {
  return list_papers(db, "inspection", jurisdiction, filter, &read_inspection);
}

}  // namespace anlan::supplies
