#include "relief/relief_summary.hpp"

#include <algorithm>
#include <map>

#include <fmt/format.h>

#include "relief/gate_view.hpp"
#include "relief/goods_list.hpp"
#include "relief/household_queries.hpp"

namespace anlan::relief {
namespace {

VillageFigures& at(std::map<DivisionCode, VillageFigures>& villages, const DivisionCode& village) {
  return villages.try_emplace(village, VillageFigures{.village = village}).first->second;
}

void add_payments(store::Connection& db, const std::string& campaign, const CodeRange& range,
                  std::map<DivisionCode, VillageFigures>& villages) {
  auto rows = db.prepare(
      "SELECT p.village, sum(p.fen), sum(iif(p.state = 'paid', p.fen, 0)), sum(iif(p.state = 'closed', p.fen, 0)),"
      " sum(p.state = 'returned'), sum(p.state = 'paid'), sum(iif(p.state = 'paid', a.needy, 0))"
      " FROM payment_line p JOIN gate_amount a ON a.campaign = p.campaign AND a.village = p.village"
      " AND a.household = p.household WHERE p.campaign = ?1 AND p.village >= ?2 AND p.village < ?3 GROUP BY p.village");
  rows.bind_all(campaign, range.from, range.until);
  while (rows.step()) {
    auto& village = at(villages, DivisionCode::parse(rows.view_at(0)).value());
    village.approved_fen = rows.int_at(1);
    village.paid_fen = rows.int_at(2);
    village.closed_fen = rows.int_at(3);
    village.returned = rows.int_at(4);
    village.paid_households = rows.int_at(5);
    village.paid_people = rows.int_at(6);
    village.relieved_people = rows.int_at(6);
  }
}

/// People in need of a household that no money has reached; those of a paid one are counted already.
std::int64_t unpaid_people(store::Connection& db, const supplies::Entitlement& by) {
  auto row = db.prepare(
      "SELECT a.needy FROM gate_amount a LEFT JOIN payment_line p ON p.campaign = a.campaign AND p.village = a.village"
      " AND p.household = a.household WHERE a.campaign = ?1 AND a.village = ?2 AND a.household = ?3"
      " AND coalesce(p.state, '') <> 'paid'");
  row.bind_all(by.list, by.village.text(), by.household);
  return row.step() ? row.int_at(0) : 0;
}

/// Goods as the stock ledger has them, household by household.
void add_goods(store::Connection& db, const std::string& campaign, const DivisionCode& within,
               std::map<DivisionCode, VillageFigures>& villages) {
  const auto given = supplies::goods_given(db, campaign, within);
  for (auto each = given.begin(); each != given.end();) {
    const auto next = std::find_if(each, given.end(), [&](const supplies::GoodsGiven& other) {
      return other.by.household != each->by.household || other.by.village != each->by.village;
    });
    auto& village = at(villages, each->by.village);
    const auto worth = worth_of({each, next});
    ++village.goods_households;
    village.goods_fen += worth.value_or(0);
    village.goods_unpriced += worth ? 0 : 1;
    village.relieved_people += unpaid_people(db, each->by);
    each = next;
  }
}

}  // namespace

std::vector<VillageFigures> village_figures(store::Connection& db, const std::string& campaign,
                                            const DivisionCode& within) {
  std::map<DivisionCode, VillageFigures> villages;
  for (const auto& list : village_lists(db, campaign, within)) {
    auto& village = at(villages, list.village);
    village.households = list.households;
    village.people = list.people;
    village.needy = list.needy;
  }
  for (const auto& each : stages_of(db, campaign, within)) at(villages, each.village).stage = each.stage;
  add_payments(db, campaign, codes_within(within), villages);
  add_goods(db, campaign, within, villages);
  std::vector<VillageFigures> out;
  for (auto& [code, figures] : villages) out.push_back(std::move(figures));
  return out;
}

VillageFigures sum_of(const std::vector<VillageFigures>& villages, const DivisionCode& of) {
  VillageFigures out{.village = of};
  for (const auto& each : villages) {
    out.households += each.households;
    out.people += each.people;
    out.needy += each.needy;
    out.approved_fen += each.approved_fen;
    out.paid_fen += each.paid_fen;
    out.closed_fen += each.closed_fen;
    out.returned += each.returned;
    out.paid_households += each.paid_households;
    out.paid_people += each.paid_people;
    out.goods_households += each.goods_households;
    out.goods_fen += each.goods_fen;
    out.goods_unpriced += each.goods_unpriced;
    out.relieved_people += each.relieved_people;
  }
  return out;
}

WinterTables winter_tables(const CampaignFacts& facts, const VillageFigures& all,
                           std::optional<std::int64_t> wanted_fen) {
  WinterTables out{.needy = all.needy, .wanted_fen = wanted_fen, .relieved = all.relieved_people};
  for (const auto& each : facts.budget) {
    (each.level == FundingLevel::county ? out.own_fen : out.above_fen) += each.fen;
    if (each.level == FundingLevel::central) out.document = each.document;
  }
  if (wanted_fen) out.lacking_fen = std::max<std::int64_t>(0, *wanted_fen - out.own_fen);
  return out;
}

std::string ten_thousand_yuan(std::int64_t fen) {
  constexpr std::int64_t kFen = 1'000'000;
  constexpr std::size_t kDecimals = 2;
  const auto amount = fen < 0 ? -fen : fen;
  auto out = fmt::format("{}{}.{:06}", fen < 0 ? "-" : "", amount / kFen, amount % kFen);
  const auto least = out.find('.') + 1 + kDecimals;
  while (out.size() > least && out.back() == '0') out.pop_back();
  return out;
}

}  // namespace anlan::relief
