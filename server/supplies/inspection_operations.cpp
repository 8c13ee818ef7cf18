#include <algorithm>
#include <utility>

#include "base/uuid.hpp"
#include "journal/blobs.hpp"
#include "journal/journal.hpp"
#include "journal/reading.hpp"
#include "supplies/aside_entries.hpp"
#include "supplies/aside_view.hpp"
#include "supplies/inspection_rules.hpp"
#include "supplies/json_fields.hpp"
#include "supplies/movement_entries.hpp"
#include "supplies/movement_filling.hpp"
#include "supplies/movement_ways.hpp"
#include "supplies/place_rules.hpp"
#include "supplies/posting.hpp"
#include "supplies/supply_operations.hpp"
#include "supplies/supply_shapes_operations.hpp"

namespace anlan::supplies {

using access::Role;
using api::CommandContext;
using api::Field;
using api::may;
using api::need;
using api::Shape;
using nlohmann::json;

namespace {

json inspection_wire(const Inspection& inspection) {
  auto out = inspection_json(inspection);
  out["version"] = inspection.version;
  return out;
}

/// The paper as it is from now on, and what moved with it.
api::Decision stated(std::string_view type, const Inspection& inspection, std::vector<journal::Draft> moved) {
  api::Decision decision;
  decision.entries.push_back(inspection_fact(type, inspection));
  for (auto& draft : moved) decision.entries.push_back(std::move(draft));
  decision.answer = [id = inspection.inspection](store::Connection& db, const std::vector<journal::Entry>&) {
    return json{{"inspection", inspection_wire(find_inspection(db, id).value())}};
  };
  return decision;
}

/// Of a known batch, or of one that comes into being.
std::string label_of(store::Connection& db, const std::vector<Batch>& born, const std::string& batch) {
  const auto fresh = std::ranges::find(born, batch, &Batch::batch);
  return fresh == born.end() ? find_batch(db, batch).value().label : fresh->label;
}

Result<Inspection> existing_inspection(store::Connection& db, const json& params) {
  auto found = find_inspection(db, text_at(params, "inspection"));
  if (found) return std::move(*found);
  return fail(ProblemKind::not_found, "unknown-inspection",
              {"没有这张验收单，请刷新后重选", "there is no such inspection; reload and choose again"});
}

Result<DivisionCode> division_of_inspection(store::Connection& db, const json& params) {
  return existing_inspection(db, params).map([](const Inspection& inspection) { return inspection.division; });
}

/// The inspection at the version its sender saw, if he works for the office that keeps its place.
Result<Inspection> own_inspection(const CommandContext& context) {
  auto found = existing_inspection(context.db, context.params);
  if (!found) return found;
  const auto expected = context.params.at("expected_version").get<std::int64_t>();
  if (auto fresh = journal::expect_version(context.db, inspection_stream(found->inspection), expected); !fresh) {
    return fail(std::move(fresh.error()));
  }
  const auto place = known_place(context.db, found->place).value();
  return check_keeper(place, context.caller.jurisdiction).map([&] { return std::move(*found); });
}

/// What arrived, as a movement that does not reach the bins yet; with the batches that come into being.
Result<Filled> arrival_of(const CommandContext& context, const Place& place, const GoodsCatalogue& goods,
                          const divisions::Divisions& divisions, const Inspection& inspection) {
  const Asked asked{context.db, context.params, context.now, place, goods, divisions};
  return fill_receive(asked, {.movement = inspection.movement,
                              .kind = MovementKind::receive,
                              .place = place.place,
                              .division = place.facts.division,
                              .occurred_at = inspection.arrived_at,
                              .document = inspection.document,
                              .incident = inspection.incident,
                              .note = inspection.note,
                              .evidence = {{"inspection", inspection.inspection}}});
}

Result<api::Decision> decide_arrive(const CommandContext& context, const GoodsCatalogue& goods,
                                    const divisions::Divisions& divisions) {
  const auto& params = context.params;
  const auto place = known_place(context.db, text_at(params, "place"));
  if (!place) return fail(place.error());
  auto held =
      check_keeper(*place, context.caller.jurisdiction).and_then([&] { return check_open(*place); }).and_then([&] {
        return check_not_given(text_at(params, "source"));
      });
  if (!held) return fail(std::move(held.error()));
  Inspection inspection{.inspection = make_uuid(context.now),
                        .number = next_inspection_number(context.db),
                        .place = place->place,
                        .division = place->facts.division,
                        .source = text_at(params, "source"),
                        .document = optional_at<std::string>(params, "document"),
                        .incident = optional_at<std::string>(params, "incident"),
                        .note = optional_at<std::string>(params, "note"),
                        .arrived_at = api::moment_in(context),
                        .arrived_by = context.caller.actor(),
                        .movement = make_uuid(context.now)};
  if (auto past = check_moment(inspection.arrived_at, context.now); !past) return fail(std::move(past.error()));
  auto filled = arrival_of(context, *place, goods, divisions, inspection);
  if (!filled) return fail(std::move(filled.error()));
  inspection.exercise = filled->movement.exercise;
  for (auto& line : filled->movement.lines) {
    const auto label = label_of(context.db, filled->born, line.batch);
    inspection.lines.push_back({line.item, line.batch, label, line.quantity, line.to.bin});
    line.to = spot(Side::aside, place->place);
  }
  std::vector<journal::Draft> moved;
  moved.push_back(stock_moved(filled->movement, filled->born));
  return stated(kInspectionArrived, inspection, std::move(moved));
}

api::Operation arrive(const GoodsCatalogue& goods, const divisions::Divisions& divisions) {
  return {.name = "inspection.arrive",
          .kind = api::Kind::command,
          .summary = {"到货登记，验收前不计入可用库存", "Enter a delivery; it is no stock before it was inspected"},
          .params = Shape::object({need("command_id", Shape::uuid()), need("place", Shape::uuid()),
                                   need("source", Shape::one_of({"supplier", "donor"})),
                                   may("exercise", Shape::boolean()), may("occurred_at", Shape::time()),
                                   may("document", Shape::text(1, 100), "number of the delivery note"),
                                   may("incident", Shape::uuid()), may("note", Shape::text(1, kLongestReason)),
                                   need("lines", received_lines_shape())}),
          .roles = {Role::warehouse_keeper},
          .scope = division_of_place,
          .command = [&](const CommandContext& context) { return decide_arrive(context, goods, divisions); }};
}

/// Writes what was found into the lines of the paper: each of them is named once, in order.
Result<void> enter_findings(const json& said, Inspection& inspection) {
  if (said.size() != inspection.lines.size()) {
    return fail_field("/lines", "bad-verdict",
                      {"每一行都要有结论，请补全", "every line needs its finding, in the order of the paper"});
  }
  for (std::size_t i = 0; i < said.size(); ++i) {
    auto& line = inspection.lines[i];
    line.sampled = said[i].at("sampled");
    line.accepted = said[i].at("accepted");
    line.rejected = said[i].at("rejected");
    line.defects = optional_at<std::string>(said[i], "defects");
  }
  return {};
}

Result<api::Decision> decide_conclude(const CommandContext& context, const GoodsCatalogue& goods) {
  const auto& params = context.params;
  auto inspection = own_inspection(context);
  if (!inspection) return fail(std::move(inspection.error()));
  const Verdict verdict{.at = context.now,
                        .by = context.caller.actor(),
                        .inspectors = params.at("inspectors"),
                        .conclusion = text_at(params, "conclusion"),
                        .report = optional_at<std::string>(params, "report")};
  auto held = check_waiting(*inspection)
                  .and_then([&] { return enter_findings(params.at("lines"), *inspection); })
                  .and_then([&] { return check_verdict(*inspection, verdict); });
  if (!held) return fail(std::move(held.error()));
  if (verdict.report && !journal::has_blob(context.db, *verdict.report)) return unknown_blob("/report");
  inspection->state = InspectionState::concluded;
  inspection->verdict = verdict;
  std::vector<journal::Draft> moved;
  for (const auto& movement : {inspection_accepted(*inspection, make_uuid(context.now)),
                               inspection_rejected(*inspection, make_uuid(context.now))}) {
    if (movement.lines.empty()) continue;
    if (auto posted = check_posting(context.db, goods, movement); !posted) return fail(std::move(posted.error()));
    moved.push_back(stock_moved(movement));
  }
  return stated(kInspectionConcluded, *inspection, std::move(moved));
}

/// A change of a paper: what all of them take, and `fields`.
api::Operation change(std::string name, Text summary, std::vector<Field> fields, api::Command command) {
  std::vector<Field> all{need("command_id", Shape::uuid()), need("inspection", Shape::uuid()),
                         need("expected_version", version_shape())};
  all.insert(all.end(), std::make_move_iterator(fields.begin()), std::make_move_iterator(fields.end()));
  return {.name = std::move(name),
          .kind = api::Kind::command,
          .summary = std::move(summary),
          .params = Shape::object(std::move(all)),
          .roles = {Role::warehouse_keeper},
          .scope = division_of_inspection,
          .command = std::move(command)};
}

api::Operation conclude(const GoodsCatalogue& goods) {
  const auto some = [] { return Shape::integer(0, kMostUnits); };
  auto line = Shape::object({need("sampled", some(), "opened and looked at"), need("accepted", some()),
                             need("rejected", some()), may("defects", Shape::text(1, kLongestReason).or_null())});
  return change("inspection.conclude",
                {"验收结论：合格入库，不合格退回", "Conclude an inspection: accepted into stock, the rest back"},
                {need("inspectors", Shape::array(Shape::text(1, 40), 1, 20), "two sign"),
                 need("conclusion", Shape::text(1, kLongestReason)), may("report", Shape::blob(), "the signed paper"),
                 need("lines", Shape::array(std::move(line), 1, 500), "one for each line of the paper, in its order")},
                [&goods](const CommandContext& context) { return decide_conclude(context, goods); });
}

Result<api::Decision> decide_cancel(const CommandContext& context, const GoodsCatalogue& goods) {
  auto inspection = own_inspection(context);
  if (!inspection) return fail(std::move(inspection.error()));
  if (auto held = check_waiting(*inspection); !held) return fail(std::move(held.error()));
  const auto original = find_movement(context.db, inspection->movement).value().movement;
  const auto reversal = reversal_of(original, make_uuid(context.now), context.now, text_at(context.params, "reason"));
  if (auto held = check_posting(context.db, goods, reversal); !held) return fail(std::move(held.error()));
  inspection->state = InspectionState::cancelled;
  inspection->note = text_at(context.params, "reason");
  std::vector<journal::Draft> moved;
  moved.push_back(stock_reversed(reversal));
  return stated(kInspectionCancelled, *inspection, std::move(moved));
}

api::Operation list() {
  auto query = [](const api::QueryContext& context) -> Result<json> {
    const PaperFilter filter{optional_at<std::string>(context.params, "place"),
                             optional_at<std::string>(context.params, "state")};
    auto out = json::array();
    for (const auto& inspection : list_inspections(context.db, context.caller.jurisdiction, filter)) {
      out.push_back(inspection_wire(inspection));
    }
    return json{{"inspections", std::move(out)}, {"seq", journal::head_seq(context.db)}};
  };
  return {.name = "inspection.list",
          .kind = api::Kind::query,
          .summary = {"到货验收单，新的在前", "Inspections of deliveries, the newest first"},
          .params = Shape::object(
              {may("place", Shape::uuid()), may("state", Shape::one_of({"waiting", "concluded", "cancelled"}))}),
          .roles = kReaders,
          .query = std::move(query)};
}

}  // namespace

void declare_inspection_operations(api::Registry& registry, const GoodsCatalogue& goods,
                                   const divisions::Divisions& divisions) {
  registry.add(arrive(goods, divisions));
  registry.add(conclude(goods));
  registry.add(change("inspection.cancel", {"作废一张记错的到货单", "Take back a delivery that was entered wrongly"},
                      {need("reason", Shape::text(1, kLongestReason))},
                      [&goods](const CommandContext& context) { return decide_cancel(context, goods); }));
  registry.add(list());
  registry.add(api::Topic{.name = "inspection",
                          .summary = {"到货、验收结论", "Deliveries and what their inspection found"},
                          .roles = kReaders});
}

}  // namespace anlan::supplies
