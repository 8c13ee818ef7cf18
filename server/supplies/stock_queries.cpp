#include "supplies/stock_queries.hpp"

#include <functional>
#include <map>
#include <set>
#include <utility>

#include <nlohmann/json.hpp>

#include "supplies/json_fields.hpp"

namespace anlan::supplies {

using nlohmann::json;

namespace {

constexpr std::size_t kMostRecalculated = 100;

/// What one document did to one account.
struct Posting {
  std::int64_t seq = 0;
  Instant at = {};
  Quantity delta = 0;
};

/// The documents after a moment, in the order in which they happened. Lines of one document happen together.
std::vector<Posting> postings_after(store::Connection& db, std::int64_t account, Instant since) {
  auto rows = db.prepare(
      "SELECT occurred_at, seq, quantity FROM stock_line WHERE target = ?1 AND occurred_at > ?2"
      " UNION ALL SELECT occurred_at, seq, -quantity FROM stock_line WHERE source = ?1 AND occurred_at > ?2"
      " ORDER BY 1, 2");
  rows.bind_all(account, to_millis(since));
  std::vector<Posting> out;
  while (rows.step()) {
    const auto seq = rows.int_at(1);
    if (out.empty() || out.back().seq != seq) out.push_back({seq, from_millis(rows.int_at(0)), 0});
    out.back().delta += rows.int_at(2);
  }
  return out;
}

struct Account {
  std::int64_t account = 0;
  Quantity quantity = 0;
  Quantity held = 0;
};

std::optional<Account> find_account(store::Connection& db, const Spot& at, const std::string& batch) {
  auto row =
      db.prepare("SELECT account, quantity, held FROM stock_balance WHERE place = ?1 AND bin = ?2 AND batch = ?3");
  row.bind_all(at.place, at.bin, batch);
  if (!row.step()) return std::nullopt;
  return Account{row.int_at(0), row.int_at(1), row.int_at(2)};
}

Quantity sum(const std::vector<Posting>& postings) {
  Quantity total = 0;
  for (const auto& posting : postings) total += posting.delta;
  return total;
}

std::vector<Line> lines_of(store::Connection& db, std::int64_t seq) {
  auto rows = db.prepare(
      "SELECT s.item, s.batch, l.quantity, s.place, s.bin, t.place, t.bin FROM stock_line l"
      " JOIN stock_balance s ON s.account = l.source JOIN stock_balance t ON t.account = l.target"
      " WHERE l.seq = ?1 ORDER BY l.line");
  rows.bind_all(seq);
  std::vector<Line> lines;
  while (rows.step()) {
    lines.push_back({.item = rows.text_at(0),
                     .batch = rows.text_at(1),
                     .quantity = rows.int_at(2),
                     .from = {rows.text_at(3), rows.text_at(4)},
                     .to = {rows.text_at(5), rows.text_at(6)}});
  }
  return lines;
}

constexpr std::string_view kSelect =
    "SELECT seq, movement, kind, place, division, occurred_at, recorded_at, actor, exercise, document, incident,"
    " recipient, reason, note, waybill, reverses, reversed_by, evidence FROM stock_movement m ";

Recorded read_row(const store::Statement& row) {
  const auto evidence = row.optional_text_at(17);
  return {.movement = {.movement = row.text_at(1),
                       .kind = parse_movement_kind(row.view_at(2)).value(),
                       .place = row.text_at(3),
                       .division = DivisionCode::parse(row.view_at(4)).value(),
                       .occurred_at = from_millis(row.int_at(5)),
                       .exercise = row.int_at(8) != 0,
                       .document = row.optional_text_at(9),
                       .incident = row.optional_text_at(10),
                       .recipient = row.optional_text_at(11),
                       .reason = row.optional_text_at(12),
                       .note = row.optional_text_at(13),
                       .waybill = row.optional_text_at(14),
                       .reverses = row.optional_text_at(15),
                       .evidence = evidence ? json::parse(*evidence) : json(nullptr)},
          .seq = row.int_at(0),
          .recorded_at = from_millis(row.int_at(6)),
          .actor = row.text_at(7),
          .reversed_by = row.optional_text_at(16)};
}

std::vector<Recorded> read_all(store::Connection& db, store::Statement& rows) {
  std::vector<Recorded> out;
  while (rows.step()) out.push_back(read_row(rows));
  for (auto& recorded : out) recorded.movement.lines = lines_of(db, recorded.seq);
  return out;
}

/// Narrows documents to those of accounts, which are few and know their lines. Only what is asked for stands in the
/// text, so that an index finds the accounts.
std::string among_accounts(const MovementFilter& filter) {
  std::string accounts = "SELECT account FROM stock_balance WHERE true";
  if (filter.place) accounts += " AND place = ?7";
  if (filter.item) accounts += " AND item = ?8";
  if (filter.batch) accounts += " AND batch = ?9";
  return " AND seq IN (WITH chosen AS (" + accounts +
         ") SELECT l.seq FROM chosen JOIN stock_line l ON l.source = account"
         "  UNION SELECT l.seq FROM chosen JOIN stock_line l ON l.target = account)";
}

/// One account of a back-dated document: what each later document left, before it was known and now.
json recalculated(store::Connection& db, const Spot& at, const Line& line, const Recorded& recorded, Quantity delta) {
  const auto account = find_account(db, at, line.batch).value();
  const auto later = postings_after(db, account.account, recorded.movement.occurred_at);
  auto balance = account.quantity - sum(later);
  auto rows = json::array();
  for (const auto& posting : later) {
    balance += posting.delta;
    if (rows.size() == kMostRecalculated) break;
    rows.push_back({{"seq", posting.seq},
                    {"occurred_at", format_time(posting.at)},
                    {"before", balance - delta},
                    {"after", balance}});
  }
  return {{"place", at.place},
          {"bin", at.bin},
          {"item", line.item},
          {"batch", line.batch},
          {"delta", delta},
          {"later", rows},
          {"more", later.size() - rows.size()}};
}

}  // namespace

std::optional<Batch> find_batch(store::Connection& db, const std::string& batch) {
  auto row = db.prepare("SELECT facts FROM stock_batch WHERE batch = ?1");
  row.bind_all(batch);
  if (!row.step()) return std::nullopt;
  return read_batch(json::parse(row.view_at(0)));
}

std::optional<Batch> find_batch_by_label(store::Connection& db, const std::string& label) {
  auto row = db.prepare("SELECT facts FROM stock_batch WHERE label = ?1 ORDER BY number LIMIT 1");
  row.bind_all(label);
  if (!row.step()) return std::nullopt;
  return read_batch(json::parse(row.view_at(0)));
}

std::int64_t next_batch_number(store::Connection& db) {
  return db.number("SELECT coalesce(max(number), 0) + 1 FROM stock_batch");
}

Holding find_holding(store::Connection& db, const Spot& at, const std::string& batch, Instant since) {
  const auto account = find_account(db, at, batch);
  if (!account) return {};
  const auto later = postings_after(db, account->account, since);
  auto balance = account->quantity - sum(later);
  Holding holding{.quantity = account->quantity, .held = account->held, .lowest = balance, .lowest_at = since};
  for (const auto& posting : later) {
    balance += posting.delta;
    if (balance < holding.lowest) holding.lowest = balance, holding.lowest_at = posting.at;
  }
  return holding;
}

Quantity quantity_at(store::Connection& db, const Spot& at, const std::string& batch, Instant moment) {
  const auto account = find_account(db, at, batch);
  return account ? account->quantity - sum(postings_after(db, account->account, moment)) : 0;
}

std::optional<Recorded> find_movement(store::Connection& db, const std::string& movement) {
  static const std::string sql = std::string{kSelect} + "WHERE movement = ?1";
  auto row = db.prepare(sql);
  row.bind_all(movement);
  auto found = read_all(db, row);
  if (found.empty()) return std::nullopt;
  return std::move(found.front());
}

json recorded_json(const Recorded& recorded) {
  auto out = movement_json(recorded.movement);
  out["version"] = recorded.version();
  out["seq"] = recorded.seq;
  out["recorded_at"] = format_time(recorded.recorded_at);
  out["actor"] = json::parse(recorded.actor);
  out["reversed_by"] = or_null(recorded.reversed_by);
  return out;
}

std::vector<Recorded> list_movements(store::Connection& db, const DivisionCode& jurisdiction,
                                     const MovementFilter& filter) {
  static const std::string all =
      std::string{kSelect} +
      "WHERE seq < ?1 AND (?2 IS NULL OR incident = ?2) AND (?3 IS NULL OR kind = ?3)"
      " AND (substr(division, 1, ?4) = ?5 OR EXISTS (SELECT 1 FROM stock_line l"
      "   JOIN stock_balance a ON a.account IN (l.source, l.target) JOIN place p ON p.place = a.place"
      "   WHERE l.seq = m.seq AND substr(p.division, 1, ?4) = ?5))";
  static const std::string newest = " ORDER BY seq DESC LIMIT ?6";
  static const std::string everywhere = all + newest;
  const bool narrowed = filter.place || filter.item || filter.batch;
  const auto digits = significant_digits(jurisdiction.level());
  std::optional<std::string_view> kind;
  if (filter.kind) kind = to_string(*filter.kind);
  auto rows = db.prepare(narrowed ? all + among_accounts(filter) + newest : everywhere);
  rows.bind_all(filter.before, filter.incident, kind, static_cast<std::int64_t>(digits),
                jurisdiction.text().substr(0, digits), filter.limit);
  if (filter.place) rows.bind(7, *filter.place);
  if (filter.item) rows.bind(8, *filter.item);
  if (filter.batch) rows.bind(9, *filter.batch);
  return read_all(db, rows);
}

json stock_row_json(store::Connection& db, const StockKey& key) {
  auto rows = db.prepare(
      "SELECT quantity, held, batch, expires_on FROM stock_balance"
      " WHERE place = ?1 AND item = ?2 AND exercise = ?3 AND quantity > 0");
  rows.bind_all(key.place, key.item, key.exercise);
  Quantity quantity = 0;
  Quantity held = 0;
  std::set<std::string, std::less<>> batches;  // one may lie in several bins
  std::optional<std::string> earliest;
  while (rows.step()) {
    quantity += rows.int_at(0);
    held += rows.int_at(1);
    batches.emplace(rows.view_at(2));
    if (!rows.null_at(3) && (!earliest || rows.view_at(3) < *earliest)) earliest = rows.text_at(3);
  }
  auto out = json::object();
  out.emplace("place", key.place);
  out.emplace("item", key.item);
  out.emplace("exercise", key.exercise);
  out.emplace("quantity", quantity);
  out.emplace("held", held);
  out.emplace("batches", batches.size());
  out.emplace("earliest_expiry", or_null(earliest));
  return out;
}

json recalculated_json(store::Connection& db, const Recorded& recorded) {
  struct Touched {
    Line line;
    Quantity delta = 0;
  };
  std::map<std::pair<Spot, std::string>, Touched> accounts;
  for (const auto& line : recorded.movement.lines) {
    accounts.try_emplace({line.from, line.batch}, Touched{line}).first->second.delta -= line.quantity;
    accounts.try_emplace({line.to, line.batch}, Touched{line}).first->second.delta += line.quantity;
  }
  auto out = json::array();
  for (const auto& [account, touched] : accounts) {
    if (parse_side(account.first.place)) continue;
    auto row = recalculated(db, account.first, touched.line, recorded, touched.delta);
    if (!row.at("later").empty()) out.push_back(std::move(row));
  }
  return out;
}

std::vector<Pick> free_stock(store::Connection& db, const StockKey& key) {
  auto rows = db.prepare(
      "SELECT t.facts, b.bin, b.quantity - b.held FROM stock_balance b JOIN stock_batch t ON t.batch = b.batch"
      " WHERE b.place = ?1 AND b.item = ?2 AND b.exercise = ?3 AND b.quantity > b.held ORDER BY t.number, b.bin");
  rows.bind_all(key.place, key.item, key.exercise);
  std::vector<Pick> piles;
  while (rows.step()) piles.push_back({read_batch(json::parse(rows.view_at(0))), rows.text_at(1), rows.int_at(2)});
  return piles;
}

std::vector<Landed> landed(store::Connection& db, const std::string& place, const std::string& waybill) {
  auto rows = db.prepare(
      "SELECT batch, bin, sum(quantity) FROM ("
      "  SELECT t.batch, t.bin, l.quantity FROM stock_movement m JOIN stock_line l ON l.seq = m.seq"
      "    JOIN stock_balance t ON t.account = l.target AND t.place = ?1"
      "    WHERE m.place = ?1 AND m.waybill = ?2 AND m.kind IN ('arrive', 'correct')"
      "  UNION ALL SELECT s.batch, s.bin, -l.quantity FROM stock_movement m JOIN stock_line l ON l.seq = m.seq"
      "    JOIN stock_balance s ON s.account = l.source AND s.place = ?1"
      "    WHERE m.place = ?1 AND m.waybill = ?2 AND m.kind = 'correct')"
      " GROUP BY batch, bin ORDER BY batch, bin");
  rows.bind_all(place, waybill);
  std::vector<Landed> out;
  while (rows.step()) out.push_back({rows.text_at(0), {place, rows.text_at(1)}, rows.int_at(2)});
  return out;
}

std::vector<std::string> used_bins(store::Connection& db, const std::string& place) {
  auto rows = db.prepare("SELECT DISTINCT bin FROM stock_balance WHERE place = ?1 AND quantity > 0 ORDER BY bin");
  rows.bind_all(place);
  std::vector<std::string> bins;
  while (rows.step()) bins.push_back(rows.text_at(0));
  return bins;
}

}  // namespace anlan::supplies
