#include "supplies/stock_view.hpp"

#include <set>
#include <tuple>
#include <utility>

#include <nlohmann/json.hpp>

#include "supplies/document_entries.hpp"
#include "supplies/donation_entries.hpp"
#include "supplies/movement_entries.hpp"
#include "supplies/place_view.hpp"
#include "supplies/stock_queries.hpp"

namespace anlan::supplies {

using nlohmann::json;

namespace {

void insert_batch(store::Connection& db, const Batch& batch, const journal::Entry& entry) {
  db.prepare(
        "INSERT INTO stock_batch (number, batch, label, item, expires_on, exercise, origin_kind, origin_level, born_in,"
        " facts) VALUES ((SELECT coalesce(max(number), 0) + 1 FROM stock_batch), ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)")
      .run(batch.batch, batch.label, batch.facts.item, batch.facts.expires_on, batch.exercise,
           to_string(batch.facts.origin.kind), to_string(batch.facts.origin.level), entry.division,
           dump(batch_json(batch)));
}

void insert_movement(store::Connection& db, const journal::Entry& entry, const Movement& movement) {
  std::optional<std::string> evidence;
  if (!movement.evidence.is_null()) evidence = dump(movement.evidence);
  db.prepare(
        "INSERT INTO stock_movement (seq, movement, kind, place, division, occurred_at, recorded_at, actor, exercise,"
        " document, incident, recipient, reason, note, waybill, reverses, evidence)"
        " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17)")
      .run(entry.seq, movement.movement, to_string(movement.kind), movement.place, entry.division,
           to_millis(entry.occurred_at), to_millis(entry.recorded_at), entry.actor, entry.exercise, movement.document,
           movement.incident, movement.recipient, movement.reason, movement.note, movement.waybill, movement.reverses,
           evidence);
  if (!movement.reverses) return;
  db.prepare("UPDATE stock_movement SET reversed_by = ?2 WHERE movement = ?1")
      .run(*movement.reverses, movement.movement);
}

/// Books on the account of a batch at a spot, which comes into being with its first line; its number. In two
/// steps: SQLite judges the CHECK of a row it would insert even when it then only updates, and RETURNING costs a
/// temporary table each time.
std::int64_t book(store::Connection& db, const Spot& at, const Line& line, bool exercise, Quantity taken,
                  Quantity given, std::int64_t seq) {
  auto known = db.prepare("SELECT account FROM stock_balance WHERE place = ?1 AND bin = ?2 AND batch = ?3");
  known.bind_all(at.place, at.bin, line.batch);
  if (known.step()) {
    const auto account = known.int_at(0);
    db.prepare("UPDATE stock_balance SET taken = taken + ?2, given = given + ?3, seq = ?4 WHERE account = ?1")
        .run(account, taken, given, seq);
    return account;
  }
  const auto account = db.number("SELECT coalesce(max(account), 0) + 1 FROM stock_balance");
  db.prepare(
        "INSERT INTO stock_balance (account, place, bin, item, batch, expires_on, exercise, bounded, taken, given,"
        " held, seq) VALUES (?1, ?2, ?3, ?4, ?5, (SELECT expires_on FROM stock_batch WHERE batch = ?5), ?6, ?7, ?8, ?9,"
        " 0, ?10)")
      .run(account, at.place, at.bin, line.item, line.batch, exercise, bounded(at), taken, given, seq);
  return account;
}

void insert_lines(store::Connection& db, const journal::Entry& entry, const Movement& movement) {
  for (std::size_t i = 0; i < movement.lines.size(); ++i) {
    const auto& line = movement.lines[i];
    const auto source = book(db, line.from, line, entry.exercise, 0, line.quantity, entry.seq);
    const auto target = book(db, line.to, line, entry.exercise, line.quantity, 0, entry.seq);
    db.prepare(
          "INSERT INTO stock_line (seq, line, source, target, quantity, occurred_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6)")
        .run(entry.seq, static_cast<std::int64_t>(i), source, target, line.quantity, to_millis(entry.occurred_at));
  }
}

/// What is written on the piles follows what is known of the donor.
void retell_origin(const journal::ApplyContext& context) {
  const auto donation = read_donation(context.body);
  auto row = context.db.prepare("UPDATE stock_batch SET facts = ?2 WHERE batch = ?1");
  for (const auto& gift : donation.gifts) {
    auto batch = find_batch(context.db, gift.batch).value();
    batch.facts.origin = origin_of(donation, batch.facts.origin.level);
    row.run(gift.batch, dump(batch_json(batch)));
  }
}

std::string state_key(const StockKey& key) { return key.place + "/" + key.item + (key.exercise ? "/exercise" : ""); }

/// What a waybill sets aside when it is picked is free again when it is cancelled, or when it leaves.
std::set<StockKey> hold(const journal::ApplyContext& context) {
  const auto waybill = read_waybill(context.body);
  const int sign = context.entry.type == kWaybillPicked ? 1 : -1;
  auto row = context.db.prepare(
      "UPDATE stock_balance SET held = held + ?4, seq = ?5 WHERE place = ?1 AND bin = ?2 AND batch = ?3");
  std::set<StockKey> keys;
  for (const auto& load : waybill.loads) {
    row.run(waybill.from, load.bin, load.batch, sign * load.quantity, context.entry.seq);
    keys.insert({waybill.from, load.item, waybill.exercise});
  }
  return keys;
}

/// The real places among the spots of a movement; the sides have no state of their own.
std::set<StockKey> touched(const Movement& movement) {
  std::set<StockKey> keys;
  for (const auto& line : movement.lines) {
    for (const auto& end : {line.from, line.to}) {
      if (!parse_side(end.place)) keys.insert({end.place, line.item, movement.exercise});
    }
  }
  return keys;
}

std::set<StockKey> post(const journal::ApplyContext& context) {
  const auto movement = read_movement(context.body);
  for (const auto& batch : context.body.at("batches")) insert_batch(context.db, read_batch(batch), context.entry);
  insert_movement(context.db, context.entry, movement);
  insert_lines(context.db, context.entry, movement);
  return touched(movement);
}

}  // namespace

std::vector<std::string> StockView::schema() const {
  return {
      "CREATE TABLE stock_batch ("
      "  number INTEGER PRIMARY KEY, batch TEXT NOT NULL UNIQUE, label TEXT NOT NULL, item TEXT NOT NULL,"
      "  expires_on TEXT, exercise INTEGER NOT NULL, origin_kind TEXT NOT NULL, origin_level TEXT NOT NULL,"
      "  born_in TEXT NOT NULL, facts TEXT NOT NULL) STRICT",
      "CREATE INDEX stock_batch_by_label ON stock_batch (label)",
      "CREATE TABLE stock_movement ("
      "  seq INTEGER PRIMARY KEY, movement TEXT NOT NULL UNIQUE, kind TEXT NOT NULL, place TEXT NOT NULL,"
      "  division TEXT NOT NULL, occurred_at INTEGER NOT NULL, recorded_at INTEGER NOT NULL, actor TEXT NOT NULL,"
      "  exercise INTEGER NOT NULL, document TEXT, incident TEXT, recipient TEXT, reason TEXT, note TEXT, waybill TEXT,"
      "  reverses TEXT, reversed_by TEXT, evidence TEXT) STRICT",
      "CREATE INDEX stock_movement_by_place ON stock_movement (place, seq)",
      "CREATE INDEX stock_movement_by_incident ON stock_movement (incident, seq) WHERE incident IS NOT NULL",
      "CREATE TABLE stock_balance ("
      "  account INTEGER PRIMARY KEY, place TEXT NOT NULL, bin TEXT NOT NULL, item TEXT NOT NULL, batch TEXT NOT NULL,"
      "  expires_on TEXT, exercise INTEGER NOT NULL, bounded INTEGER NOT NULL,"
      "  taken INTEGER NOT NULL, given INTEGER NOT NULL, held INTEGER NOT NULL,"
      "  quantity INTEGER GENERATED ALWAYS AS (taken - given) VIRTUAL,"
      "  seq INTEGER NOT NULL,"
      "  UNIQUE (place, bin, batch),"
      "  CHECK (taken >= 0 AND given >= 0 AND held >= 0), CHECK (bounded = 0 OR taken - given >= held)) STRICT",
      "CREATE INDEX stock_balance_by_item ON stock_balance (place, item)",
      "CREATE INDEX stock_balance_by_batch ON stock_balance (batch)",
      "CREATE INDEX stock_balance_by_seq ON stock_balance (seq)",
      "CREATE TABLE stock_line ("
      "  seq INTEGER NOT NULL, line INTEGER NOT NULL, source INTEGER NOT NULL, target INTEGER NOT NULL,"
      "  quantity INTEGER NOT NULL CHECK (quantity > 0), occurred_at INTEGER NOT NULL,"
      "  PRIMARY KEY (seq, line)) STRICT, WITHOUT ROWID",
      "CREATE INDEX stock_line_out ON stock_line (source, occurred_at, seq, line, quantity)",
      "CREATE INDEX stock_line_in ON stock_line (target, occurred_at, seq, line, quantity)",
  };
}

void StockView::apply(const journal::ApplyContext& context) {
  const auto& type = context.entry.type;
  std::set<StockKey> changed;
  if (type == kStockMoved || type == kStockReversed) {
    changed = post(context);
  } else if (type == kWaybillPicked || type == kWaybillDispatched || type == kWaybillCancelled) {
    changed = hold(context);
  } else if (type == kDonationCorrected) {
    retell_origin(context);
  }
  if (!context.effects.heard()) return;
  for (const auto& key : changed) {
    const auto division = find_place_division(context.db, key.place).value();
    context.effects.state("stock", state_key(key), division, context.entry.seq, stock_row_json(context.db, key));
  }
}

void StockView::states_between(store::Connection& db, std::string_view, std::int64_t since, std::int64_t until,
                               const journal::NotificationSink& sink) const {
  std::vector<std::pair<StockKey, std::int64_t>> changed;
  auto rows = db.prepare(
      "SELECT place, item, exercise, last FROM (SELECT place, item, exercise, (SELECT max(seq) FROM stock_balance o"
      "  WHERE o.place = b.place AND o.item = b.item AND o.exercise = b.exercise) AS last"
      "  FROM stock_balance b WHERE b.seq > ?1 AND b.seq <= ?2 GROUP BY place, item, exercise)"
      " WHERE last <= ?2 ORDER BY last, place, item, exercise");
  rows.bind_all(since, until);
  while (rows.step()) {
    if (parse_side(rows.view_at(0))) continue;
    changed.push_back({{rows.text_at(0), rows.text_at(1), rows.int_at(2) != 0}, rows.int_at(3)});
  }
  for (const auto& [key, seq] : changed) {
    const auto division = find_place_division(db, key.place).value();
    sink(journal::state_notification("stock", state_key(key), division, seq, stock_row_json(db, key)));
  }
}

}  // namespace anlan::supplies
