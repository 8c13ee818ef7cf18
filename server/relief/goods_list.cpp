#include "relief/goods_list.hpp"

#include <utility>

#include "relief/campaign_view.hpp"
#include "relief/gate_view.hpp"
#include "relief/household_money.hpp"
#include "relief/household_personal.hpp"
#include "relief/household_queries.hpp"
#include "relief/payment_view.hpp"
#include "supplies/handout.hpp"

namespace anlan::relief {
namespace {

/// What was frozen for the household, signed by two and let through by the county; nothing when it was not.
std::optional<Decided> decided_for(store::Connection& db, const Household& household) {
  const auto& village = household.facts.village;
  if (household.state != HouseholdState::entered) return std::nullopt;
  if (!is_decided(stage_of(db, household.campaign, village))) return std::nullopt;
  return frozen_amount(db, household.campaign, village, household.household);
}

}  // namespace

std::vector<GoodsAmount> amounts_of(const std::vector<supplies::GoodsGiven>& given, const ReliefCatalogue& standards) {
  std::vector<GoodsAmount> out;
  for (const auto& each : given) {
    out.push_back({.kind = standards.need_met_by(each.item), .quantity = each.quantity, .number = each.number});
  }
  return out;
}

std::optional<std::int64_t> worth_of(const std::vector<supplies::GoodsGiven>& given) {
  std::int64_t fen = 0;
  for (const auto& each : given) {
    if (!each.worth_fen) return std::nullopt;
    fen += *each.worth_fen * each.quantity;
  }
  return fen;
}

Result<supplies::EntitledHousehold> GoodsLists::find(store::Connection& db, const std::string& household) const {
  const auto found = find_household(db, household);
  if (!found) {
    return fail(ProblemKind::not_found, "unknown-household",
                {"名单上没有这一户，请刷新后重选", "there is no such household on a list; reload and choose again"});
  }
  const auto personal = unseal_personal(keys_, found->sealed);
  if (!personal) {
    return fail(ProblemKind::conflict, "key-not-held",
                {"本站没有打开这一户姓名的密钥（可能已按规定销毁），不能再发放",
                 "this site does not hold the key of this household; it may be destroyed"});
  }
  return supplies::EntitledHousehold{.by = {found->campaign, found->household, found->facts.village},
                                     .key_owner = key_owner_of(found->campaign),
                                     .head = personal->head().name,
                                     .people = static_cast<int>(found->facts.people)};
}

GoodsRow GoodsLists::row_of(store::Connection& db, const supplies::Handout& handout, std::size_t at) const {
  const auto& served = handout.households[at];
  const auto household = find_household(db, served.entitled->household).value();
  const auto campaign = find_campaign(db, household.campaign).value();
  const auto decided = decided_for(db, household);
  GoodsRow row{.row = at,
               .number = household.ordinal,
               .decided = decided && campaign.state == CampaignState::open,
               .in_reach = household.facts.village.within(handout.division),
               .same_world = campaign.exercise == handout.exercise,
               .needs = decided ? signed_needs(*decided, household.facts) : household.facts.needs,
               .before = amounts_of(supplies::goods_given_to(db, household.household), standards_)};
  for (std::size_t i = 0; i < handout.lines.size(); ++i) {
    const auto& line = handout.lines[i];
    const auto* item = goods_.find(line.item);
    row.now.push_back({.kind = standards_.need_met_by(line.item),
                       .quantity = served.got[i],
                       .name = item == nullptr ? line.item : item->name.zh});
  }
  return row;
}

Result<void> GoodsLists::check(store::Connection& db, const supplies::Handout& handout) const {
  std::vector<GoodsRow> rows;
  for (std::size_t i = 0; i < handout.households.size(); ++i) {
    const auto& by = handout.households[i].entitled;
    if (!by) continue;
    auto row = row_of(db, handout, i);
    for (const auto& above : rows) {
      if (handout.households[above.row].entitled->household != by->household) continue;
      row.before.insert(row.before.end(), above.now.begin(), above.now.end());
    }
    rows.push_back(std::move(row));
  }
  return check_goods(rows);
}

}  // namespace anlan::relief
