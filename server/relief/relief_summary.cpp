#include "relief/relief_summary.hpp"

#include <algorithm>
#include <iterator>
#include <map>

#include <fmt/format.h>

#include "relief/campaign_view.hpp"
#include "relief/gate_view.hpp"
#include "relief/goods_list.hpp"
#include "relief/household_queries.hpp"
#include "relief/plan_facts.hpp"

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

void add(VillageFigures& to, const VillageFigures& each) {
  to.households += each.households;
  to.people += each.people;
  to.needy += each.needy;
  to.approved_fen += each.approved_fen;
  to.paid_fen += each.paid_fen;
  to.closed_fen += each.closed_fen;
  to.returned += each.returned;
  to.paid_households += each.paid_households;
  to.paid_people += each.paid_people;
  to.goods_households += each.goods_households;
  to.goods_fen += each.goods_fen;
  to.goods_unpriced += each.goods_unpriced;
  to.relieved_people += each.relieved_people;
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

std::vector<std::string> counted_with(store::Connection& db, const Campaign& campaign) {
  return campaign.facts.supplements ? std::vector{campaign.campaign} : winter_of(db, campaign.campaign);
}

std::vector<VillageFigures> winter_figures(store::Connection& db, const Campaign& campaign,
                                           const DivisionCode& within) {
  std::map<DivisionCode, VillageFigures> villages;
  for (const auto& each : counted_with(db, campaign)) {
    for (const auto& figures : village_figures(db, each, within)) {
      const auto [known, fresh] = villages.try_emplace(figures.village, figures);
      if (fresh) continue;
      add(known->second, figures);
      if (each == campaign.campaign) known->second.stage = figures.stage;
    }
  }
  std::vector<VillageFigures> out;
  for (const auto& [code, figures] : villages) out.push_back(figures);
  return out;
}

VillageFigures sum_of(const std::vector<VillageFigures>& villages, const DivisionCode& of) {
  VillageFigures out{.village = of};
  for (const auto& each : villages) add(out, each);
  return out;
}

WinterTables winter_tables(const std::vector<Budget>& budget, const VillageFigures& all,
                           std::optional<std::int64_t> wanted_fen) {
  WinterTables out{.needy = all.needy, .wanted_fen = wanted_fen, .relieved = all.relieved_people};
  for (const auto& each : budget) {
    (each.level == FundingLevel::county ? out.own_fen : out.above_fen) += each.fen;
    if (each.level != FundingLevel::central) continue;
    if (!out.document) out.document = each.document;
    if (!out.given_on) out.given_on = each.given_on;
  }
  if (wanted_fen) out.lacking_fen = std::max<std::int64_t>(0, *wanted_fen - out.own_fen);
  return out;
}

WinterTables county_tables(store::Connection& db, const Campaign& campaign, const VillageFigures& all,
                           const ReliefCatalogue& standards) {
  auto budget = campaign.facts.budget;
  auto wanted = wanted_fen(db, campaign, standards);
  for (const auto& each : counted_with(db, campaign)) {
    if (each == campaign.campaign) continue;
    const auto supplement = find_campaign(db, each).value();
    std::ranges::copy(supplement.facts.budget, std::back_inserter(budget));
    if (const auto more = wanted_fen(db, supplement, standards)) wanted = wanted.value_or(0) + *more;
  }
  return winter_tables(budget, all, wanted);
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
