#include "supplies/figures.hpp"

#include <utility>

namespace anlan::supplies {
namespace {

/// Levels whose places a unit counts as its own, as SQL compares them: ",county,township,village,".
std::string_view own_levels(Level level) {
  switch (level) {
    case Level::city:
      return ",city,";
    case Level::county:
      return ",county,township,village,";
    case Level::township:
      return ",township,village,";
    case Level::village:
      return ",village,";
  }
  return ",";
}

/// Units per item that reached people from own places, and units the own budget paid for that left own places for
/// people or for somebody else's places. Goods on a waybill count as arranged when they leave, as issued on arrival;
/// what a corrected receipt takes back never reached anybody.
constexpr std::string_view kWentOut =
    "SELECT t.item, sum(CASE WHEN m.kind = 'dispatch' THEN 0 WHEN m.kind = 'correct' AND s.place = 'issued'"
    "   THEN -l.quantity ELSE l.quantity END),"
    " sum(CASE WHEN m.kind IN ('issue', 'dispatch') AND b.origin_kind = 'funding' AND b.origin_level = ?1"
    "   AND substr(b.born_in, 1, ?4) = ?5 THEN l.quantity ELSE 0 END)"
    " FROM stock_movement m JOIN place p ON p.place = m.place JOIN stock_line l ON l.seq = m.seq"
    " JOIN stock_balance t ON t.account = l.target JOIN stock_balance s ON s.account = l.source"
    " JOIN stock_batch b ON b.batch = t.batch"
    " LEFT JOIN waybill w ON w.waybill = m.waybill LEFT JOIN place d ON d.place = w.to_place"
    " WHERE (t.place IN ('issued', 'household') OR (m.kind = 'correct' AND s.place = 'issued') OR (m.kind = 'dispatch' "
    "AND (d.place IS NULL"
    "   OR instr(?3, ',' || d.level || ',') = 0 OR substr(d.division, 1, ?4) <> ?5)))"
    " AND m.kind NOT IN ('reverse', 'hand_over') AND m.reversed_by IS NULL AND m.exercise = ?2"
    " AND instr(?3, ',' || p.level || ',') > 0 AND substr(p.division, 1, ?4) = ?5"
    " AND (?6 IS NULL OR m.incident = ?6) AND (?7 IS NULL OR m.occurred_at >= ?7) AND (?8 IS NULL OR m.occurred_at < "
    "?8)"
    " GROUP BY t.item";

void add(std::map<std::string, Quantity>& figures, const std::optional<std::string>& code, Quantity quantity) {
  if (code) figures[*code] += quantity;
}

}  // namespace

std::map<std::string, Quantity> relief_figures(store::Connection& db, const GoodsCatalogue& goods,
                                               const FigureQuestion& question) {
  std::map<std::string, Quantity> figures;
  for (const auto* code : {"A07007", "A07008", "A07009", "A07010", "A07011", "A07012"}) figures.emplace(code, 0);
  const auto millis = [](const std::optional<Instant>& at) {
    return at ? std::optional{to_millis(*at)} : std::optional<std::int64_t>{};
  };
  const auto level = question.division.level();
  const auto digits = significant_digits(level);
  auto rows = db.prepare(kWentOut);
  rows.bind_all(to_string(level), question.exercise, own_levels(level), static_cast<std::int64_t>(digits),
                question.division.text().substr(0, digits), question.incident, millis(question.from),
                millis(question.until));
  while (rows.step()) {
    const auto* item = goods.find(rows.view_at(0));
    if (item == nullptr) continue;
    add(figures, item->issued, rows.int_at(1));
    add(figures, item->arranged, rows.int_at(2));
  }
  return figures;
}

}  // namespace anlan::supplies
