#include <map>
#include <tuple>

#include "journal/reading.hpp"
#include "supplies/allocation_draft_view.hpp"
#include "supplies/allocation_operations.hpp"
#include "supplies/document_view.hpp"
#include "supplies/json_fields.hpp"
#include "supplies/supply_shapes_operations.hpp"

namespace anlan::supplies {

using api::may;
using api::need;
using api::Shape;
using nlohmann::json;

namespace {

/// What became of the goods of one way: what the adviser proposed, what was approved, and what really moved.
struct Fate {
  Quantity proposed = 0;
  Quantity approved = 0;
  Quantity ordered = 0;   ///< granted in release orders
  Quantity sent = 0;      ///< left on a waybill
  Quantity received = 0;  ///< counted where it arrived
};
using Fates = std::map<std::tuple<DivisionCode, std::string, std::string>, Fate>;  // to, item, from

void add_moved(store::Connection& db, const AllocationDraft& draft, Fates& fates) {
  for (const auto& order : draft.orders) {
    const auto release = find_release(db, order.release);
    if (!release) continue;
    for (const auto& grant : release->grants) {
      fates[{release->to.division, grant.item, grant.from}].ordered += grant.quantity;
    }
    for (const auto& waybill : list_waybills(db, draft.division, {.release = order.release})) {
      if (waybill.state != WaybillState::dispatched && waybill.state != WaybillState::received) continue;
      for (const auto& load : waybill.loads) {
        auto& fate = fates[{release->to.division, load.item, waybill.from}];
        fate.sent += load.quantity;
        fate.received += load.received.value_or(0);
      }
    }
  }
}

json fates_json(store::Connection& db, const AllocationDraft& draft, const AllocationDraft& first) {
  Fates fates;
  for (const auto& line : first.lines) fates[{line.to, line.item, line.from}].proposed += line.quantity;
  if (draft.state == AllocationState::approved) {
    for (const auto& line : draft.lines) fates[{line.to, line.item, line.from}].approved += line.quantity;
  }
  add_moved(db, draft, fates);
  auto out = json::array();
  for (const auto& [way, fate] : fates) {
    const auto& [to, item, from] = way;
    out.push_back({{"to", to.text()},
                   {"item", item},
                   {"from", from},
                   {"proposed", fate.proposed},
                   {"approved", fate.approved},
                   {"ordered", fate.ordered},
                   {"sent", fate.sent},
                   {"received", fate.received}});
  }
  return out;
}

json orders_now(store::Connection& db, const AllocationDraft& draft) {
  auto out = json::array();
  for (const auto& order : draft.orders) {
    const auto release = find_release(db, order.release);
    out.push_back({{"release", order.release},
                   {"number", order.number},
                   {"to", order.to.text()},
                   {"state", release ? to_string(release->state) : order.state}});
  }
  return out;
}

api::Operation show() {
  auto query = [](const api::QueryContext& context) -> Result<json> {
    const auto draft =
        find_allocation(context.db, text_at(context.params, "allocation")).value();  // its scope found it
    const auto first = first_proposal(context.db, draft.allocation);
    auto proposed = json::array();
    for (const auto& line : first.lines) proposed.push_back(line_json(line));
    return json{{"allocation", allocation_wire(draft)},
                {"proposed", std::move(proposed)},
                {"versions", allocation_versions(context.db, draft.allocation)},
                {"orders", orders_now(context.db, draft)},
                {"done", fates_json(context.db, draft, first)},
                {"seq", journal::head_seq(context.db)}};
  };
  return {.name = "allocation.show",
          .kind = api::Kind::query,
          .summary = {"一份调拨方案：建议、批准与实际发运对照", "An allocation: proposed, approved and really moved"},
          .params = Shape::object({need("allocation", Shape::uuid())}),
          .roles = kReaders,
          .scope = division_of_allocation,
          .query = std::move(query)};
}

api::Operation list() {
  auto query = [](const api::QueryContext& context) -> Result<json> {
    return json{{"allocations", list_allocations(context.db, context.caller.jurisdiction,
                                                 optional_at<std::string>(context.params, "incident"),
                                                 optional_at<std::string>(context.params, "state"))},
                {"seq", journal::head_seq(context.db)}};
  };
  return {.name = "allocation.list",
          .kind = api::Kind::query,
          .summary = {"调拨方案，最新的在前", "Allocations, the newest first"},
          .params = Shape::object(
              {may("incident", Shape::uuid()), may("state", Shape::one_of({"proposed", "approved", "withdrawn"}))}),
          .roles = kReaders,
          .query = std::move(query)};
}

}  // namespace

void declare_allocation_queries(api::Registry& registry) {
  registry.add(show());
  registry.add(list());
}

}  // namespace anlan::supplies
