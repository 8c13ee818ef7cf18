#include "relief/household_money_queries.hpp"

#include <nlohmann/json.hpp>

#include "base/json.hpp"
#include "relief/gate_view.hpp"
#include "relief/household_queries.hpp"

namespace anlan::relief {
namespace {

bool stands_in(store::Connection& db, const std::string& campaign, const DivisionCode& village,
               const std::string& household) {
  auto row = db.prepare(
      "SELECT 1 FROM gate_amount WHERE campaign = ?1 AND village = ?2 AND household = ?3"
      " UNION ALL SELECT 1 FROM payment_line WHERE campaign = ?1 AND village = ?2 AND household = ?3");
  row.bind_all(campaign, village.text(), household);
  return row.step();
}

bool money_went_out(store::Connection& db, const std::string& campaign, const DivisionCode& village) {
  auto row = db.prepare("SELECT 1 FROM payment_line WHERE campaign = ?1 AND village = ?2 AND state <> 'ready' LIMIT 1");
  row.bind_all(campaign, village.text());
  return row.step();
}

}  // namespace

ListStanding list_standing(store::Connection& db, const std::string& campaign, const DivisionCode& village,
                           const std::string& household) {
  ListStanding out{.village = village, .stage = stage_of(db, campaign, village)};
  if (!is_decided(out.stage)) return out;
  out.money_out = money_went_out(db, campaign, village);
  out.stands = !household.empty() && stands_in(db, campaign, village, household);
  return out;
}

std::optional<LineState> line_state_of(store::Connection& db, const std::string& campaign,
                                       const std::string& household) {
  auto row = db.prepare("SELECT state FROM payment_line WHERE campaign = ?1 AND household = ?2");
  row.bind_all(campaign, household);
  if (!row.step()) return std::nullopt;
  return parse_line_state(row.view_at(0));
}

std::vector<PaidElsewhere> paid_elsewhere(store::Connection& db, const std::string& campaign,
                                          const DivisionCode& village) {
  // By the village's households: the payments and marks of the whole campaign are many more.
  auto rows = db.prepare(
      "SELECT h.household, h.ordinal AS number, h.ordinal, p.village FROM household h"
      " CROSS JOIN payment_line p ON p.campaign = h.campaign AND p.household = h.household AND p.village <> h.village"
      " WHERE h.campaign = ?1 AND h.village = ?2 AND h.state = 'entered'"
      " UNION SELECT h.household, h.ordinal, o.ordinal, p.village FROM json_each(?3) l CROSS JOIN household h"
      " CROSS JOIN household_person s ON s.ordinal = h.ordinal AND s.number IS NOT NULL"
      " CROSS JOIN household_mark m ON m.list = l.value AND m.kind = 'id' AND m.mark = s.number"
      "  AND m.ordinal <> h.ordinal"
      " CROSS JOIN household o ON o.ordinal = m.ordinal"
      " CROSS JOIN payment_line p ON p.campaign = o.campaign AND p.household = o.household AND p.state <> 'closed'"
      " WHERE h.campaign = ?1 AND h.village = ?2 AND h.state = 'entered' ORDER BY 2, 3");
  rows.bind_all(campaign, village.text(), dump(nlohmann::json(lists_of_winter(db, campaign))));
  std::vector<PaidElsewhere> out;
  while (rows.step()) out.push_back({rows.text_at(0), rows.int_at(1), rows.int_at(2), rows.text_at(3)});
  return out;
}

bool has_paid(store::Connection& db, const std::string& campaign) {
  auto row = db.prepare("SELECT 1 FROM payment_line WHERE campaign = ?1 AND state IN ('sent', 'paid') LIMIT 1");
  row.bind_all(campaign);
  return row.step();
}

UnderWay under_way(store::Connection& db, const std::string& campaign) {
  UnderWay out;
  auto lines = db.prepare("SELECT state, count(*) FROM payment_line WHERE campaign = ?1 GROUP BY state");
  lines.bind_all(campaign);
  while (lines.step()) {
    const auto state = parse_line_state(lines.view_at(0)).value();
    if (state == LineState::ready) out.ready = lines.int_at(1);
    if (state == LineState::sent) out.sent = lines.int_at(1);
    if (state == LineState::returned) out.returned = lines.int_at(1);
  }
  auto open = db.prepare("SELECT count(*) FROM objection WHERE campaign = ?1 AND settled_at IS NULL");
  open.bind_all(campaign);
  open.step();
  out.objections = open.int_at(0);
  return out;
}

}  // namespace anlan::relief
