#include "relief/public_notice_operations.hpp"

#include <algorithm>
#include <map>
#include <utility>

#include "base/json.hpp"
#include "journal/digest.hpp"
#include "relief/household_personal.hpp"
#include "relief/household_queries.hpp"
#include "relief/leak_check.hpp"
#include "relief/masking.hpp"
#include "relief/payment_view.hpp"
#include "relief/relieved.hpp"

namespace anlan::relief {

using nlohmann::json;

namespace {

/// What was decided for each household; nothing before the county's gate is passed.
std::map<std::string, std::int64_t> amounts_of(store::Connection& db, const GateContext& at) {
  std::map<std::string, std::int64_t> out;
  if (at.list.stage <= Stage::county_decision) return out;
  for (const auto& row : frozen_amounts(db, at.campaign.campaign, at.village)) out.emplace(row.household, row.fen);
  return out;
}

/// A household of the notice, with what was decided for it or reached it.
struct NoticeRow {
  Household household;
  std::int64_t needy = 0;
  std::optional<std::int64_t> fen = {};
  std::vector<supplies::GoodsGiven> goods = {};
};

/// Who is to get relief: the list as it stands, with what was decided.
std::vector<NoticeRow> rows_to_get(store::Connection& db, const GateContext& at) {
  const auto amounts = amounts_of(db, at);
  std::vector<NoticeRow> out;
  for (const auto& household : at.households) {
    NoticeRow row{.household = household, .needy = household.facts.needy};
    if (const auto found = amounts.find(household.household); found != amounts.end()) row.fen = found->second;
    out.push_back(std::move(row));
  }
  return out;
}

/// Who got relief, whatever the list says of them now, in the order of their numbers.
std::vector<NoticeRow> rows_that_got(store::Connection& db, const GateContext& at) {
  std::vector<NoticeRow> out;
  for (auto& each : relieved_within(db, at.campaign.campaign, at.village)) {
    NoticeRow row{
        .household = find_household(db, each.household).value(), .needy = each.needy, .goods = std::move(each.goods)};
    if (each.paid_fen > 0) row.fen = each.paid_fen;
    out.push_back(std::move(row));
  }
  std::ranges::sort(out, {}, [](const NoticeRow& row) { return row.household.ordinal; });
  return out;
}

/// 棉被 2 床, one for each article.
std::vector<std::string> goods_words(const std::vector<supplies::GoodsGiven>& given,
                                     const supplies::GoodsCatalogue& goods) {
  std::map<std::string, std::int64_t> sums;
  for (const auto& each : given) sums[each.item] += each.quantity;
  std::vector<std::string> out;
  for (const auto& [code, quantity] : sums) {
    const auto* item = goods.find(code);
    out.push_back((item == nullptr ? code : item->name.zh) + " " + std::to_string(quantity) +
                  (item == nullptr ? "" : " " + item->unit.zh));
  }
  return out;
}

NoticeFacts facts_of(const GateParts& parts, const GateContext& at, const NoticeRow& of, int row) {
  const auto& household = of.household;
  const auto personal = unseal_personal(parts.keys, household.sealed);
  return {.row = row,
          .reference = notice_reference(at.campaign.campaign, household.household),
          .village = parts.divisions.name_of(at.village),
          .head_name = personal ? personal->head().name : "",
          .household_class = household.facts.household_class,
          .people = static_cast<int>(household.facts.people),
          .people_in_need = static_cast<int>(of.needy),
          .amount_fen = of.fen,
          .goods = goods_words(of.goods, parts.goods)};
}

}  // namespace

std::string notice_reference(const std::string& campaign, const std::string& household) {
  constexpr std::size_t kDigits = 8;
  const auto text = "notice/" + campaign + "/" + household;
  return journal::to_hex(journal::digest(journal::Algorithm::sha256, text)).substr(0, kDigits);
}

Result<json> public_notice(store::Connection& db, const GateParts& parts, const GateContext& at) {
  const bool second = at.list.stage >= Stage::second_notice;
  auto rows = json::array();
  std::int64_t people = 0;
  std::int64_t total = 0;
  for (const auto& row : second ? rows_that_got(db, at) : rows_to_get(db, at)) {
    people += row.needy;
    total += row.fen.value_or(0);
    rows.push_back(public_json(for_public(facts_of(parts, at, row, static_cast<int>(rows.size()) + 1))));
  }
  const bool decided = at.list.stage > Stage::county_decision;
  const auto& posted = second ? at.list.second_notice : at.list.notice;
  json out{{"kind", second ? "second_notice" : "notice"},
           {"campaign", at.campaign.facts.name},
           {"village", at.village.text()},
           {"name", parts.divisions.name_of(at.village)},
           {"county", parts.divisions.name_of(at.campaign.facts.division)},
           {"posted_at", posted ? json(format_time(posted->posted_at)) : json(nullptr)},
           {"place", posted ? json(posted->place) : json(nullptr)},
           {"days_needed", parts.standards.notice().days},
           {"source", parts.standards.notice().source_title},
           {"households", rows.size()},
           {"people", people},
           {"total_fen", decided ? json(total) : json(nullptr)},
           {"rows", std::move(rows)}};
  return check_no_leak(dump(out)).map([&] { return std::move(out); });
}

}  // namespace anlan::relief
