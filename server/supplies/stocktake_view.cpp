#include "supplies/stocktake_view.hpp"

#include <utility>

#include <nlohmann/json.hpp>

#include "supplies/batch.hpp"
#include "supplies/json_fields.hpp"
#include "supplies/release.hpp"
#include "supplies/stock_queries.hpp"
#include "supplies/stocktake_entries.hpp"

namespace anlan::supplies {

using nlohmann::json;

namespace {

void insert_pile(store::Connection& db, const std::string& stocktake, const Pile& pile, bool listed) {
  db.prepare(
        "INSERT INTO stocktake_pile (stocktake, bin, batch, label, item, book, listed)"
        " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7) ON CONFLICT DO NOTHING")
      .run(stocktake, pile.bin, pile.batch, pile.label, pile.item, pile.book, listed);
}

void open_paper(const journal::ApplyContext& context) {
  auto document = context.body;
  document.erase("piles");
  const auto stocktake = read_stocktake(document);
  context.db
      .prepare(
          "INSERT INTO stocktake (stocktake, version, seq, state, place, division, exercise, document)"
          " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)")
      .run(stocktake.stocktake, context.entry.stream_version, context.entry.seq, to_string(stocktake.state),
           stocktake.place, stocktake.division.text(), stocktake.exercise, dump(document));
  for (const auto& pile : context.body.at("piles")) {
    insert_pile(context.db, stocktake.stocktake, read_pile(pile), true);
  }
}

void add_tally(const journal::ApplyContext& context) {
  const auto& body = context.body;
  const auto& stocktake = text_at(body, "stocktake");
  insert_pile(context.db, stocktake, {body.at("bin"), body.at("batch"), body.at("label"), body.at("item"), 0}, false);
  context.db
      .prepare(
          "INSERT INTO stocktake_tally (stocktake, bin, batch, round, counted, counted_at, counted_by) VALUES (?1, ?2,"
          " ?3, (SELECT count(*) + 1 FROM stocktake_tally WHERE stocktake = ?1 AND bin = ?2 AND batch = ?3), ?4, ?5,"
          " ?6)")
      .run(stocktake, text_at(body, "bin"), text_at(body, "batch"), body.at("counted").get<std::int64_t>(),
           to_millis(parse_time(text_at(body, "counted_at")).value()), dump(body.at("counted_by")));
  context.db.prepare("UPDATE stocktake SET version = ?2, seq = ?3 WHERE stocktake = ?1")
      .run(stocktake, context.entry.stream_version, context.entry.seq);
}

void close_paper(const journal::ApplyContext& context) {
  auto document = context.body;
  std::optional<std::string> outcome;
  if (document.contains("findings")) {
    outcome = dump({{"findings", document.at("findings")}, {"movements", document.at("movements")}});
    document.erase("findings");
    document.erase("movements");
  }
  context.db
      .prepare(
          "UPDATE stocktake SET version = ?2, seq = ?3, state = ?4, document = ?5, outcome = ?6 WHERE stocktake = ?1")
      .run(text_at(document, "stocktake"), context.entry.stream_version, context.entry.seq, text_at(document, "state"),
           dump(document), outcome);
}

Stocktake stocktake_at(const store::Statement& row) {
  auto stocktake = read_stocktake(json::parse(row.view_at(0)));
  stocktake.version = row.int_at(1);
  return stocktake;
}

std::vector<Tally> tallies_of(store::Connection& db, const Stocktake& stocktake, const Pile& pile) {
  auto rows = db.prepare(
      "SELECT counted, counted_at, counted_by FROM stocktake_tally WHERE stocktake = ?1 AND bin = ?2 AND batch = ?3"
      " ORDER BY round");
  rows.bind_all(stocktake.stocktake, pile.bin, pile.batch);
  std::vector<Tally> tallies;
  while (rows.step()) {
    tallies.push_back({.counted = rows.int_at(0),
                       .at = from_millis(rows.int_at(1)),
                       .by = journal::read_actor(json::parse(rows.view_at(2)))});
  }
  for (auto& tally : tallies) tally.book = quantity_at(db, {stocktake.place, pile.bin}, pile.batch, tally.at);
  return tallies;
}

constexpr std::string_view kPileColumns = "SELECT bin, batch, label, item, book, listed FROM stocktake_pile";

CountedPile pile_at(const store::Statement& row) {
  return {.pile = {row.text_at(0), row.text_at(1), row.text_at(2), row.text_at(3), row.int_at(4)},
          .listed = row.int_at(5) != 0};
}

}  // namespace

std::vector<std::string> StocktakeView::schema() const {
  return {
      "CREATE TABLE stocktake ("
      "  stocktake TEXT PRIMARY KEY, version INTEGER NOT NULL, seq INTEGER NOT NULL, state TEXT NOT NULL,"
      "  place TEXT NOT NULL, division TEXT NOT NULL, exercise INTEGER NOT NULL, document TEXT NOT NULL, outcome TEXT)"
      " STRICT, WITHOUT ROWID",
      "CREATE UNIQUE INDEX stocktake_open ON stocktake (place, exercise) WHERE state = 'open'",
      "CREATE INDEX stocktake_by_seq ON stocktake (seq)",
      "CREATE TABLE stocktake_pile ("
      "  stocktake TEXT NOT NULL, bin TEXT NOT NULL, batch TEXT NOT NULL, label TEXT NOT NULL, item TEXT NOT NULL,"
      "  book INTEGER NOT NULL, listed INTEGER NOT NULL, PRIMARY KEY (stocktake, bin, batch)) STRICT, WITHOUT ROWID",
      "CREATE TABLE stocktake_tally ("
      "  stocktake TEXT NOT NULL, bin TEXT NOT NULL, batch TEXT NOT NULL, round INTEGER NOT NULL,"
      "  counted INTEGER NOT NULL CHECK (counted >= 0), counted_at INTEGER NOT NULL, counted_by TEXT NOT NULL,"
      "  PRIMARY KEY (stocktake, bin, batch, round)) STRICT, WITHOUT ROWID",
  };
}

void StocktakeView::apply(const journal::ApplyContext& context) {
  const auto& type = context.entry.type;
  if (!type.starts_with("stocktake.")) return;
  if (type == kStocktakeOpened) {
    open_paper(context);
  } else if (type == kStocktakeCounted) {
    add_tally(context);
  } else {
    close_paper(context);
  }
  if (!context.effects.heard()) return;
  const auto& id = text_at(context.body, "stocktake");
  const auto division = find_stocktake(context.db, id).value().division;
  context.effects.state("stocktake_progress", id, division, context.entry.seq, progress_json(context.db, id));
}

void StocktakeView::states_between(store::Connection& db, std::string_view, std::int64_t since, std::int64_t until,
                                   const journal::NotificationSink& sink) const {
  std::vector<std::pair<Stocktake, std::int64_t>> changed;
  auto rows = db.prepare("SELECT document, version, seq FROM stocktake WHERE seq > ?1 AND seq <= ?2 ORDER BY seq");
  rows.bind_all(since, until);
  while (rows.step()) changed.emplace_back(stocktake_at(rows), rows.int_at(2));
  for (const auto& [stocktake, seq] : changed) {
    sink(journal::state_notification("stocktake_progress", stocktake.stocktake, stocktake.division, seq,
                                     progress_json(db, stocktake.stocktake)));
  }
}

std::optional<Stocktake> find_stocktake(store::Connection& db, const std::string& stocktake) {
  auto row = db.prepare("SELECT document, version FROM stocktake WHERE stocktake = ?1");
  row.bind_all(stocktake);
  if (!row.step()) return std::nullopt;
  return stocktake_at(row);
}

std::string next_stocktake_number(store::Connection& db) {
  return batch_label(db.number("SELECT count(*) + 1 FROM stocktake"));
}

std::string open_stocktake_number(store::Connection& db, const std::string& place, bool exercise) {
  auto row =
      db.prepare("SELECT document, version FROM stocktake WHERE place = ?1 AND exercise = ?2 AND state = 'open'");
  row.bind_all(place, exercise);
  return row.step() ? stocktake_at(row).number : "";
}

std::vector<Pile> piles_in(store::Connection& db, const std::string& place, const StocktakeScope& scope,
                           bool exercise) {
  auto rows = db.prepare(
      "SELECT b.bin, b.batch, t.label, b.item, b.quantity FROM stock_balance b JOIN stock_batch t ON t.batch = b.batch"
      " WHERE b.place = ?1 AND b.exercise = ?2 AND b.quantity > 0 ORDER BY b.bin, b.item, t.number");
  rows.bind_all(place, exercise);
  std::vector<Pile> piles;
  while (rows.step()) {
    if (!scope.covers(rows.view_at(3), rows.view_at(0))) continue;
    piles.push_back({rows.text_at(0), rows.text_at(1), rows.text_at(2), rows.text_at(3), rows.int_at(4)});
  }
  return piles;
}

std::vector<CountedPile> counted_piles(store::Connection& db, const Stocktake& stocktake) {
  auto rows = db.prepare(std::string{kPileColumns} + " WHERE stocktake = ?1 ORDER BY bin, item, label");
  rows.bind_all(stocktake.stocktake);
  std::vector<CountedPile> piles;
  while (rows.step()) piles.push_back(pile_at(rows));
  for (auto& pile : piles) pile.tallies = tallies_of(db, stocktake, pile.pile);
  return piles;
}

std::optional<CountedPile> find_counted_pile(store::Connection& db, const Stocktake& stocktake, const std::string& bin,
                                             const std::string& batch) {
  auto row = db.prepare(std::string{kPileColumns} + " WHERE stocktake = ?1 AND bin = ?2 AND batch = ?3");
  row.bind_all(stocktake.stocktake, bin, batch);
  if (!row.step()) return std::nullopt;
  auto pile = pile_at(row);
  pile.tallies = tallies_of(db, stocktake, pile.pile);
  return pile;
}

json outcome_json(store::Connection& db, const std::string& stocktake) {
  auto row = db.prepare("SELECT outcome FROM stocktake WHERE stocktake = ?1");
  row.bind_all(stocktake);
  if (!row.step() || row.null_at(0)) return nullptr;
  return json::parse(row.view_at(0));
}

json progress_json(store::Connection& db, const std::string& stocktake) {
  auto row = db.prepare(
      "SELECT (SELECT count(*) FROM stocktake_pile WHERE stocktake = ?1),"
      " (SELECT count(DISTINCT bin || char(0) || batch) FROM stocktake_tally WHERE stocktake = ?1)");
  row.bind_all(stocktake);
  row.step();
  const auto paper = find_stocktake(db, stocktake).value();
  return {{"stocktake", paper.stocktake},    {"number", paper.number},   {"place", paper.place},
          {"state", to_string(paper.state)}, {"version", paper.version}, {"piles", row.int_at(0)},
          {"counted", row.int_at(1)}};
}

std::vector<Stocktake> list_stocktakes(store::Connection& db, const DivisionCode& jurisdiction,
                                       const std::optional<std::string>& place, std::optional<StocktakeState> state) {
  auto rows = db.prepare(
      "SELECT document, version FROM stocktake WHERE (?1 IS NULL OR place = ?1) AND (?2 IS NULL OR state = ?2)"
      " AND substr(division, 1, ?3) = ?4 ORDER BY stocktake DESC LIMIT 200");
  const auto digits = significant_digits(jurisdiction.level());
  std::optional<std::string_view> word;
  if (state) word = to_string(*state);
  rows.bind_all(place, word, static_cast<std::int64_t>(digits), jurisdiction.text().substr(0, digits));
  std::vector<Stocktake> out;
  while (rows.step()) out.push_back(stocktake_at(rows));
  return out;
}

}  // namespace anlan::supplies
