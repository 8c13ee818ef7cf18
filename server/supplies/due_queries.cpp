#include "supplies/due_queries.hpp"

#include <map>
#include <utility>

namespace anlan::supplies {
namespace {

/// What stands in people's hands of one batch in one division, and the issues that brought it there, the oldest first.
struct InHands {
  std::string item;
  Quantity outstanding = 0;
  std::vector<Issued> issues = {};
};

/// What households signed for is still to be taken back: it counts with what was issued and waits to be handed on.
std::vector<InHands> in_hands(store::Connection& db, const DivisionCode& division) {
  auto rows = db.prepare(
      "SELECT t.account, t.item, t.quantity + coalesce(h.quantity, 0), t.batch, b.label, t.bin, l.quantity, "
      "m.occurred_at, m.place, m.recipient,"
      " m.document FROM stock_balance t JOIN stock_batch b ON b.batch = t.batch"
      " LEFT JOIN stock_balance h ON h.place = 'household' AND h.bin = t.bin AND h.batch = t.batch"
      " JOIN stock_line l ON l.target = t.account JOIN stock_movement m ON m.seq = l.seq"
      " JOIN place p ON p.place = m.place"
      " WHERE t.place = 'issued' AND t.quantity + coalesce(h.quantity, 0) > 0 AND t.exercise = 0 AND m.kind <> "
      "'reverse'"
      " AND m.reversed_by IS NULL AND (substr(t.bin, 1, ?1) = ?2 OR substr(p.division, 1, ?1) = ?2)"
      " ORDER BY t.account, l.occurred_at, l.seq, l.line");
  const auto digits = significant_digits(division.level());
  rows.bind_all(static_cast<std::int64_t>(digits), division.text().substr(0, digits));
  std::map<std::int64_t, InHands> accounts;
  while (rows.step()) {
    auto& hands = accounts[rows.int_at(0)];
    hands.item = rows.text_at(1);
    hands.outstanding = rows.int_at(2);
    hands.issues.push_back({.batch = rows.text_at(3),
                            .label = rows.text_at(4),
                            .quantity = rows.int_at(6),
                            .on = day_of(from_millis(rows.int_at(7))),
                            .place = rows.text_at(8),
                            .division = rows.text_at(5),
                            .recipient = rows.optional_text_at(9),
                            .document = rows.optional_text_at(10)});
  }
  std::vector<InHands> out;
  for (auto& [account, hands] : accounts) out.push_back(std::move(hands));
  return out;
}

}  // namespace

std::vector<Due> goods_to_take_back(store::Connection& db, const GoodsCatalogue& goods, const DueQuestion& question) {
  std::vector<Due> out;
  for (auto& hands : in_hands(db, question.division)) {
    const auto* item = goods.find(hands.item);
    if (item == nullptr || !item->returnable) continue;
    for (const auto& issued : still_out(std::move(hands.issues), hands.outstanding)) {
      if (auto due = due_back(issued, *item, question.reminders, question.today)) out.push_back(std::move(*due));
    }
  }
  return out;
}

Quantity theirs_by_now(store::Connection& db, const GoodsCatalogue& goods, const std::string& place,
                       const DivisionCode& division, const std::string& batch, const Day& day) {
  Quantity sum = 0;
  for (const auto& due : goods_to_take_back(db, goods, {.division = division, .today = day})) {
    const bool asked = due.batch == batch && due.place == place && due.division == division.text();
    if (asked && due.urgency == Urgency::passed) sum += due.quantity;
  }
  return sum;
}

std::vector<Due> goods_to_use(store::Connection& db, const DueQuestion& question) {
  auto rows = db.prepare(
      "SELECT b.place, b.item, b.batch, t.label, t.expires_on, b.bin, b.quantity FROM stock_batch t"
      " JOIN stock_balance b ON b.batch = t.batch JOIN place p ON p.place = b.place"
      " WHERE t.expires_on IS NOT NULL AND b.exercise = 0 AND b.quantity > 0 AND substr(p.division, 1, ?1) = ?2"
      " ORDER BY b.place, t.number, b.bin");
  const auto digits = significant_digits(question.division.level());
  rows.bind_all(static_cast<std::int64_t>(digits), question.division.text().substr(0, digits));
  std::vector<Due> out;
  while (rows.step()) {
    const auto urgency = urgency_of_expiry(rows.text_at(4), question.reminders, question.today);
    if (!urgency) continue;
    const bool same = !out.empty() && out.back().place == rows.view_at(0) && out.back().batch == rows.view_at(2);
    if (!same) {
      out.push_back({.kind = DueKind::expiry,
                     .urgency = *urgency,
                     .item = rows.text_at(1),
                     .batch = rows.text_at(2),
                     .label = rows.text_at(3),
                     .place = rows.text_at(0),
                     .due_on = rows.text_at(4)});
    }
    out.back().quantity += rows.int_at(6);
    out.back().bins.push_back(rows.text_at(5));
  }
  return out;
}

}  // namespace anlan::supplies
