#include "relief/relief_summary.hpp"

#include <algorithm>
#include <map>

#include <fmt/format.h>

#include "relief/gate_view.hpp"
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
  }
  return out;
}

WinterTables winter_tables(const CampaignFacts& facts, const VillageFigures& all,
                           std::optional<std::int64_t> wanted_fen) {
  WinterTables out{.needy = all.needy, .wanted_fen = wanted_fen, .relieved = all.paid_people};
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
