#include "relief/relieved.hpp"

#include <map>
#include <utility>

#include "relief/household_queries.hpp"

namespace anlan::relief {
namespace {

using ByPlace = std::map<std::pair<std::string, std::string>, RelievedHousehold>;  // village, household

void add_money(store::Connection& db, const std::string& campaign, const DivisionCode& within, ByPlace& out) {
  const auto range = codes_within(within);
  auto rows = db.prepare(
      "SELECT p.village, p.household, a.needy, p.fen, p.proof IS NOT NULL FROM payment_line p"
      " JOIN gate_amount a ON a.campaign = p.campaign AND a.village = p.village AND a.household = p.household"
      " WHERE p.campaign = ?1 AND p.village >= ?2 AND p.village < ?3 AND p.state = 'paid'");
  rows.bind_all(campaign, range.from, range.until);
  while (rows.step()) {
    RelievedHousehold each{.household = rows.text_at(1),
                           .village = DivisionCode::parse(rows.view_at(0)).value(),
                           .needy = rows.int_at(2),
                           .paid_fen = rows.int_at(3),
                           .in_cash = rows.int_at(4) != 0};
    out.emplace(std::pair{rows.text_at(0), each.household}, std::move(each));
  }
}

std::int64_t frozen_needy(store::Connection& db, const supplies::Entitlement& by) {
  auto row = db.prepare("SELECT needy FROM gate_amount WHERE campaign = ?1 AND village = ?2 AND household = ?3");
  row.bind_all(by.list, by.village.text(), by.household);
  return row.step() ? row.int_at(0) : 0;
}

void add_goods(store::Connection& db, const std::string& campaign, const DivisionCode& within, ByPlace& out) {
  for (auto& each : supplies::goods_given(db, campaign, within)) {
    const std::pair place{each.by.village.text(), each.by.household};
    auto found = out.find(place);
    if (found == out.end()) {
      RelievedHousehold fresh{
          .household = each.by.household, .village = each.by.village, .needy = frozen_needy(db, each.by)};
      found = out.emplace(place, std::move(fresh)).first;
    }
    found->second.goods.push_back(std::move(each));
  }
}

}  // namespace

std::vector<RelievedHousehold> relieved_within(store::Connection& db, const std::string& campaign,
                                               const DivisionCode& within) {
  ByPlace found;
  add_money(db, campaign, within, found);
  add_goods(db, campaign, within, found);
  std::vector<RelievedHousehold> out;
  out.reserve(found.size());
  for (auto& [place, each] : found) out.push_back(std::move(each));
  return out;
}

}  // namespace anlan::relief
