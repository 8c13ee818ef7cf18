#include "supplies/checkpoint_view.hpp"

#include <nlohmann/json.hpp>

#include "supplies/checkpoint_entries.hpp"

namespace anlan::supplies {

using nlohmann::json;

std::vector<std::string> CheckpointView::schema() const {
  return {
      "CREATE TABLE waybill_checkpoint ("
      "  waybill TEXT NOT NULL, checkpoint TEXT NOT NULL, at INTEGER NOT NULL, seq INTEGER NOT NULL,"
      "  document TEXT NOT NULL, PRIMARY KEY (waybill, checkpoint)) STRICT, WITHOUT ROWID",
  };
}

void CheckpointView::apply(const journal::ApplyContext& context) {
  if (context.entry.type != kCheckpointReported) return;
  const auto checkpoint = read_checkpoint(context.body);
  context.db
      .prepare("INSERT INTO waybill_checkpoint (waybill, checkpoint, at, seq, document) VALUES (?1, ?2, ?3, ?4, ?5)")
      .run(checkpoint.waybill, checkpoint.checkpoint, to_millis(checkpoint.at), context.entry.seq, dump(context.body));
}

std::optional<Checkpoint> find_checkpoint(store::Connection& db, const std::string& waybill,
                                          const std::string& checkpoint) {
  auto row = db.prepare("SELECT document FROM waybill_checkpoint WHERE waybill = ?1 AND checkpoint = ?2");
  row.bind_all(waybill, checkpoint);
  if (!row.step()) return std::nullopt;
  return read_checkpoint(json::parse(row.view_at(0)));
}

std::int64_t count_checkpoints(store::Connection& db, const std::string& waybill) {
  auto row = db.prepare("SELECT count(*) FROM waybill_checkpoint WHERE waybill = ?1");
  row.bind_all(waybill);
  row.step();
  return row.int_at(0);
}

std::vector<Checkpoint> list_checkpoints(store::Connection& db, const DivisionCode& jurisdiction,
                                         const std::optional<std::string>& waybill) {
  const std::string which = waybill ? "w.waybill = ?1" : "?1 IS NULL AND w.state = 'dispatched'";
  auto rows =
      db.prepare("SELECT c.document FROM waybill w JOIN waybill_checkpoint c ON c.waybill = w.waybill WHERE " + which +
                 " AND (substr(w.from_division, 1, ?2) = ?3 OR substr(w.to_division, 1, ?2) = ?3)"
                 " ORDER BY c.at DESC, c.seq DESC");
  const auto digits = significant_digits(jurisdiction.level());
  rows.bind_all(waybill, static_cast<std::int64_t>(digits), jurisdiction.text().substr(0, digits));
  std::vector<Checkpoint> out;
  while (rows.step()) out.push_back(read_checkpoint(json::parse(rows.view_at(0))));
  return out;
}

}  // namespace anlan::supplies
