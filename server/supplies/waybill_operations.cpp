#include <utility>

#include "base/uuid.hpp"
#include "journal/journal.hpp"
#include "journal/reading.hpp"
#include "supplies/aside_entries.hpp"
#include "supplies/damaged_aside.hpp"
#include "supplies/document_entries.hpp"
#include "supplies/donation_view.hpp"
#include "supplies/fefo.hpp"
#include "supplies/json_fields.hpp"
#include "supplies/movement_entries.hpp"
#include "supplies/place_rules.hpp"
#include "supplies/posting.hpp"
#include "supplies/receipt_entries.hpp"
#include "supplies/sources_personal.hpp"
#include "supplies/supply_personal_operations.hpp"
#include "supplies/supply_shapes_operations.hpp"
#include "supplies/waybill_movements.hpp"
#include "supplies/waybill_operations.hpp"
#include "supplies/waybill_personal.hpp"
#include "supplies/waybill_receiving.hpp"
#include "supplies/waybill_rules.hpp"

namespace anlan::supplies {

using access::Role;
using access::RoleSet;
using api::CommandContext;
using api::Field;
using api::may;
using api::need;
using api::Shape;
using nlohmann::json;

namespace {

/// The paper as it is from now on, and what moved with it.
api::Decision stated(const WaybillParts& parts, std::string_view type, const Waybill& waybill,
                     const std::optional<Movement>& moved = {}) {
  api::Decision decision;
  decision.entries.push_back(waybill_fact(type, waybill));
  if (moved) decision.entries.push_back(stock_moved(*moved));
  decision.answer = [&keys = parts.keys, id = waybill.waybill, movement = moved ? moved->movement : ""](
                        store::Connection& db, const std::vector<journal::Entry>&) {
    json out{{"waybill", waybill_wire(keys, find_waybill(db, id).value())}, {"movement", nullptr}};
    if (!movement.empty()) out["movement"] = recorded_json(find_movement(db, movement).value());
    return out;
  };
  return decision;
}

Result<Waybill> begun(const CommandContext& context, const WaybillParts& parts, const Release& release,
                      const Place& place) {
  auto vehicle = sealed_vehicle(parts.keys, context.params.at("vehicle"), key_owner(release.incident));
  if (!vehicle) return fail(std::move(vehicle.error()));
  Waybill waybill{.waybill = make_uuid(context.now),
                  .number = next_waybill_number(context.db),
                  .release = release.release,
                  .from = place.place,
                  .from_division = place.facts.division,
                  .to = release.to,
                  .vehicle = std::move(*vehicle),
                  .exercise = release.exercise,
                  .incident = release.incident,
                  .signatures = {context.caller.actor()},
                  .picked_at = context.now};
  if (const auto eta = optional_at<std::string>(context.params, "eta")) waybill.eta = parse_time(*eta).value();
  return waybill;
}

Result<api::Decision> decide_pick(const CommandContext& context, const WaybillParts& parts) {
  const auto place = known_place(context.db, text_at(context.params, "place"));
  if (!place) return fail(place.error());
  if (auto held = check_keeper(*place, context.caller.jurisdiction); !held) return fail(std::move(held.error()));
  const auto release = known_release(context.db, text_at(context.params, "release"));
  if (!release) return fail(release.error());
  const auto picks = read_picks(context.db, context.params.at("lines"));
  if (!picks) return fail(picks.error());
  if (auto mode = mode_of(*picks, release->exercise); !mode) return fail(std::move(mode.error()));
  auto usable = check_fresh(*picks, day_of(context.now)).and_then([&] {
    return check_earmarks(context.db, *picks, {release->to.division, release->incident});
  });
  if (!usable) return fail(std::move(usable.error()));
  auto waybill = begun(context, parts, *release, *place);
  if (!waybill) return fail(std::move(waybill.error()));
  for (const auto& pick : *picks) {
    waybill->loads.push_back({.item = pick.batch.facts.item,
                              .batch = pick.batch.batch,
                              .label = pick.batch.label,
                              .bin = pick.bin,
                              .quantity = pick.quantity});
  }
  if (auto held = check_pick(*release, *waybill, sent_of(context.db, release->release)); !held) {
    return fail(std::move(held.error()));
  }
  if (auto held = check_posting(context.db, parts.goods, departure(*waybill, context.now, "")); !held) {
    return fail(std::move(held.error()));
  }
  return stated(parts, kWaybillPicked, *waybill);
}

Result<Waybill> seen_waybill(const CommandContext& context) {
  auto found = known_waybill(context.db, text_at(context.params, "waybill"));
  if (!found) return found;
  const auto expected = context.params.at("expected_version").get<std::int64_t>();
  if (auto fresh = journal::expect_version(context.db, waybill_stream(found->waybill), expected); !fresh) {
    return fail(std::move(fresh.error()));
  }
  return found;
}

/// The waybill at the version its sender saw, if he works for the office that keeps the place it leaves from.
Result<Waybill> own_waybill(const CommandContext& context) {
  auto waybill = seen_waybill(context);
  if (!waybill) return waybill;
  const auto place = known_place(context.db, waybill->from).value();
  return check_keeper(place, context.caller.jurisdiction).map([&] { return std::move(*waybill); });
}

ReceiptKey fresh_key(const Waybill& waybill, const ReceiptSecrets& secrets) {
  return {.waybill = waybill.waybill,
          .number = waybill.number,
          .code = secrets.code(),
          .token = secrets.token(),
          .division = waybill.from_division,
          .exercise = waybill.exercise};
}

Result<api::Decision> decide_dispatch(const CommandContext& context, const WaybillParts& parts) {
  auto waybill = own_waybill(context);
  if (!waybill) return fail(std::move(waybill.error()));
  const auto release = find_release(context.db, waybill->release).value();
  if (auto held = check_dispatch(*waybill, release, context.caller.actor()); !held)
    return fail(std::move(held.error()));
  const auto at = api::moment_in(context);
  if (auto held = check_moment(at, context.now); !held) return fail(std::move(held.error()));
  const auto moved = departure(*waybill, at, make_uuid(context.now));
  if (auto held = check_posting(context.db, parts.goods, moved, true); !held) return fail(std::move(held.error()));
  waybill->state = WaybillState::dispatched;
  waybill->signatures.push_back(context.caller.actor());
  waybill->dispatched_at = at;
  auto decision = stated(parts, kWaybillDispatched, *waybill, moved);
  decision.entries.push_back(receipt_opened(fresh_key(*waybill, parts.secrets)));
  return decision;
}

Result<api::Decision> decide_cancel(const CommandContext& context, const WaybillParts& parts) {
  auto waybill = own_waybill(context);
  if (!waybill) return fail(std::move(waybill.error()));
  if (auto held = check_cancel(*waybill); !held) return fail(std::move(held.error()));
  waybill->state = WaybillState::cancelled;
  waybill->cancel_reason = text_at(context.params, "reason");
  return stated(parts, kWaybillCancelled, *waybill);
}

/// Into a place only its keeper counts goods in, and only into bins it has.
Result<void> check_receiver(const CommandContext& context, const Waybill& waybill, const std::vector<Count>& counts) {
  if (!waybill.to.place) return {};
  const auto place = known_place(context.db, *waybill.to.place).value();
  if (auto held = check_keeper(place, context.caller.jurisdiction); !held) return held;
  for (std::size_t i = 0; i < counts.size(); ++i) {
    const auto pointer = "/lines/" + std::to_string(i) + "/bin";
    if (auto held = check_bin(place, counts[i].bin, pointer); !held) return held;
  }
  return {};
}

std::vector<Count> counts_in(const json& lines) {
  std::vector<Count> counts;
  for (const auto& line : lines) {
    counts.push_back({.line = line.at("line"),
                      .received = line.at("received"),
                      .damaged = line.at("damaged"),
                      .bin = line.value("bin", "")});
  }
  return counts;
}

Result<api::Decision> decide_receive(const CommandContext& context, const WaybillParts& parts) {
  const auto waybill = seen_waybill(context);
  if (!waybill) return fail(waybill.error());
  const auto counts = counts_in(context.params.at("lines"));
  if (auto held = check_receiver(context, *waybill, counts); !held) return fail(std::move(held.error()));
  const auto at = api::moment_in(context);
  if (auto held = check_moment(at, context.now); !held) return fail(std::move(held.error()));
  auto receipt = sealed_receiver(parts.keys, context.params.at("received_by"), key_owner(waybill->incident));
  if (!receipt) return fail(std::move(receipt.error()));
  receipt->at = at;
  receipt->note = optional_at<std::string>(context.params, "note");
  const auto taken = receiving(context.db, parts.goods, *waybill, counts, std::move(*receipt), context.now,
                               receipt_settings(parts.norms).difference_term);
  if (!taken) return fail(taken.error());
  return stated(parts, kWaybillReceived, taken->after, taken->moved);
}

Result<api::Decision> decide_settle(const CommandContext& context, const WaybillParts& parts) {
  auto waybill = seen_waybill(context);
  if (!waybill) return fail(std::move(waybill.error()));
  const auto place = known_place(context.db, waybill->from).value();
  if (auto held = check_user_office(place, context.caller.jurisdiction); !held) return fail(std::move(held.error()));
  if (auto held = check_settle(*waybill); !held) return fail(std::move(held.error()));
  const auto& outcome = text_at(context.params, "outcome");
  if (auto held = check_open(place); outcome == "returned" && !held) return fail(std::move(held.error()));
  auto& difference = *waybill->difference;
  difference.outcome = outcome;
  difference.reason = text_at(context.params, "reason");
  difference.settled_at = context.now;
  difference.settled_by = context.caller.actor();
  const auto moved = settlement(*waybill, context.now, make_uuid(context.now));
  if (auto held = check_posting(context.db, parts.goods, moved); !held) return fail(std::move(held.error()));
  settle_lines(*waybill);
  auto decision = stated(parts, kWaybillSettled, *waybill, moved.lines.empty() ? std::nullopt : std::optional{moved});
  const SentBackBy receiver{waybill->to.division, waybill->to.site};
  if (const auto damaged = recovery_of_damaged(context.db, moved, receiver, make_uuid(context.now))) {
    decision.entries.push_back(recovery_fact(kRecoveryReturned, *damaged));
  }
  return decision;
}

using Decide = Result<api::Decision> (*)(const CommandContext&, const WaybillParts&);

api::Operation command(const WaybillParts& parts, std::string name, Text summary, std::vector<Field> fields,
                       RoleSet roles, Decide decide) {
  fields.push_back(need("command_id", Shape::uuid()));
  return {.name = std::move(name),
          .kind = api::Kind::command,
          .summary = std::move(summary),
          .params = Shape::object(std::move(fields)),
          .roles = roles,
          .command = [parts, decide](const CommandContext& context) { return decide(context, parts); }};
}

std::vector<Field> of_waybill(std::vector<Field> fields) {
  fields.push_back(need("waybill", Shape::uuid()));
  fields.push_back(need("expected_version", version_shape()));
  return fields;
}

api::Operation pick(const WaybillParts& parts) {
  auto line = Shape::object(
      {need("batch", Shape::uuid()), may("bin", bin_shape()), need("quantity", Shape::integer(1, kMostUnits))});
  auto vehicle = Shape::object(
      {need("plate", Shape::text(1, 20)), need("driver", Shape::text(1, 40)), need("phone", Shape::text(3, 40))});
  auto operation = command(parts, "waybill.pick",
                           {"按动用指令拣货并开运单（第一人签字）", "Pick goods for a release; the first signature"},
                           {need("release", Shape::uuid()), need("place", Shape::uuid()),
                            need("lines", Shape::array(std::move(line), 1, 200)), need("vehicle", std::move(vehicle)),
                            may("eta", Shape::time())},
                           {Role::warehouse_keeper}, decide_pick);
  operation.scope = division_of_place;
  operation.stands_for = [parts](const json& params) { return without(parts.keys, params, "/vehicle"); };
  return operation;
}

api::Operation receive(const WaybillParts& parts) {
  auto line = Shape::object({need("line", Shape::integer(0, 199)), need("received", Shape::integer(0, kMostUnits)),
                             need("damaged", Shape::integer(0, kMostUnits)), may("bin", bin_shape())});
  auto by = Shape::object({need("name", Shape::text(1, 40)), may("phone", Shape::text(3, 40).or_null())});
  auto operation = command(
      parts, "waybill.receive", {"清点签收到货，差异自动立案", "Count what arrived; what differs opens a case"},
      of_waybill({may("occurred_at", Shape::time()), need("received_by", std::move(by)),
                  need("lines", Shape::array(std::move(line), 1, 200)), may("note", Shape::text(1, kLongestReason))}),
      {Role::warehouse_keeper, Role::township_clerk, Role::county_duty}, decide_receive);
  operation.stands_for = [parts](const json& params) { return without(parts.keys, params, "/received_by"); };
  operation.scope = [](store::Connection& db, const json& params) {
    return known_waybill(db, text_at(params, "waybill")).map([](const Waybill& waybill) {
      return waybill.to.division;
    });
  };
  return operation;
}

Result<DivisionCode> sender_of_waybill(store::Connection& db, const json& params) {
  return known_waybill(db, text_at(params, "waybill")).map([](const Waybill& waybill) {
    return waybill.from_division;
  });
}

api::Operation sent(api::Operation operation) {
  operation.scope = sender_of_waybill;
  return operation;
}

}  // namespace

void declare_waybill_operations(api::Registry& registry, const WaybillParts& parts) {
  const auto reason = [] { return need("reason", Shape::text(1, kLongestReason)); };
  registry.add(pick(parts));
  registry.add(
      sent(command(parts, "waybill.dispatch", {"发运（第二人签字）", "Send it off; the second signature"},
                   of_waybill({may("occurred_at", Shape::time())}), {Role::warehouse_keeper}, decide_dispatch)));
  registry.add(sent(command(parts, "waybill.cancel", {"取消未发运的运单", "Cancel a waybill that has not left"},
                            of_waybill({reason()}), {Role::warehouse_keeper}, decide_cancel)));
  registry.add(receive(parts));
  registry.add(sent(command(parts, "waybill.settle",
                            {"处理签收差异：核销，或退回发货库（破损的进待检区）",
                             "Settle a difference: written off, or back in the store, what is damaged set aside"},
                            of_waybill({need("outcome", Shape::one_of({"lost", "returned"})), reason()}), kUserOffice,
                            decide_settle)));
  declare_waybill_queries(registry, parts);
}

}  // namespace anlan::supplies
