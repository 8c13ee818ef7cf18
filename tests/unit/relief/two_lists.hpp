#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/uuid.hpp"
#include "relief/gate_entries.hpp"
#include "relief/household_entries.hpp"
#include "relief/household_personal.hpp"
#include "relief/household_queries.hpp"
#include "relief/payment.hpp"
#include "relief/payment_entries.hpp"
#include "way_house.hpp"

namespace anlan::relief::test {

/// Lists of two villages of one township.
struct TwoLists : Way {
  Campaign known() {
    return {.campaign = campaign, .facts = {.name = "冬春", .division = kQinyang, .from = {}, .until = {}}};
  }
  void happened(const DivisionCode& village, std::string_view type, json body) {
    now += std::chrono::minutes{1};
    record(kCounty, gate_fact(type, known(), village, std::move(body)));
  }
  void brought_to(const DivisionCode& village, const char* from, const char* to) {
    happened(village, kGatePassed, {{"from", from}, {"to", to}});
  }
  /// Each gets a hundred yuan.
  void frozen(const DivisionCode& village, const std::vector<std::string>& households) {
    auto lines = json::array();
    for (const auto& household : households) lines.push_back({{"household", household}, {"needy", 1}, {"fen", 10'000}});
    happened(village, kGateFrozen,
             {{"snapshot", std::string(64, 'a')},
              {"standard", "guidance-100-300"},
              {"policy", "equal"},
              {"budget_fen", 1'000'000},
              {"total_fen", 10'000 * households.size()},
              {"rows", lines}});
  }
  void paid(const DivisionCode& village, const std::string& household) {
    happened(village, kPaymentHanded, {{"key", payment_key(campaign, household)}, {"proof", blobs["signature"]}});
  }
  /// A household as a journal of before may have it.
  std::string entered(const DivisionCode& village, int order) {
    const Personal people{.members = {{.name = "王小明", .id_number = number(order)}}, .address = "东村1号"};
    const HouseholdRow row{make_uuid(now), facts_in(village),
                           seal_personal(*keys, key_owner_of(campaign), people).value()};
    record(kClerk, household_entered(known(), row));
    return row.household;
  }
  static HouseholdFacts facts_in(const DivisionCode& village) {
    return {.village = village, .people = 1, .needy = 1, .hazard = "02", .circumstances = {Circumstance::crop_lost}};
  }

  json change(const std::string& household, json more) {
    more["household"] = household;
    more["expected_version"] = version(household);
    return more;
  }
  std::int64_t version(const std::string& household) { return seen(household)["household"]["version"]; }
  json seen(const std::string& household) { return done(kClerk, "household.get", {{"household", household}}); }
  Problem changing(const std::string& household, json more) {
    return problem_of(kClerk, "household.change", change(household, std::move(more)));
  }
  Problem withdrawing(const std::string& household) {
    return problem_of(kClerk, "household.withdraw", change(household, {{"reason", "mistake"}}));
  }
  Problem entering(const DivisionCode& village, int order) {
    return problem_of(kClerk, "household.enter", one_household(campaign, order, {{"village", village.text()}}));
  }
  Problem closing() {
    return problem_of(kCounty, "campaign.close",
                      {{"campaign", campaign}, {"expected_version", campaign_version()}, {"reason", "结束"}});
  }
  json campaign_version() { return done(kCounty, "campaign.get", {{"campaign", campaign}})["campaign"]["version"]; }
  json line_of(const std::string& household) {
    const auto all = lines()["lines"];
    for (const auto& line : all) {
      if (line["household"] == household) return line;
    }
    return nullptr;
  }
};

}  // namespace anlan::relief::test
