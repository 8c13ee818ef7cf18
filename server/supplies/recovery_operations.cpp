#include <utility>

#include "base/uuid.hpp"
#include "journal/blobs.hpp"
#include "journal/journal.hpp"
#include "journal/reading.hpp"
#include "supplies/aside_entries.hpp"
#include "supplies/aside_view.hpp"
#include "supplies/hands.hpp"
#include "supplies/json_fields.hpp"
#include "supplies/movement_entries.hpp"
#include "supplies/opinion_operations.hpp"
#include "supplies/place_rules.hpp"
#include "supplies/posting.hpp"
#include "supplies/recovery_rules.hpp"
#include "supplies/supply_operations.hpp"
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

/// The loan or waybill whose damaged goods these are, which is settled there; nothing when people gave them back.
json opened_by(const Movement& taken_in) {
  if (taken_in.kind == MovementKind::give_back) return nullptr;
  return {{"kind", taken_in.waybill ? "waybill" : "loan"}, {"number", or_null(taken_in.document)}};
}

json recovery_wire(store::Connection& db, const Recovery& recovery) {
  const auto taken_in = find_movement(db, recovery.movement).value().movement;
  auto out = recovery_json(recovery);
  out["version"] = recovery.version;
  out["opened_by"] = opened_by(taken_in);
  out["may_cancel"] = check_recovery_cancel(recovery, taken_in.kind).has_value();
  return out;
}

/// The paper as it is from now on, and what moved with it.
api::Decision stated(std::string_view type, const Recovery& recovery, std::optional<journal::Draft> moved = {}) {
  api::Decision decision;
  decision.entries.push_back(recovery_fact(type, recovery));
  if (moved) decision.entries.push_back(std::move(*moved));
  decision.answer = [id = recovery.recovery](store::Connection& db, const std::vector<journal::Entry>&) {
    return json{{"recovery", recovery_wire(db, find_recovery(db, id).value())}};
  };
  return decision;
}

/// The same, if the ledger lets it move; without a movement when it has no lines.
Result<api::Decision> stated_and_moved(const CommandContext& context, const GoodsCatalogue& goods,
                                       std::string_view type, const Recovery& recovery, const Movement& movement) {
  if (movement.lines.empty()) return stated(type, recovery);
  return check_posting(context.db, goods, movement).map([&] { return stated(type, recovery, stock_moved(movement)); });
}

Result<Recovery> existing_recovery(store::Connection& db, const json& params) {
  auto found = find_recovery(db, text_at(params, "recovery"));
  if (found) return std::move(*found);
  return fail(ProblemKind::not_found, "unknown-recovery",
              {"没有这张回收单，请刷新后重选", "there is no such recovery; reload and choose again"});
}

Result<DivisionCode> division_of_recovery(store::Connection& db, const json& params) {
  return existing_recovery(db, params).map([](const Recovery& recovery) { return recovery.division; });
}

struct Seen {
  Recovery recovery;
  Place place;
};

/// The recovery at the version its sender saw, and its place.
Result<Seen> seen_recovery(const CommandContext& context) {
  auto found = existing_recovery(context.db, context.params);
  if (!found) return fail(std::move(found.error()));
  const auto expected = context.params.at("expected_version").get<std::int64_t>();
  if (auto fresh = journal::expect_version(context.db, recovery_stream(found->recovery), expected); !fresh) {
    return fail(std::move(fresh.error()));
  }
  auto place = known_place(context.db, found->place).value();
  return Seen{std::move(*found), std::move(place)};
}

/// The same, for somebody of the office that keeps the place.
Result<Seen> own_recovery(const CommandContext& context) {
  auto seen = seen_recovery(context);
  if (!seen) return seen;
  return check_keeper(seen->place, context.caller.jurisdiction).map([&] { return std::move(*seen); });
}

/// A change of a paper: what all of them take, and `fields`.
api::Operation change(std::string name, Text summary, RoleSet roles, std::vector<Field> fields, api::Command command) {
  std::vector<Field> all{need("command_id", Shape::uuid()), need("recovery", Shape::uuid()),
                         need("expected_version", version_shape())};
  all.insert(all.end(), std::make_move_iterator(fields.begin()), std::make_move_iterator(fields.end()));
  return {.name = std::move(name),
          .kind = api::Kind::command,
          .summary = std::move(summary),
          .params = Shape::object(std::move(all)),
          .roles = roles,
          .scope = division_of_recovery,
          .command = std::move(command)};
}

Result<Recovery> begun(const CommandContext& context, const Place& place, const divisions::Divisions& divisions) {
  const auto& params = context.params;
  auto from = DivisionCode::parse(text_at(params, "division"));
  if (!from || !divisions.exists(*from)) {
    return fail_field("/division", "bad-movement",
                      {"没有这个区划代码，请核对", "there is no such division; check the code"});
  }
  Recovery recovery{.recovery = make_uuid(context.now),
                    .number = next_recovery_number(context.db),
                    .place = place.place,
                    .division = place.facts.division,
                    .from_division = std::move(*from),
                    .from = text_at(params, "from"),
                    .incident = optional_at<std::string>(params, "incident"),
                    .note = optional_at<std::string>(params, "note"),
                    .returned_at = api::moment_in(context),
                    .movement = make_uuid(context.now),
                    .hands = {context.caller.actor()}};
  return check_moment(recovery.returned_at, context.now).map([&] { return std::move(recovery); });
}

Result<api::Decision> decide_receive(const CommandContext& context, const GoodsCatalogue& goods,
                                     const divisions::Divisions& divisions) {
  const auto place = known_place(context.db, text_at(context.params, "place"));
  if (!place) return fail(place.error());
  auto held = check_keeper(*place, context.caller.jurisdiction).and_then([&] { return check_open(*place); });
  if (!held) return fail(std::move(held.error()));
  auto recovery = begun(context, *place, divisions);
  if (!recovery) return fail(std::move(recovery.error()));
  const auto picks = read_picks(context.db, context.params.at("lines"));
  if (!picks) return fail(picks.error());
  const auto incident = exercise_of(context.db, recovery->incident);
  if (!incident) return fail(incident.error());
  auto mode = mode_of(*picks, *incident);
  if (!mode) return fail(std::move(mode.error()));
  recovery->exercise = *mode;
  for (const auto& pick : *picks) {
    recovery->lines.push_back({pick.batch.facts.item, pick.batch.batch, pick.batch.label, pick.quantity});
  }
  const auto moved = drawn_from_hands(context.db, goods, recovery_taken_in(*recovery), Hand::household);
  if (!moved) return fail(moved.error());
  return stated_and_moved(context, goods, kRecoveryReturned, *recovery, *moved);
}

api::Operation receive(const GoodsCatalogue& goods, const divisions::Divisions& divisions) {
  auto line = Shape::object({need("batch", Shape::uuid()), need("quantity", Shape::integer(1, kMostUnits))});
  return {.name = "recovery.receive",
          .kind = api::Kind::command,
          .summary = {"回收用过的物资，先放待检区", "Take back used goods and set them aside to be cleaned and graded"},
          .params = Shape::object({need("command_id", Shape::uuid()), need("place", Shape::uuid()),
                                   need("division", Shape::division(), "whose people give it back"),
                                   need("from", Shape::text(1, 100)), may("occurred_at", Shape::time()),
                                   may("incident", Shape::uuid()), may("note", Shape::text(1, kLongestReason)),
                                   need("lines", Shape::array(std::move(line), 1, 200))}),
          .roles = {Role::warehouse_keeper},
          .scope = division_of_place,
          .command = [&](const CommandContext& context) { return decide_receive(context, goods, divisions); }};
}

Result<api::Decision> decide_clean(const CommandContext& context) {
  auto seen = own_recovery(context);
  if (!seen) return fail(std::move(seen.error()));
  auto& recovery = seen->recovery;
  if (auto held = check_cleaning(recovery); !held) return fail(std::move(held.error()));
  recovery.state = RecoveryState::cleaned;
  recovery.cleaning = text_at(context.params, "cleaning");
  recovery.hands.push_back(context.caller.actor());
  return stated(kRecoveryCleaned, recovery);
}

Result<std::vector<Grade>> grades_in(const CommandContext& context, const Place& place) {
  std::vector<Grade> grades;
  for (const auto& said : context.params.at("lines")) {
    const auto pointer = "/lines/" + std::to_string(grades.size()) + "/bin";
    grades.push_back({.line = said.at("line"),
                      .good = said.at("good"),
                      .repair = said.at("repair"),
                      .scrap = said.at("scrap"),
                      .bin = said.value("bin", "")});
    if (auto held = check_bin(place, grades.back().bin, pointer); !held) return fail(std::move(held.error()));
  }
  return grades;
}

Result<api::Decision> decide_grade(const CommandContext& context, const GoodsCatalogue& goods) {
  auto seen = own_recovery(context);
  if (!seen) return fail(std::move(seen.error()));
  const auto grades = grades_in(context, seen->place);
  if (!grades) return fail(grades.error());
  if (auto held = check_grading(seen->recovery, *grades); !held) return fail(std::move(held.error()));
  const auto movement = recovery_accepted(seen->recovery, *grades, context.now, make_uuid(context.now));
  auto recovery = graded(std::move(seen->recovery), *grades);
  recovery.hands.push_back(context.caller.actor());
  return stated_and_moved(context, goods, kRecoveryGraded, recovery, movement);
}

api::Operation grade(const GoodsCatalogue& goods) {
  const auto some = [] { return Shape::integer(0, kMostUnits); };
  auto line = Shape::object({need("line", Shape::integer(0, 199), "index into the paper's lines"),
                             need("good", some(), "back into stock"), need("repair", some(), "to be graded again"),
                             need("scrap", some(), "for the experts"), may("bin", bin_shape())});
  return change(
      "recovery.grade",
      {"给回收物资分级：完好入库、待修、待报废", "Grade what came back: into stock, under repair, beyond use"},
      {Role::warehouse_keeper}, {need("lines", Shape::array(std::move(line), 1, 200))},
      [&goods](const CommandContext& context) { return decide_grade(context, goods); });
}

Result<api::Decision> decide_scrap(const CommandContext& context, const GoodsCatalogue& goods) {
  auto seen = seen_recovery(context);
  if (!seen) return fail(std::move(seen.error()));
  const auto& opinion = context.params.at("opinion");
  auto held = check_user_office(seen->place, context.caller.jurisdiction).and_then([&] {
    return check_disposal(seen->recovery, context.caller.account, opinion);
  });
  if (!held) return fail(std::move(held.error()));
  if (!journal::has_blob(context.db, text_at(opinion, "report"))) return unknown_blob("/opinion/report");
  seen->recovery.opinion = opinion;
  const auto movement =
      recovery_scrapped(seen->recovery, text_at(context.params, "reason"), context.now, make_uuid(context.now));
  return stated_and_moved(context, goods, kRecoveryScrapped, disposed(std::move(seen->recovery)), movement);
}

api::Operation scrap(const GoodsCatalogue& goods) {
  return change("recovery.scrap",
                {"按鉴定意见批准待报废物资核销", "Approve the scrapping of what was graded as beyond use"}, kUserOffice,
                {need("reason", Shape::text(1, kLongestReason)), need("opinion", opinion_shape())},
                [&goods](const CommandContext& context) { return decide_scrap(context, goods); });
}

Result<api::Decision> decide_cancel(const CommandContext& context, const GoodsCatalogue& goods) {
  auto seen = own_recovery(context);
  if (!seen) return fail(std::move(seen.error()));
  auto& recovery = seen->recovery;
  const auto original = find_movement(context.db, recovery.movement).value().movement;
  if (auto held = check_recovery_cancel(recovery, original.kind); !held) return fail(std::move(held.error()));
  const auto reversal = reversal_of(original, make_uuid(context.now), context.now, text_at(context.params, "reason"));
  if (auto held = check_posting(context.db, goods, reversal); !held) return fail(std::move(held.error()));
  recovery.state = RecoveryState::cancelled;
  recovery.note = text_at(context.params, "reason");
  return stated(kRecoveryCancelled, recovery, stock_reversed(reversal));
}

api::Operation list() {
  auto query = [](const api::QueryContext& context) -> Result<json> {
    const PaperFilter filter{optional_at<std::string>(context.params, "place"),
                             optional_at<std::string>(context.params, "state")};
    auto out = json::array();
    for (const auto& recovery : list_recoveries(context.db, context.caller.jurisdiction, filter)) {
      out.push_back(recovery_wire(context.db, recovery));
    }
    return json{{"recoveries", std::move(out)}, {"seq", journal::head_seq(context.db)}};
  };
  return {.name = "recovery.list",
          .kind = api::Kind::query,
          .summary = {"回收单，新的在前", "Recoveries, the newest first"},
          .params = Shape::object({may("place", Shape::uuid()), may("state", Shape::one_of(recovery_state_words()))}),
          .roles = kReaders,
          .query = std::move(query)};
}

api::Operation outstanding() {
  auto query = [](const api::QueryContext& context) -> Result<json> {
    const auto division = DivisionCode::parse(text_at(context.params, "division")).value();
    auto rows = json::array();
    for (const auto& one : outstanding_in(context.db, division)) {
      rows.push_back({{"item", one.item},
                      {"batch", one.batch},
                      {"label", one.label},
                      {"division", one.division},
                      {"quantity", one.quantity},
                      {"exercise", one.exercise}});
    }
    return json{{"rows", std::move(rows)}, {"seq", journal::head_seq(context.db)}};
  };
  return {.name = "recovery.outstanding",
          .kind = api::Kind::query,
          .summary = {"一个地区手里还有哪些发放的物资", "What the people of a division were issued and still have"},
          .params = Shape::object({need("division", Shape::division())}),
          .roles = kReaders,
          .scope = api::division_at("division"),
          .query = std::move(query)};
}

}  // namespace

void declare_recovery_operations(api::Registry& registry, const GoodsCatalogue& goods,
                                 const divisions::Divisions& divisions) {
  registry.add(receive(goods, divisions));
  registry.add(change("recovery.clean", {"登记清洗消毒", "Enter that returned goods were cleaned"},
                      {Role::warehouse_keeper}, {need("cleaning", Shape::text(1, kLongestReason), "what was done")},
                      decide_clean));
  registry.add(grade(goods));
  registry.add(scrap(goods));
  registry.add(change("recovery.cancel", {"作废一张记错的回收单", "Take back a recovery that was entered wrongly"},
                      {Role::warehouse_keeper}, {need("reason", Shape::text(1, kLongestReason))},
                      [&goods](const CommandContext& context) { return decide_cancel(context, goods); }));
  registry.add(list());
  registry.add(outstanding());
  registry.add(api::Topic{.name = "recovery",
                          .summary = {"回收单的收、洗、分级与报废", "Recoveries: taken in, cleaned, graded, scrapped"},
                          .roles = kReaders});
}

}  // namespace anlan::supplies
