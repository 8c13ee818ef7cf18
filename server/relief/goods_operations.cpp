#include <map>
#include <utility>

#include "base/json_fields.hpp"
#include "journal/reading.hpp"
#include "relief/gate_context_operations.hpp"
#include "relief/gate_operations.hpp"
#include "relief/goods_list.hpp"
#include "relief/goods_wire_operations.hpp"
#include "relief/payment_view.hpp"
#include "relief/relief_operations.hpp"

namespace anlan::relief {

using api::need;
using api::QueryContext;
using api::Shape;
using nlohmann::json;

namespace {

using GivenByHousehold = std::map<std::string, std::vector<supplies::GoodsGiven>>;

GivenByHousehold given_in(store::Connection& db, const GateContext& at) {
  GivenByHousehold out;
  for (auto& each : supplies::goods_given(db, at.campaign.campaign, at.village)) {
    out[each.by.household].push_back(std::move(each));
  }
  return out;
}

/// Each need in its unit, and what of it goods have not met.
json needs_wire(const std::vector<Need>& needs, const std::vector<GoodsAmount>& given) {
  auto out = json::array();
  for (const auto& each : needs) {
    out.push_back({{"kind", word_of(kNeedWords, each.kind)},
                   {"quantity", each.quantity},
                   {"counted", is_counted(each.kind)},
                   {"left", still_needed(needs, given, each.kind).value_or(0)}});
  }
  return out;
}

/// What money came to, by household: decided, paid, and where the payment stands.
struct Money {
  std::map<std::string, Decided> decided = {};
  std::map<std::string, PaymentLine> lines = {};
};

Money money_of(store::Connection& db, const GateContext& at) {
  Money out;
  for (const auto& row : frozen_amounts(db, at.campaign.campaign, at.village)) out.decided[row.household] = row;
  for (const auto& [key, line] : payment_lines(db, at.campaign.campaign, at.village)) out.lines[line.household] = line;
  return out;
}

json row_wire(const Household& household, const std::vector<supplies::GoodsGiven>& given, const Money& money,
              const ReliefCatalogue& standards, const supplies::GoodsCatalogue& goods) {
  const auto decided = money.decided.find(household.household);
  const auto line = money.lines.find(household.household);
  const bool frozen = decided != money.decided.end();
  const auto needs = frozen ? signed_needs(decided->second, household.facts) : household.facts.needs;
  const bool paid = line != money.lines.end() && line->second.state == LineState::paid;
  return {{"household", household.household},
          {"number", household.ordinal},
          {"decided_fen", frozen ? json(decided->second.fen) : json(nullptr)},
          {"paid_fen", paid ? line->second.fen : 0},
          {"payment", line == money.lines.end() ? json(nullptr) : json(to_string(line->second.state))},
          {"needs", needs_wire(needs, amounts_of(given, standards))},
          {"given", given_wire(given, goods)},
          {"worth_fen", or_null(worth_of(given))}};
}

/// Money and goods side by side, household by household.
Result<json> goods_of_list(const QueryContext& context, const GateParts& parts) {
  const auto village = DivisionCode::parse(text_at(context.params, "village")).value();
  const auto at =
      read_gate(context.db, parts, text_at(context.params, "campaign"), village, context.caller.jurisdiction);
  if (!at) return fail(at.error());
  const auto money = money_of(context.db, *at);
  const auto given = given_in(context.db, *at);
  auto rows = json::array();
  for (const auto& household : at->households) {
    const auto found = given.find(household.household);
    rows.push_back(row_wire(household, found == given.end() ? std::vector<supplies::GoodsGiven>{} : found->second,
                            money, parts.standards, parts.goods));
  }
  const bool decided = at->list.stage > Stage::county_decision;
  return json{{"rows", std::move(rows)},
              {"open", decided && at->campaign.state == CampaignState::open},
              {"seq", journal::head_seq(context.db)}};
}

}  // namespace

void declare_relief_goods(api::Registry& registry, const GateParts& parts) {
  registry.add(api::Operation{
      .name = "relief.goods",
      .kind = api::Kind::query,
      .summary =
          {"一村款物对照：审定和已发的钱，各类需求和已领的物资（出自物资台账）",
           "A list's money and goods side by side: decided and paid; needs, and what the stock ledger says was given"},
      .params = Shape::object({need("campaign", Shape::uuid()), need("village", Shape::division())}),
      .result = Shape::object({need("rows", Shape::array(Shape::any(), 0, 20'000)),
                               need("open", Shape::boolean(), "whether goods may be handed out by this list now"),
                               need("seq", Shape::integer(0, INT64_MAX / 2))}),
      .roles = kReaders,
      .scope = api::division_at("village"),
      .query = [parts](const QueryContext& context) { return goods_of_list(context, parts); }});
}

}  // namespace anlan::relief
