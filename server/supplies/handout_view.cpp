#include "supplies/handout_view.hpp"

#include <algorithm>
#include <utility>

#include <nlohmann/json.hpp>

#include "supplies/batch.hpp"
#include "supplies/handout_entries.hpp"
#include "supplies/json_fields.hpp"
#include "supplies/movement_entries.hpp"

namespace anlan::supplies {

using nlohmann::json;

namespace {

void insert_entitled(store::Connection& db, const Handout& handout, const Household& one) {
  auto row = db.prepare(
      "INSERT INTO handout_entitled (list, village, household, handout, batch, item, quantity, worth_fen)"
      " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)");
  for (std::size_t i = 0; i < handout.lines.size(); ++i) {
    const auto& line = handout.lines[i];
    if (one.got[i] == 0) continue;
    row.run(one.entitled->list, one.entitled->village.text(), one.entitled->household, handout.handout, line.batch,
            line.item, one.got[i], line.worth_fen);
  }
}

void insert_handout(const journal::ApplyContext& context) {
  auto& db = context.db;
  const auto handout = read_handout(context.body);
  db.prepare(
        "INSERT INTO handout (ordinal, handout, version, state, source, division, movement, document)"
        " VALUES ((SELECT coalesce(max(ordinal), 0) + 1 FROM handout), ?1, ?2, ?3, ?4, ?5, ?6, ?7)")
      .run(handout.handout, context.entry.stream_version, to_string(handout.state), handout.source,
           handout.division.text(), handout.movement, dump(context.body));
  auto line = db.prepare("INSERT INTO handout_line (handout, batch, source, quantity) VALUES (?1, ?2, ?3, ?4)");
  for (const auto& one : handout.lines) line.run(handout.handout, one.batch, handout.source, one.quantity);
  auto row = db.prepare(
      "INSERT INTO handout_household (handout, line, source, name_mark, id_mark) VALUES (?1, ?2, ?3, ?4, ?5)");
  for (std::size_t i = 0; i < handout.households.size(); ++i) {
    const auto& one = handout.households[i];
    row.run(handout.handout, static_cast<std::int64_t>(i), handout.source, one.name_mark, one.id_mark);
    if (one.entitled) insert_entitled(db, handout, one);
  }
}

/// A movement taken back takes its hand-out with it.
void withdraw(store::Connection& db, const json& reversal) {
  db.prepare(
        "UPDATE handout SET state = ?2, document = json_set(document, '$.state', ?2, '$.withdrawn', ?3)"
        " WHERE movement = ?1")
      .run(text_at(reversal, "reverses"), to_string(HandoutState::withdrawn),
           optional_at<std::string>(reversal, "reason"));
}

Handout handout_at(const store::Statement& row) {
  auto handout = read_handout(json::parse(row.view_at(0)));
  handout.version = row.int_at(1);
  return handout;
}

Quantity taken_of(store::Connection& db, const std::string& source, const std::string& batch) {
  auto row = db.prepare(
      "SELECT coalesce(sum(l.quantity), 0) FROM handout_line l JOIN handout h USING (handout)"
      " WHERE l.source = ?1 AND l.batch = ?2 AND h.state = 'recorded'");
  row.bind_all(source, batch);
  row.step();
  return row.int_at(0);
}

/// What of a waybill reached a unit by all accounts of its arrival together, and households do not have yet.
Quantity left_of_waybill(store::Connection& db, const std::string& waybill, const std::string& unit,
                         const std::string& batch) {
  auto row = db.prepare(
      "WITH account AS MATERIALIZED"
      "  (SELECT account FROM stock_balance WHERE place = 'issued' AND bin = ?2 AND batch = ?3),"
      " brought AS MATERIALIZED (SELECT m.movement, l.quantity FROM account a CROSS JOIN stock_line l"
      "   ON l.target = a.account CROSS JOIN stock_movement m ON m.seq = l.seq WHERE m.waybill = ?1)"
      " SELECT (SELECT coalesce(sum(quantity), 0) FROM brought)"
      "  - (SELECT coalesce(sum(l.quantity), 0) FROM account a CROSS JOIN stock_line l ON l.source = a.account"
      "      CROSS JOIN stock_movement m ON m.seq = l.seq WHERE m.waybill = ?1)"
      "  - (SELECT coalesce(sum(l.quantity), 0) FROM (SELECT DISTINCT movement FROM brought) b"
      "      CROSS JOIN handout_line l ON l.source = b.movement AND l.batch = ?3"
      "      CROSS JOIN handout h USING (handout) WHERE h.state = 'recorded')");
  row.bind_all(waybill, unit, batch);
  row.step();
  return row.int_at(0);
}

const std::string kGiven =
    "SELECT e.list, e.household, e.village, e.handout, h.document ->> '$.number', h.document ->> '$.at', e.item,"
    " e.quantity, e.worth_fen FROM handout_entitled e JOIN handout h USING (handout) ";

std::vector<GoodsGiven> given_in(store::Statement& rows) {
  std::vector<GoodsGiven> out;
  while (rows.step()) {
    out.push_back({.by = {rows.text_at(0), rows.text_at(1), DivisionCode::parse(rows.view_at(2)).value()},
                   .handout = rows.text_at(3),
                   .number = rows.text_at(4),
                   .at = parse_time(rows.text_at(5)).value(),
                   .item = rows.text_at(6),
                   .quantity = rows.int_at(7),
                   .worth_fen = rows.optional_int_at(8)});
  }
  return out;
}

}  // namespace

std::vector<std::string> HandoutView::schema() const {
  return {
      "CREATE TABLE handout ("
      "  ordinal INTEGER PRIMARY KEY, handout TEXT NOT NULL UNIQUE, version INTEGER NOT NULL, state TEXT NOT NULL,"
      "  source TEXT NOT NULL, division TEXT NOT NULL, movement TEXT NOT NULL UNIQUE, document TEXT NOT NULL) STRICT",
      "CREATE TABLE handout_line ("
      "  handout TEXT NOT NULL, batch TEXT NOT NULL, source TEXT NOT NULL, quantity INTEGER NOT NULL,"
      "  PRIMARY KEY (handout, batch)) STRICT, WITHOUT ROWID",
      "CREATE INDEX handout_line_by_source ON handout_line (source, batch)",
      "CREATE TABLE handout_household ("
      "  handout TEXT NOT NULL, line INTEGER NOT NULL, source TEXT NOT NULL, name_mark TEXT NOT NULL, id_mark TEXT,"
      "  PRIMARY KEY (handout, line)) STRICT, WITHOUT ROWID",
      "CREATE INDEX handout_household_by_source ON handout_household (source)",
      "CREATE TABLE handout_entitled ("
      "  list TEXT NOT NULL, village TEXT NOT NULL, household TEXT NOT NULL, handout TEXT NOT NULL, batch TEXT NOT "
      "NULL,"
      "  item TEXT NOT NULL, quantity INTEGER NOT NULL, worth_fen INTEGER,"
      "  PRIMARY KEY (list, village, household, handout, batch)) STRICT, WITHOUT ROWID",
      "CREATE INDEX handout_entitled_by_household ON handout_entitled (household)",
  };
}

void HandoutView::apply(const journal::ApplyContext& context) {
  const auto& type = context.entry.type;
  if (type == kHandoutRecorded) insert_handout(context);
  if (type == kStockReversed) withdraw(context.db, context.body);
}

std::optional<Handout> find_handout(store::Connection& db, const std::string& handout) {
  auto row = db.prepare("SELECT document, version FROM handout WHERE handout = ?1");
  row.bind_all(handout);
  if (!row.step()) return std::nullopt;
  return handout_at(row);
}

std::string next_handout_number(store::Connection& db) {
  return batch_label(db.number("SELECT coalesce(max(ordinal), 0) + 1 FROM handout"));
}

std::optional<DivisionCode> issued_to(const Movement& source) {
  for (const auto& line : source.lines) {
    if (parse_side(line.to.place) == Side::issued) return DivisionCode::parse(line.to.bin).value();
  }
  return std::nullopt;
}

Left left_of(store::Connection& db, const Movement& source) {
  Left left;
  for (const auto& line : source.lines) {
    if (parse_side(line.to.place) == Side::issued) left[line.batch] += line.quantity;
  }
  const auto unit = issued_to(source);
  for (auto& [batch, quantity] : left) {
    const auto there = find_holding(db, spot(Side::issued, unit->text()), batch, source.occurred_at).quantity;
    quantity = std::min(quantity - taken_of(db, source.movement, batch), there);
    if (source.waybill) {
      quantity = std::min(quantity, left_of_waybill(db, *source.waybill, unit->text(), batch));
    }
    quantity = std::max<Quantity>(quantity, 0);
  }
  return left;
}

std::vector<std::string> handed_out_of(store::Connection& db, const std::string& source) {
  auto rows = db.prepare(
      "SELECT DISTINCT h.ordinal, h.document ->> '$.number' FROM handout_line l JOIN handout h USING (handout)"
      " WHERE l.source = ?1 AND h.state = 'recorded' ORDER BY h.ordinal");
  rows.bind_all(source);
  std::vector<std::string> numbers;
  while (rows.step()) numbers.push_back(rows.text_at(1));
  return numbers;
}

std::vector<Served> served_from(store::Connection& db, const std::string& source) {
  auto rows = db.prepare(
      "SELECT h.document ->> '$.number', p.name_mark, p.id_mark FROM handout_household p JOIN handout h USING (handout)"
      " WHERE p.source = ?1 AND h.state = 'recorded' ORDER BY h.ordinal, p.line");
  rows.bind_all(source);
  std::vector<Served> out;
  while (rows.step()) out.push_back({rows.text_at(0), rows.text_at(1), rows.optional_text_at(2)});
  return out;
}

std::vector<GoodsGiven> goods_given(store::Connection& db, const std::string& list, const DivisionCode& within) {
  const auto prefix = within.text().substr(0, significant_digits(within.level()));
  auto rows = db.prepare(kGiven +
                         "WHERE e.list = ?1 AND e.village >= ?2 AND e.village < ?3 AND h.state = 'recorded'"
                         " ORDER BY e.village, e.household, h.ordinal, e.batch");
  rows.bind_all(list, prefix, prefix + ':');  // the sign after 9
  return given_in(rows);
}

std::vector<GoodsGiven> goods_given_to(store::Connection& db, const std::string& household) {
  auto rows = db.prepare(kGiven + "WHERE e.household = ?1 AND h.state = 'recorded' ORDER BY h.ordinal, e.batch");
  rows.bind_all(household);
  return given_in(rows);
}

std::vector<Recorded> open_sources(store::Connection& db, const DivisionCode& jurisdiction) {
  std::vector<std::string> ids;
  auto rows = db.prepare(
      "SELECT DISTINCT m.movement FROM stock_balance b JOIN stock_line l ON l.target = b.account"
      " JOIN stock_movement m ON m.seq = l.seq WHERE b.place = 'issued' AND b.quantity > 0 AND substr(b.bin, 1, ?1) = "
      "?2"
      " AND m.reversed_by IS NULL AND m.kind IN ('issue', 'arrive', 'correct') ORDER BY m.seq DESC LIMIT 200");
  const auto digits = significant_digits(jurisdiction.level());
  rows.bind_all(static_cast<std::int64_t>(digits), jurisdiction.text().substr(0, digits));
  while (rows.step()) ids.push_back(rows.text_at(0));
  std::vector<Recorded> out;
  for (const auto& id : ids) {
    auto source = find_movement(db, id).value();
    const auto left = left_of(db, source.movement);
    if (std::ranges::any_of(left, [](const auto& one) { return one.second > 0; })) out.push_back(std::move(source));
  }
  return out;
}

std::vector<ListedHandout> list_handouts(store::Connection& db, const DivisionCode& jurisdiction,
                                         const HandoutFilter& filter) {
  auto rows = db.prepare(
      "SELECT document, version, ordinal FROM handout h WHERE ordinal < ?1 AND (?2 IS NULL OR source = ?2)"
      " AND (?3 IS NULL OR EXISTS (SELECT 1 FROM handout_line l WHERE l.handout = h.handout AND l.batch = ?3))"
      " AND substr(division, 1, ?4) = ?5 ORDER BY ordinal DESC LIMIT ?6");
  const auto digits = significant_digits(jurisdiction.level());
  rows.bind_all(filter.before, filter.source, filter.batch, static_cast<std::int64_t>(digits),
                jurisdiction.text().substr(0, digits), filter.limit);
  std::vector<ListedHandout> out;
  while (rows.step()) out.push_back({rows.int_at(2), handout_at(rows)});
  return out;
}

}  // namespace anlan::supplies
