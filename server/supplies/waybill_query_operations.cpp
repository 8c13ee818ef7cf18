#include <utility>

#include "journal/reading.hpp"
#include "supplies/document_entries.hpp"
#include "supplies/document_view.hpp"
#include "supplies/donation_view.hpp"
#include "supplies/fefo.hpp"
#include "supplies/json_fields.hpp"
#include "supplies/stock_queries.hpp"
#include "supplies/supply_personal_operations.hpp"
#include "supplies/supply_shapes_operations.hpp"
#include "supplies/waybill_operations.hpp"
#include "supplies/waybill_personal.hpp"
#include "supplies/waybill_receiving.hpp"

namespace anlan::supplies {

using access::Role;
using access::RoleSet;
using api::may;
using api::need;
using api::Shape;
using nlohmann::json;

namespace {

json load_json(const std::string& item, const Pick& pick) {
  return {{"item", item},    {"batch", pick.batch.batch}, {"label", pick.batch.label},
          {"bin", pick.bin}, {"quantity", pick.quantity}, {"expires_on", or_null(pick.batch.facts.expires_on)}};
}

/// What a place still owes a release, as piles to take: first expired, first out.
json proposal_json(store::Connection& db, const Release& release, const std::string& place, const Day& today) {
  auto sent = sent_of(db, release.release);
  json out{{"lines", json::array()}, {"short", json::array()}, {"expired", json::array()}};
  for (const auto& grant : release.grants) {
    if (grant.from != place) continue;
    const auto left = grant.quantity - std::exchange(sent[{place, grant.item}], 0);
    auto piles = free_stock(db, {place, grant.item, release.exercise});
    keep_usable(db, piles, {release.to.division, release.incident});
    const auto proposal = propose_picks(std::move(piles), left, today);
    for (const auto& pick : proposal.picks) out["lines"].push_back(load_json(grant.item, pick));
    for (const auto& pick : proposal.expired) out["expired"].push_back(load_json(grant.item, pick));
    if (proposal.missing > 0) out["short"].push_back({{"item", grant.item}, {"quantity", proposal.missing}});
  }
  return out;
}

api::Operation propose() {
  auto query = [](const api::QueryContext& context) -> Result<json> {
    return known_release(context.db, text_at(context.params, "release")).map([&](const Release& release) {
      return proposal_json(context.db, release, text_at(context.params, "place"), day_of(context.now));
    });
  };
  return {.name = "waybill.propose",
          .kind = api::Kind::query,
          .summary = {"按先到期先出建议拣货", "What to pick for a release: first expired, first out"},
          .params = Shape::object({need("release", Shape::uuid()), need("place", Shape::uuid())}),
          .roles = kReaders,
          .scope = division_of_place,
          .query = std::move(query)};
}

/// Whoever may ring the driver up, or has to know who signed: both ends and who watches over them.
constexpr RoleSet kRevealers{Role::township_clerk, Role::county_duty, Role::warehouse_keeper, Role::dispatcher,
                             Role::auditor};

Result<Unsealed> people_in_clear(const api::CommandContext& context, const access::KeyRing& keys) {
  const auto waybill = known_waybill_of(context.db, text_at(context.params, "waybill"), context.caller.jurisdiction);
  return waybill.map([&](const Waybill& found) {
    return Unsealed{.stream = waybill_stream(found.waybill),
                    .division = above_both(found.from_division, found.to.division),
                    .fields = {"driver", "driver_phone", "receiver", "receiver_phone"},
                    .clear = clear_people(keys, found)};
  });
}

api::Operation reveal(const WaybillParts& parts) {
  return reveal_operation(
      {.name = "waybill.reveal",
       .summary = {"查看驾驶员和签收人的姓名电话，须写明用途并留痕",
                   "Driver and receiver of a waybill in clear: for a purpose, and on record"},
       .record = "waybill",
       .roles = kRevealers,
       .unseal = [&keys = parts.keys](const api::CommandContext& context) { return people_in_clear(context, keys); }});
}

api::Operation list(const WaybillParts& parts) {
  auto query = [&keys = parts.keys](const api::QueryContext& context) -> Result<json> {
    const auto& params = context.params;
    WaybillFilter filter{.release = optional_at<std::string>(params, "release"),
                         .open_difference = params.value("open_difference", false)};
    if (params.contains("state")) filter.state = parse_waybill_state(text_at(params, "state"));
    auto waybills = json::array();
    for (const auto& waybill : list_waybills(context.db, context.caller.jurisdiction, filter)) {
      waybills.push_back(waybill_wire(keys, waybill));
    }
    return json{{"waybills", std::move(waybills)}, {"seq", journal::head_seq(context.db)}};
  };
  return {.name = "waybill.list",
          .kind = api::Kind::query,
          .summary = {"发往或发自辖区的运单，新的在前", "Waybills from or to the jurisdiction, the newest first"},
          .params = Shape::object({may("state", Shape::one_of({"picked", "dispatched", "received", "cancelled"})),
                                   may("release", Shape::uuid()), may("open_difference", Shape::boolean())}),
          .roles = kReaders,
          .query = std::move(query)};
}

}  // namespace

void declare_waybill_queries(api::Registry& registry, const WaybillParts& parts) {
  registry.add(propose());
  registry.add(list(parts));
  registry.add(reveal(parts));
  registry.add(api::Topic{.name = "waybill",
                          .summary = {"运单的拣货、发运、签收与差异", "Waybills picked, sent, received, settled"},
                          .roles = kReaders});
}

}  // namespace anlan::supplies
