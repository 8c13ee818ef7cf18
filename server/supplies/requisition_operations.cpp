#include <utility>

#include "base/uuid.hpp"
#include "journal/journal.hpp"
#include "journal/reading.hpp"
#include "supplies/json_fields.hpp"
#include "supplies/movement_entries.hpp"
#include "supplies/movement_filling.hpp"
#include "supplies/place_rules.hpp"
#include "supplies/posting.hpp"
#include "supplies/requisition_entries.hpp"
#include "supplies/requisition_rules.hpp"
#include "supplies/requisition_view.hpp"
#include "supplies/sources_operations.hpp"
#include "supplies/supply_personal_operations.hpp"
#include "supplies/supply_shapes_operations.hpp"

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

constexpr RoleSet kKeeping{Role::warehouse_keeper};
constexpr RoleSet kLooking{Role::warehouse_keeper, Role::dispatcher, Role::leader};

json requisition_wire(const access::KeyRing& keys, const Requisition& requisition, const Day& today) {
  auto out = requisition_json(requisition);
  out["version"] = requisition.version;
  out["contact"] = masked_contact(keys, requisition.contact);
  out["state"] = to_string(requisition.state());
  out["paid"] = requisition.paid();
  out["overdue"] = requisition.overdue_on(today);
  return out;
}

api::Decision stated(const SourceParts& parts, std::string_view type, const Requisition& requisition, Instant now,
                     std::vector<journal::Draft> moved = {}) {
  api::Decision decision;
  decision.entries = std::move(moved);
  decision.entries.push_back(requisition_fact(type, requisition));
  decision.answer = [&keys = parts.keys, id = requisition.requisition, today = day_of(now)](
                        store::Connection& db, const std::vector<journal::Entry>&) {
    return json{{"requisition", requisition_wire(keys, find_requisition(db, id).value(), today)}};
  };
  return decision;
}

Result<Requisition> begun(const CommandContext& context, const SourceParts& parts, const Place& place) {
  const auto& params = context.params;
  auto contact = sealed_contact(parts.keys, params, "contact");
  if (!contact) return fail(std::move(contact.error()));
  const auto incident = optional_at<std::string>(params, "incident");
  const auto exercise = exercise_of(context.db, incident);
  if (!exercise) return fail(exercise.error());
  Requisition requisition{.requisition = make_uuid(context.now),
                          .number = next_requisition_number(context.db),
                          .place = place.place,
                          .division = place.facts.division,
                          .unit = optional_at<std::string>(params, "unit"),
                          .contact = std::move(*contact),
                          .basis = params.at("basis"),
                          .incident = incident,
                          .return_by = optional_at<Day>(params, "return_by"),
                          .at = api::moment_in(context),
                          .exercise = exercise->value_or(params.value("exercise", false)),
                          .by = context.caller.actor()};
  for (const auto& line : params.at("lines")) {
    requisition.lines.push_back({.what = line.value("what", ""),
                                 .item = optional_at<std::string>(line, "item"),
                                 .bin = line.value("bin", ""),
                                 .quantity = line.at("quantity"),
                                 .value = line.at("value")});
  }
  return requisition;
}

Result<void> check_lines(const json& lines) {
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const bool goods = lines[i].contains("item") && lines[i].contains("new_batch");
    const bool thing = lines[i].contains("what") && !lines[i].contains("item") && !lines[i].contains("new_batch");
    if (goods || thing) continue;
    return fail_field("/lines/" + std::to_string(i), "bad-requisition",
                      {"目录内物资请填品名和批次信息，车辆、机具请填名称和号牌",
                       "name goods by their item and batch, a vehicle or machine in words with its plate"});
  }
  return {};
}

/// The goods among the lines become batches of ours, as with any receipt; a fault's pointer counts the lines as sent.
Result<std::vector<Batch>> take_goods(const CommandContext& context, const SourceParts& parts, const Place& place,
                                      Requisition& requisition) {
  const Origin origin{.kind = OriginKind::requisition, .level = place.facts.level, .document = requisition.number};
  auto goods = json::array();
  std::vector<std::size_t> rows;
  for (std::size_t i = 0; i < requisition.lines.size(); ++i) {
    if (!requisition.lines[i].item) continue;
    auto line = context.params.at("lines")[i];
    line["new_batch"]["origin"] = origin_json(origin);
    goods.push_back(std::move(line));
    rows.push_back(i);
  }
  if (rows.empty()) return std::vector<Batch>{};
  const json params{
      {"source", to_string(Side::owner)}, {"exercise", requisition.exercise}, {"lines", std::move(goods)}};
  auto filled = fill_receive({context.db, params, context.now, place, parts.goods, parts.divisions},
                             {.movement = "",
                              .place = place.place,
                              .division = place.facts.division,
                              .occurred_at = requisition.at,
                              .incident = requisition.incident});
  if (!filled) return fail(std::move(filled.error()));
  for (std::size_t i = 0; i < rows.size(); ++i) {
    auto& line = requisition.lines[rows[i]];
    const auto& batch = filled->born[i];
    line.what = parts.goods.find(batch.facts.item)->name.zh;
    line.batch = batch.batch;
    line.label = batch.label;
  }
  return std::move(filled->born);
}

Result<api::Decision> decide_open(const CommandContext& context, const SourceParts& parts) {
  const auto place = known_place(context.db, text_at(context.params, "place"));
  if (!place) return fail(place.error());
  auto requisition = begun(context, parts, *place);
  if (!requisition) return fail(std::move(requisition.error()));
  auto held = check_keeper(*place, context.caller.jurisdiction)
                  .and_then([&] { return check_open(*place); })
                  .and_then([&] { return check_moment(requisition->at, context.now); })
                  .and_then([&] { return check_requisition(*requisition); })
                  .and_then([&] { return check_lines(context.params.at("lines")); });
  if (!held) return fail(std::move(held.error()));
  const auto born = take_goods(context, parts, *place, *requisition);
  if (!born) return fail(born.error());
  std::vector<journal::Draft> facts;
  if (!born->empty()) facts.push_back(stock_moved(requisition_arrival(*requisition, make_uuid(context.now)), *born));
  return stated(parts, kRequisitionOpened, *requisition, context.now, std::move(facts));
}

Result<Requisition> existing_requisition(store::Connection& db, const json& params) {
  auto found = find_requisition(db, text_at(params, "requisition"));
  if (found) return std::move(*found);
  return fail(ProblemKind::not_found, "unknown-requisition",
              {"没有这张征用单，请刷新后重选", "there is no such requisition; reload and choose again"});
}

Result<DivisionCode> division_of_requisition(store::Connection& db, const json& params) {
  return existing_requisition(db, params).map([](const Requisition& found) { return found.division; });
}

/// The paper at the version its sender saw.
Result<Requisition> seen_requisition(const CommandContext& context) {
  auto found = existing_requisition(context.db, context.params);
  if (!found) return found;
  const auto expected = context.params.at("expected_version").get<std::int64_t>();
  return journal::expect_version(context.db, requisition_stream(found->requisition), expected).map([&] {
    return std::move(*found);
  });
}

std::vector<Redeemed> redeemed_in(const json& lines) {
  std::vector<Redeemed> back;
  for (const auto& line : lines) {
    back.push_back({.line = line.at("line"),
                    .returned = line.value("returned", Quantity{0}),
                    .damaged = line.value("damaged", Quantity{0}),
                    .consumed = line.value("consumed", Quantity{0}),
                    .bin = line.value("bin", "")});
  }
  return back;
}

Result<api::Decision> decide_return(const CommandContext& context, const SourceParts& parts) {
  const auto requisition = seen_requisition(context);
  if (!requisition) return fail(requisition.error());
  const auto place = known_place(context.db, requisition->place).value();
  const auto back = redeemed_in(context.params.at("lines"));
  const auto at = api::moment_in(context);
  auto held = check_keeper(place, context.caller.jurisdiction)
                  .and_then([&] { return check_moment(at, context.now); })
                  .and_then([&] { return check_redeem(*requisition, back); });
  if (!held) return fail(std::move(held.error()));
  auto moved = requisition_return(*requisition, back, at, make_uuid(context.now));
  moved.note = optional_at<std::string>(context.params, "note");
  if (auto kept = check_posting(context.db, parts.goods, moved); !kept) return fail(std::move(kept.error()));
  std::vector<journal::Draft> facts;
  if (!moved.lines.empty()) facts.push_back(stock_moved(moved));
  return stated(parts, kRequisitionReturned, redeemed(*requisition, back), context.now, std::move(facts));
}

Result<api::Decision> decide_compensate(const CommandContext& context, const SourceParts& parts) {
  auto requisition = seen_requisition(context);
  if (!requisition) return fail(std::move(requisition.error()));
  const auto place = known_place(context.db, requisition->place).value();
  if (auto held = check_user_office(place, context.caller.jurisdiction); !held) return fail(std::move(held.error()));
  const auto& params = context.params;
  if (!params.contains("due") && !params.contains("payment")) {
    return fail_field("/due", "bad-compensation",
                      {"请填应补偿金额，或登记一笔付款", "say what is due, or enter a payment"});
  }
  if (params.contains("due")) {
    requisition->due = params.at("due").at("amount").get<Fen>();
    requisition->due_note = text_at(params.at("due"), "note");
  }
  if (params.contains("payment")) {
    const auto& payment = params.at("payment");
    requisition->payments.push_back({payment.at("amount"), payment.at("document"),
                                     parse_time(text_at(payment, "at")).value(), context.caller.actor()});
    if (auto held = check_moment(requisition->payments.back().at, context.now); !held)
      return fail(std::move(held.error()));
  }
  if (auto held = check_money(*requisition); !held) return fail(std::move(held.error()));
  return stated(parts, kRequisitionCompensated, *requisition, context.now);
}

Result<Unsealed> contact_in_clear(const CommandContext& context, const access::KeyRing& keys) {
  return existing_requisition(context.db, context.params).map([&](const Requisition& requisition) {
    return Unsealed{.stream = requisition_stream(requisition.requisition),
                    .division = requisition.division,
                    .fields = {"name", "phone"},
                    .clear = clear_contact(keys, requisition.contact)};
  });
}

using Decide = Result<api::Decision> (*)(const CommandContext&, const SourceParts&);

api::Operation command(const SourceParts& parts, std::string name, Text summary, std::vector<Field> fields,
                       RoleSet roles, Decide decide) {
  fields.push_back(need("command_id", Shape::uuid()));
  return {.name = std::move(name),
          .kind = api::Kind::command,
          .summary = std::move(summary),
          .params = Shape::object(std::move(fields)),
          .roles = roles,
          .scope = division_of_requisition,
          .command = [parts, decide](const CommandContext& context) { return decide(context, parts); }};
}

std::vector<Field> of_requisition(std::vector<Field> fields) {
  fields.push_back(need("requisition", Shape::uuid()));
  fields.push_back(need("expected_version", version_shape()));
  return fields;
}

Shape fen_shape(Fen least) { return Shape::integer(least, kMostFen); }

api::Operation opening(const SourceParts& parts) {
  auto line = Shape::object({may("what", Shape::text(1, 100), "a vehicle or machine, with its plate"),
                             may("item", Shape::text(1, 60), "goods of the catalogue"),
                             may("new_batch", fresh_batch_shape(), "of goods"), may("bin", bin_shape()),
                             need("quantity", Shape::integer(1, kMostUnits)),
                             need("value", fen_shape(0), "of the line, in fen")});
  auto operation =
      command(parts, "requisition.open",
              {"登记征用的物资、车辆和机具", "Enter goods, vehicles and machines that are requisitioned"},
              {need("place", Shape::uuid(), "the store that answers for them"),
               may("unit", Shape::text(1, 100).or_null(), "the organisation they are taken from"),
               may("contact", contact_shape().or_null(), "the owner, or whom to ask there"),
               need("basis", Shape::text(1, kLongestReason), "the order and the article it stands on"),
               may("incident", Shape::uuid()), may("exercise", Shape::boolean()), may("occurred_at", Shape::time()),
               may("return_by", day_shape().or_null()), need("lines", Shape::array(std::move(line), 1, 200))},
              kKeeping, decide_open);
  operation.scope = division_of_place;
  operation.stands_for = [parts](const json& params) { return without(parts.keys, params, "/contact"); };
  return operation;
}

api::Operation giving_back(const SourceParts& parts) {
  auto line = Shape::object({need("line", Shape::integer(0, 199)), may("returned", Shape::integer(0, kMostUnits)),
                             may("damaged", Shape::integer(0, kMostUnits)),
                             may("consumed", Shape::integer(0, kMostUnits)), may("bin", bin_shape())});
  return command(
      parts, "requisition.return",
      {"登记归还、损坏和消耗", "Enter what was returned, what of it is damaged, and what was used up"},
      of_requisition({may("occurred_at", Shape::time()), need("lines", Shape::array(std::move(line), 1, 200)),
                      may("note", Shape::text(1, kLongestReason))}),
      kKeeping, decide_return);
}

api::Operation compensate(const SourceParts& parts) {
  auto due = Shape::object({need("amount", fen_shape(0), "fen"), need("note", Shape::text(1, kLongestReason))});
  auto payment = Shape::object(
      {need("amount", fen_shape(1), "fen"), need("document", Shape::text(1, 100)), need("at", Shape::time())});
  return command(
      parts, "requisition.compensate", {"确定应补偿金额，登记付款", "Settle on the compensation, and enter payments"},
      of_requisition({may("due", std::move(due)), may("payment", std::move(payment))}), kUserOffice, decide_compensate);
}

api::Operation list(const SourceParts& parts) {
  auto query = [&keys = parts.keys](const api::QueryContext& context) -> Result<json> {
    auto out = json::array();
    const bool unsettled = context.params.value("unsettled_only", false);
    for (const auto& one : list_requisitions(context.db, context.caller.jurisdiction, unsettled)) {
      out.push_back(requisition_wire(keys, one, day_of(context.now)));
    }
    return json{{"requisitions", std::move(out)}, {"seq", journal::head_seq(context.db)}};
  };
  return {.name = "requisition.list",
          .kind = api::Kind::query,
          .summary = {"征用单，未结清的在前", "Requisitions, those not settled first"},
          .params = Shape::object({may("unsettled_only", Shape::boolean())}),
          .roles = kReaders,
          .query = std::move(query)};
}

}  // namespace

void declare_requisition_operations(api::Registry& registry, const SourceParts& parts) {
  registry.add(opening(parts));
  registry.add(giving_back(parts));
  registry.add(compensate(parts));
  registry.add(reveal_operation(
      {.name = "requisition.reveal",
       .summary = {"查看物主联系方式", "See how to reach the owner"},
       .record = "requisition",
       .roles = kLooking,
       .scope = division_of_requisition,
       .unseal = [&keys = parts.keys](const CommandContext& context) { return contact_in_clear(context, keys); }}));
  registry.add(list(parts));
  registry.add(api::Topic{.name = "requisition",
                          .summary = {"征用、归还与补偿", "Property requisitioned, returned and paid for"},
                          .roles = kReaders});
}

}  // namespace anlan::supplies
