#include "supplies/stock_report.hpp"

#include <algorithm>

#include <nlohmann/json.hpp>

#include "supplies/donation_view.hpp"
#include "supplies/json_fields.hpp"

namespace anlan::supplies {

using nlohmann::json;

namespace {

constexpr std::size_t kMostCardRows = 5'000;

/// ?1 … ?10 of both balances. A place and a batch are named only when they are asked for: with "IS NULL OR" around
/// them SQLite would read every account there is instead of an index.
std::string from(const BalanceFilter& filter) {
  std::string sql =
      " FROM stock_balance b JOIN place p ON p.place = b.place JOIN stock_batch t ON t.batch = b.batch"
      " WHERE b.quantity > 0 AND substr(p.division, 1, ?1) = ?2 AND (?4 IS NULL OR b.item = ?4)"
      " AND substr(p.division, 1, ?6) = ?7 AND (?8 IS NULL OR p.level = ?8)"
      " AND (?9 IS NULL OR t.expires_on < ?9) AND b.exercise = ?10";
  if (filter.place) sql += " AND b.place = ?3";
  if (filter.batch) sql += " AND b.batch = ?5";
  return sql;
}

void bind(store::Statement& rows, const DivisionCode& jurisdiction, const BalanceFilter& filter) {
  const auto digits = [](const DivisionCode& code) { return significant_digits(code.level()); };
  const auto& division = filter.division.value_or(jurisdiction);
  std::optional<std::string_view> level;
  if (filter.level) level = to_string(*filter.level);
  rows.bind_all(static_cast<std::int64_t>(digits(jurisdiction)), jurisdiction.text().substr(0, digits(jurisdiction)),
                filter.place, filter.item, filter.batch, static_cast<std::int64_t>(digits(division)),
                division.text().substr(0, digits(division)), level, filter.expires_before, filter.exercise);
}

constexpr std::string_view kCard =
    "SELECT l.occurred_at, l.seq, l.line, l.quantity, t.batch, t.bin, s.place, s.bin FROM stock_balance t"
    " JOIN stock_line l ON l.target = t.account JOIN stock_balance s ON s.account = l.source"
    " WHERE t.place = ?1 AND t.item = ?2 AND t.exercise = ?3"
    " UNION ALL SELECT l.occurred_at, l.seq, l.line, -l.quantity, s.batch, s.bin, t.place, t.bin FROM stock_balance s"
    " JOIN stock_line l ON l.source = s.account JOIN stock_balance t ON t.account = l.target"
    " WHERE s.place = ?1 AND s.item = ?2 AND s.exercise = ?3 ORDER BY 1, 2, 3, 4 DESC";

json card_row(store::Connection& db, const store::Statement& row, Quantity balance) {
  auto document =
      db.prepare("SELECT movement, kind, recorded_at, document, reversed_by FROM stock_movement WHERE seq = ?1");
  document.bind_all(row.int_at(1));
  document.step();
  return {{"seq", row.int_at(1)},
          {"line", row.int_at(2)},
          {"movement", document.text_at(0)},
          {"kind", document.text_at(1)},
          {"occurred_at", format_time(from_millis(row.int_at(0)))},
          {"recorded_at", format_time(from_millis(document.int_at(2)))},
          {"batch", row.text_at(4)},
          {"bin", row.text_at(5)},
          {"delta", row.int_at(3)},
          {"balance", balance},
          {"other", spot_json({row.text_at(6), row.text_at(7)})},
          {"document", or_null(document.optional_text_at(3))},
          {"reversed", !document.null_at(4)}};
}

/// What the donor of a batch wants it used for, where that binds: {incident, division, also}, with the exceptions that
/// were granted. Who chooses a pile without a line goes by it, as `keep_usable` does here.
json bound_to(store::Connection& db, const std::string& batch) {
  const auto donation = donation_of_batch(db, batch);
  if (!donation || !donation->earmark.binds()) return nullptr;
  const auto use = [](const std::optional<std::string>& incident, const std::optional<DivisionCode>& division) {
    return json{{"incident", or_null(incident)}, {"division", division ? json(division->text()) : json(nullptr)}};
  };
  auto out = use(donation->earmark.incident, donation->earmark.division);
  out["also"] = json::array();
  for (const auto& one : donation->exceptions) out["also"].push_back(use(one.incident, one.division));
  return out;
}

}  // namespace

json balance_by_item(store::Connection& db, const DivisionCode& jurisdiction, const BalanceFilter& filter) {
  const auto sql = "SELECT b.place, b.item, sum(b.quantity), sum(b.held), count(DISTINCT b.batch), min(t.expires_on)" +
                   from(filter) + " GROUP BY b.place, b.item ORDER BY b.place, b.item";
  auto rows = db.prepare(sql);
  bind(rows, jurisdiction, filter);
  auto out = json::array();
  while (rows.step()) {
    out.push_back({{"place", rows.text_at(0)},
                   {"item", rows.text_at(1)},
                   {"exercise", filter.exercise},
                   {"quantity", rows.int_at(2)},
                   {"held", rows.int_at(3)},
                   {"batches", rows.int_at(4)},
                   {"earliest_expiry", or_null(rows.optional_text_at(5))}});
  }
  return out;
}

json balance_by_batch(store::Connection& db, const DivisionCode& jurisdiction, const BalanceFilter& filter) {
  const auto sql = "SELECT b.place, b.bin, b.quantity, b.held, t.facts" + from(filter) +
                   " ORDER BY b.place, b.item, t.expires_on IS NULL, t.expires_on, t.number, b.bin";
  auto rows = db.prepare(sql);
  bind(rows, jurisdiction, filter);
  auto out = json::array();
  while (rows.step()) {
    auto row = json::parse(rows.view_at(4));
    row["place"] = rows.text_at(0);
    row["bin"] = rows.text_at(1);
    row["quantity"] = rows.int_at(2);
    row["held"] = rows.int_at(3);
    if (row.at("origin").at("kind") == "donation") row["bound_to"] = bound_to(db, text_at(row, "batch"));
    out.push_back(std::move(row));
  }
  return out;
}

json stock_card(store::Connection& db, const CardQuestion& question) {
  auto rows = db.prepare(kCard);
  rows.bind_all(question.key.place, question.key.item, question.key.exercise);
  Quantity balance = 0;
  Quantity opening = 0;
  bool more = false;
  auto out = json::array();
  while (rows.step()) {
    const auto at = from_millis(rows.int_at(0));
    if (question.until && at >= *question.until) break;
    more = out.size() == kMostCardRows;
    if (more) break;
    balance += rows.int_at(3);
    if (question.from && at < *question.from) {
      opening = balance;
    } else {
      out.push_back(card_row(db, rows, balance));
    }
  }
  return {{"opening", opening}, {"closing", balance}, {"rows", std::move(out)}, {"more", more}};
}

json batch_life(store::Connection& db, const DivisionCode& jurisdiction, const Batch& batch) {
  auto now = json::array();
  auto rows = db.prepare(
      "SELECT place, bin, quantity FROM stock_balance WHERE batch = ?1 AND quantity <> 0 ORDER BY place, bin");
  rows.bind_all(batch.batch);
  while (rows.step()) {
    now.push_back({{"place", rows.text_at(0)}, {"bin", rows.text_at(1)}, {"quantity", rows.int_at(2)}});
  }
  auto found = list_movements(db, jurisdiction, {.batch = batch.batch, .limit = -1});
  std::ranges::reverse(found);
  auto movements = json::array();
  for (auto& recorded : found) {
    std::erase_if(recorded.movement.lines, [&](const Line& line) { return line.batch != batch.batch; });
    movements.push_back(recorded_json(recorded));
  }
  return {{"batch", batch_json(batch)}, {"now", std::move(now)}, {"movements", std::move(movements)}};
}

}  // namespace anlan::supplies
