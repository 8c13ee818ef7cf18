#include "relief/people_marks.hpp"

#include "relief/household_personal.hpp"

namespace anlan::relief {
namespace {

struct AllMarks {
  std::vector<Mark> marks;
  std::vector<std::int64_t> names;
};

std::optional<AllMarks> marks_in(access::KeyRing& keys, const MarkedRow& row) {
  const auto personal = unseal_personal(keys, row.sealed);
  if (!personal) return std::nullopt;
  return AllMarks{marks_of(keys, *personal).value(), name_marks(keys, row.list, personal->head().name).value()};
}

}  // namespace

std::vector<std::string> mark_schema(const MarkTables& tables) {
  return {"CREATE TABLE " + tables.marks +
              " ("
              "  kind TEXT NOT NULL, mark INTEGER NOT NULL, ordinal INTEGER NOT NULL, member INTEGER NOT NULL,"
              "  PRIMARY KEY (kind, mark, ordinal, member)) STRICT, WITHOUT ROWID",
          "CREATE TABLE " + tables.names +
              " ("
              "  mark INTEGER NOT NULL, village TEXT NOT NULL, ordinal INTEGER NOT NULL,"
              "  PRIMARY KEY (mark, village, ordinal)) STRICT, WITHOUT ROWID"};
}

void write_marks(store::Connection& db, access::KeyRing& keys, const MarkTables& tables, const MarkedRow& row) {
  const auto all = marks_in(keys, row);
  if (!all) return;
  auto marked = db.prepare("INSERT INTO " + tables.marks +
                           " (kind, mark, ordinal, member) VALUES (?1, ?2, ?3, ?4) ON CONFLICT DO NOTHING");
  for (const auto& mark : all->marks) marked.run(mark.kind, mark.value, row.ordinal, mark.member);
  auto named = db.prepare("INSERT INTO " + tables.names + " (mark, village, ordinal) VALUES (?1, ?2, ?3)");
  for (const auto name : all->names) named.run(name, row.village, row.ordinal);
}

void erase_marks(store::Connection& db, access::KeyRing& keys, const MarkTables& tables, const MarkedRow& row) {
  const auto all = marks_in(keys, row);
  if (!all) return;
  auto marked = db.prepare("DELETE FROM " + tables.marks + " WHERE kind = ?1 AND mark = ?2 AND ordinal = ?3");
  for (const auto& mark : all->marks) marked.run(mark.kind, mark.value, row.ordinal);
  auto named = db.prepare("DELETE FROM " + tables.names + " WHERE mark = ?1 AND village = ?2 AND ordinal = ?3");
  for (const auto name : all->names) named.run(name, row.village, row.ordinal);
}

void blank_list(store::Connection& db, const MarkTables& tables, const std::string& list) {
  const auto of_list = " WHERE ordinal IN (SELECT ordinal FROM " + tables.rows + " WHERE " + tables.list + " = ?1)";
  db.prepare("DELETE FROM " + tables.marks + of_list).run(list);
  db.prepare("DELETE FROM " + tables.names + of_list).run(list);
  db.prepare("UPDATE " + tables.rows + " SET sealed = NULL WHERE " + tables.list + " = ?1").run(list);
}

std::vector<Hit> find_marked_in(store::Connection& db, const MarkTables& tables, std::string_view kind,
                                std::int64_t mark, std::int64_t most) {
  auto rows = db.prepare("SELECT ordinal, member FROM " + tables.marks +
                         " WHERE kind = ?1 AND mark = ?2 ORDER BY ordinal LIMIT ?3");
  rows.bind_all(kind, mark, most);
  std::vector<Hit> out;
  while (rows.step()) out.push_back({rows.int_at(0), static_cast<int>(rows.int_at(1))});
  return out;
}

}  // namespace anlan::relief
