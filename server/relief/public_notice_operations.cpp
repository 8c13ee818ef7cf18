#include "relief/public_notice_operations.hpp"

#include <map>
#include <utility>

#include "base/json.hpp"
#include "journal/digest.hpp"
#include "relief/household_personal.hpp"
#include "relief/leak_check.hpp"
#include "relief/masking.hpp"
#include "relief/payment_view.hpp"

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

NoticeFacts facts_of(const GateParts& parts, const GateContext& at, const Household& household, int row) {
  const auto personal = unseal_personal(parts.keys, household.sealed);
  return {.row = row,
          .reference = notice_reference(at.campaign.campaign, household.household),
          .village = parts.divisions.name_of(at.village),
          .head_name = personal ? personal->head().name : "",
          .household_class = household.facts.household_class,
          .people = static_cast<int>(household.facts.people),
          .people_in_need = static_cast<int>(household.facts.needy)};
}

}  // namespace

std::string notice_reference(const std::string& campaign, const std::string& household) {
  constexpr std::size_t kDigits = 8;
  const auto text = "notice/" + campaign + "/" + household;
  return journal::to_hex(journal::digest(journal::Algorithm::sha256, text)).substr(0, kDigits);
}

Result<json> public_notice(store::Connection& db, const GateParts& parts, const GateContext& at) {
  const auto amounts = amounts_of(db, at);
  auto rows = json::array();
  std::int64_t people = 0;
  std::int64_t total = 0;
  for (const auto& household : at.households) {
    auto facts = facts_of(parts, at, household, static_cast<int>(rows.size()) + 1);
    if (const auto found = amounts.find(household.household); found != amounts.end()) {
      facts.amount_fen = found->second;
      total += found->second;
    }
    people += household.facts.needy;
    rows.push_back(public_json(for_public(std::move(facts))));
  }
  const bool second = at.list.stage >= Stage::second_notice;
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
           {"total_fen", amounts.empty() ? json(nullptr) : json(total)},
           {"rows", std::move(rows)}};
  return check_no_leak(dump(out)).map([&] { return std::move(out); });
}

}  // namespace anlan::relief
