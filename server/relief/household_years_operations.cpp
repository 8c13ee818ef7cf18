#include <algorithm>
#include <utility>

#include "base/json_fields.hpp"
#include "incidents/incident_view.hpp"
#include "journal/reading.hpp"
#include "relief/campaign_view.hpp"
#include "relief/home_operations.hpp"
#include "relief/home_shapes_operations.hpp"
#include "relief/household_personal.hpp"
#include "relief/payment_entries.hpp"
#include "relief/referral_view.hpp"
#include "relief/trace_operations.hpp"

namespace anlan::relief {

using api::need;
using api::QueryContext;
using api::Shape;
using nlohmann::json;

namespace {

constexpr std::size_t kMost = 1'000;

/// When the money came: the bank's answer, or the hand-over.
json paid_at(const std::vector<TraceStep>& steps) {
  json out = nullptr;
  for (const auto& step : steps) {
    const bool paid = step.type == kPaymentHanded || (step.type == kPaymentAnswered && step.said.value("paid", false));
    if (paid) out = format_time(step.at);
  }
  return out;
}

/// What the family had in one campaign.
json year_of(const QueryContext& context, const ReliefParts& parts, const Household& household) {
  const auto campaign = find_campaign(context.db, household.campaign).value();
  auto out = household_label(context.db, parts, household);
  out["from"] = campaign.facts.from;
  out["until"] = campaign.facts.until;
  out["payments"] = json::array();
  for (const auto& payment : payments_of(context.db, household)) out["payments"].push_back(payment_wire(payment));
  out["paid_at"] = paid_at(trace_of(context.db, parts.types, household));
  return out;
}

/// Where it was referred to, and what came of it.
json referral_of(const Referral& referral, const std::string& campaign) {
  return {{"programme", referral.programme},
          {"state", to_string(referral.state)},
          {"fen", referral.answer ? or_null(referral.answer->fen) : json(nullptr)},
          {"at", format_time(referral.answer ? referral.answer->at : referral.referred_at)},
          {"village", referral.village.text()},
          {"campaign_name", campaign}};
}

json home_of(const QueryContext& context, const ReliefParts& parts, const Home& home) {
  auto out = home_wire(parts.keys, home, context.now);
  out["incident_name"] = incidents::find_incident(context.db, home.incident).value().name;
  return out;
}

/// Takes what lies beyond the caller's jurisdiction out, and says how much that was.
template <class Record>
std::int64_t drop_elsewhere(std::vector<Record>& records, const DivisionCode& jurisdiction) {
  return static_cast<std::int64_t>(
      std::erase_if(records, [&](const Record& one) { return !one.facts.village.within(jurisdiction); }));
}

json years(const QueryContext& context, const ReliefParts& parts, const Household& household) {
  json out{{"years", json::array()}, {"referrals", json::array()}, {"homes", json::array()}, {"elsewhere", 0}};
  out["seq"] = journal::head_seq(context.db);
  const auto people = unseal_personal(parts.keys, household.sealed);
  if (!people) return out;
  auto others = households_of_people(context.db, parts.keys, *people);
  std::erase_if(others, [&](const Household& one) { return one.household == household.household; });
  auto homes = homes_of_people(context.db, parts.keys, *people);
  out["elsewhere"] =
      drop_elsewhere(others, context.caller.jurisdiction) + drop_elsewhere(homes, context.caller.jurisdiction);
  std::ranges::sort(others, std::ranges::greater{}, &Household::ordinal);
  for (const auto& one : others) {
    out["years"].push_back(year_of(context, parts, one));
    const auto name = find_campaign(context.db, one.campaign).value().facts.name;
    for (const auto& referral : referrals_of(context.db, one.household)) {
      out["referrals"].push_back(referral_of(referral, name));
    }
  }
  for (const auto& home : homes) out["homes"].push_back(home_of(context, parts, home));
  return out;
}

Shape years_shape() {
  const auto count = Shape::integer(0, INT64_MAX / 2);
  auto year = household_label_shape().fields();
  for (auto& field : {need("from", Shape::text(10, 10)), need("until", Shape::text(10, 10)),
                      need("payments", Shape::array(payment_shape(), 0, 100)),
                      need("paid_at", Shape::time().or_null(), "when the last of them was paid")}) {
    year.push_back(field);
  }
  const auto referral = Shape::object({need("programme", Shape::text(1, 60)), need("state", Shape::text(1, 20)),
                                       need("fen", count.or_null()), need("at", Shape::time()),
                                       need("village", Shape::division()), need("campaign_name", Shape::text(1, 60))});
  auto home = home_shape().fields();
  home.push_back(need("incident_name", Shape::text(1, 200)));
  return Shape::object({need("years", Shape::array(Shape::object(std::move(year)), 0, kMost)),
                        need("referrals", Shape::array(referral, 0, kMost)),
                        need("homes", Shape::array(Shape::object(std::move(home)), 0, kMost)),
                        need("elsewhere", count, "records of these people beyond the jurisdiction"),
                        need("seq", count)});
}

}  // namespace

void declare_household_years(api::Registry& registry, const ReliefParts& parts) {
  registry.add({.name = "household.years",
                .kind = api::Kind::query,
                .summary = {"这一家在其他年度、其他项目领过什么；辖区外只答有几处",
                            "What the family had in other campaigns and programmes; beyond the jurisdiction how many"},
                .params = Shape::object({need("household", Shape::uuid())}),
                .result = years_shape(),
                .roles = kReaders,
                .scope = village_of_household,
                .query = [parts](const QueryContext& context) -> Result<json> {
                  return existing_household(context.db, context.params).map([&](const Household& household) {
                    return years(context, parts, household);
                  });
                }});
}

}  // namespace anlan::relief
