#include "relief/trace_operations.hpp"

#include <algorithm>
#include <utility>

#include "access/personal.hpp"
#include "base/json_fields.hpp"
#include "journal/reading.hpp"
#include "relief/campaign_view.hpp"
#include "relief/goods_wire_operations.hpp"
#include "relief/household_personal.hpp"
#include "relief/household_queries.hpp"
#include "relief/household_shapes_operations.hpp"
#include "relief/id_number.hpp"
#include "relief/supervision_operations.hpp"

namespace anlan::relief {

using access::Role;
using api::need;
using api::QueryContext;
using api::Shape;
using nlohmann::json;

namespace {

constexpr std::int64_t kMostHouseholds = 100;

json step_wire(const TraceStep& step) {
  return {{"seq", step.seq},
          {"type", step.type},
          {"at", format_time(step.at)},
          {"by",
           {{"account", step.actor.at("account")},
            {"name", step.actor.at("display_name")},
            {"role", step.actor.at("role")}}},
          {"proofs", step.proofs.size()},
          {"said", step.said}};
}

/// Why a list was returned is sealed, since reasons name people.
void open_reason(TraceStep& step, const access::KeyRing& keys) {
  const auto sealed = optional_at<std::string>(step.said, "sealed");
  if (!sealed) return;
  step.said.erase("sealed");
  step.said["reason"] = or_null(keys.unseal(*sealed));
}

/// A household the person stands in; goods and steps only of one inside the caller's jurisdiction.
json household_found(const QueryContext& context, const SupervisionParts& supervision, const Household& household,
                     int member) {
  const auto& parts = supervision.relief;
  const auto campaign = find_campaign(context.db, household.campaign).value();
  const auto people = unseal_personal(parts.keys, household.sealed);
  auto payments = json::array();
  for (const auto& payment : payments_of(context.db, household)) payments.push_back(payment_wire(payment));
  auto goods = json::array();
  auto steps = json::array();
  if (household.facts.village.within(context.caller.jurisdiction)) {
    goods = given_wire(supplies::goods_given_to(context.db, household.household), supervision.goods);
    for (auto& step : trace_of(context.db, parts.types, household)) {
      open_reason(step, parts.keys);
      steps.push_back(step_wire(step));
    }
  }
  return {{"household", household.household},
          {"number", household.ordinal},
          {"campaign", household.campaign},
          {"campaign_name", campaign.facts.name},
          {"from", campaign.facts.from},
          {"until", campaign.facts.until},
          {"village", household.facts.village.text()},
          {"village_name", parts.divisions.snapshot()->full_name_of(household.facts.village)},
          {"state", word_of(kStateWords, household.state)},
          {"head", people ? json(access::mask_name(people->head().name)) : json(nullptr)},
          {"member", member},
          {"payments", std::move(payments)},
          {"goods", std::move(goods)},
          {"steps", std::move(steps)}};
}

/// Adds what was paid to the household to its campaign's count.
void count_paid(store::Connection& db, const Household& household, std::vector<PaidCampaign>& campaigns) {
  for (const auto& payment : payments_of(db, household)) {
    if (payment.state != "paid") continue;
    auto known =
        std::ranges::find(campaigns, household.campaign, [](const PaidCampaign& one) { return one.campaign.campaign; });
    if (known == campaigns.end()) {
      known = campaigns.insert(known, PaidCampaign{.campaign = find_campaign(db, household.campaign).value()});
    }
    ++known->times;
    known->fen += payment.fen;
  }
}

json campaigns_wire(const std::vector<PaidCampaign>& campaigns) {
  auto out = json::array();
  for (const auto& [campaign, times, fen] : campaigns) {
    out.push_back({{"campaign", campaign.campaign},
                   {"name", campaign.facts.name},
                   {"from", campaign.facts.from},
                   {"until", campaign.facts.until},
                   {"exercise", campaign.exercise},
                   {"paid_times", times},
                   {"paid_fen", fen}});
  }
  return out;
}

Result<json> trace(const QueryContext& context, const SupervisionParts& supervision) {
  const auto& parts = supervision.relief;
  const auto id = parse_id_number(text_at(context.params, "id_number"), day_of(context.now));
  if (!id) return fail_field("/id_number", id.error().type, id.error().detail);
  const auto mark = mark_of(parts.keys, "id", id->text);
  if (!mark) return fail(mark.error());
  auto households = json::array();
  std::vector<PaidCampaign> campaigns;
  for (const auto& hit : find_marked(context.db, "id", *mark, kMostHouseholds)) {
    const auto household = household_of_ordinal(context.db, hit.ordinal).value();
    count_paid(context.db, household, campaigns);
    households.push_back(household_found(context, supervision, household, hit.member));
  }
  std::int64_t times = 0;
  std::int64_t fen = 0;
  for (const auto& one : campaigns) {
    if (one.campaign.exercise) continue;
    times += one.times;
    fen += one.fen;
  }
  return json{{"households", std::move(households)},
              {"campaigns", campaigns_wire(campaigns)},
              {"paid_times", times},
              {"paid_fen", fen},
              {"paid_twice", paid_twice(campaigns)},
              {"seq", journal::head_seq(context.db)}};
}

Shape trace_shape() {
  const auto count = Shape::integer(0, INT64_MAX / 2);
  const auto by = Shape::object(
      {need("account", Shape::text(0, 100)), need("name", Shape::text(0, 100)), need("role", Shape::text(0, 60))});
  const auto step = Shape::object({need("seq", count), need("type", Shape::text(1, 60)), need("at", Shape::time()),
                                   need("by", by), need("proofs", count, "how many; they are seen for a purpose only"),
                                   need("said", Shape::any(), "amount, file, answer: what the entry says of it")});
  const auto household = Shape::object(
      {need("household", Shape::uuid()), need("number", count), need("campaign", Shape::uuid()),
       need("campaign_name", Shape::text(1, 60)), need("from", Shape::text(10, 10)), need("until", Shape::text(10, 10)),
       need("village", Shape::division()), need("village_name", Shape::text(0, 200)),
       need("state", words_shape(kStateWords)), need("head", Shape::text(1, 60).or_null(), "masked"),
       need("member", Shape::integer(0, 100), "which of the household the person is"),
       need("payments", Shape::array(payment_shape(), 0, 100)), need("goods", given_shape()),
       need("steps", Shape::array(step, 0, 100'000))});
  const auto campaign =
      Shape::object({need("campaign", Shape::uuid()), need("name", Shape::text(1, 60)),
                     need("from", Shape::text(10, 10)), need("until", Shape::text(10, 10)),
                     need("exercise", Shape::boolean()), need("paid_times", count), need("paid_fen", count)});
  return Shape::object(
      {need("households", Shape::array(household, 0, kMostHouseholds)),
       need("campaigns", Shape::array(campaign, 0, kMostHouseholds), "in which the person was paid"),
       need("paid_times", count, "in all campaigns of this site but exercises"), need("paid_fen", count),
       need("paid_twice", Shape::boolean(), "in one campaign, or in two whose days overlap"), need("seq", count)});
}

}  // namespace

json payment_wire(const TracePayment& payment) {
  return {{"village", payment.village},
          {"approved_fen", payment.approved_fen},
          {"key", or_null(payment.key)},
          {"state", or_null(payment.state)},
          {"fen", payment.fen},
          {"attempts", payment.attempts},
          {"reason", or_null(payment.reason)}};
}

Shape payment_shape() {
  const auto count = Shape::integer(0, INT64_MAX / 2);
  return Shape::object({need("village", Shape::division()), need("approved_fen", count),
                        need("key", Shape::text(1, 64).or_null()), need("state", Shape::text(1, 20).or_null()),
                        need("fen", count), need("attempts", count), need("reason", Shape::text(0, 500).or_null())});
}

void declare_trace(api::Registry& registry, const SupervisionParts& parts) {
  registry.add(
      {.name = "household.trace",
       .kind = api::Kind::query,
       .summary =
           {"此人在历年各处领过几次、谁批谁发、凭据何在；号码只作比对，不留痕",
            "Where a person was relieved in all years: how often paid, decided and paid by whom, with what proof"},
       .params = Shape::object({need("id_number", Shape::text(1, 60))}),
       .result = trace_shape(),
       .roles = {Role::county_reviewer, Role::auditor},
       .query = [parts](const QueryContext& context) { return trace(context, parts); },
       .never_by_get = true});
}

}  // namespace anlan::relief
