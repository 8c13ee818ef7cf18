#include <utility>

#include "base/uuid.hpp"
#include "journal/journal.hpp"
#include "supplies/handout_rules.hpp"
#include "supplies/handout_view.hpp"
#include "supplies/json_fields.hpp"
#include "supplies/movement_entries.hpp"
#include "supplies/movement_filling.hpp"
#include "supplies/opinion_operations.hpp"
#include "supplies/place_rules.hpp"
#include "supplies/place_view.hpp"
#include "supplies/posting.hpp"
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

/// Who writes a document: whoever keeps the goods moves them; whoever orders their use writes them off, so that nobody
/// writes off his own shortage.
enum class Desk { keeper, user_office };

Desk desk_of(MovementKind kind) {
  return kind == MovementKind::scrap || kind == MovementKind::adjust ? Desk::user_office : Desk::keeper;
}

RoleSet roles_of(Desk desk) { return desk == Desk::keeper ? RoleSet{Role::warehouse_keeper} : kUserOffice; }

/// Not only the office but the desk in it counts: in a county both offices often work for the same division, and
/// a keeper who took back what wrote off his shortage would judge himself.
Result<void> check_desk(Desk desk, const Place& place, const access::Caller& caller) {
  if (!roles_of(desk).contains(caller.role)) {
    const bool kept = desk == Desk::keeper;
    return fail(ProblemKind::forbidden, "other-desk",
                {kept ? "这类单据由保管人员办理，请由保管人员登记或冲销"
                      : "盘盈盘亏和报废由动用单位办理，请由动用单位的人员登记或冲销",
                 kept ? "the keeper writes such documents and takes them back; ask the keeper"
                      : "the office that orders the use of the goods writes counts and scrappings and takes them back; "
                        "ask somebody there"});
  }
  if (desk == Desk::keeper) return check_keeper(place, caller.jurisdiction);
  return check_user_office(place, caller.jurisdiction);
}

api::Decision posted(std::string id, journal::Draft fact) {
  api::Decision decision;
  decision.entries.push_back(std::move(fact));
  decision.answer = [movement = std::move(id)](store::Connection& db, const std::vector<journal::Entry>&) {
    const auto recorded = find_movement(db, movement).value();
    return json{{"movement", recorded_json(recorded)}, {"recalculated", recalculated_json(db, recorded)}};
  };
  return decision;
}

Result<Movement> begin_document(const CommandContext& context, const Place& place, MovementKind kind) {
  const auto& params = context.params;
  Movement movement{.movement = make_uuid(context.now),
                    .kind = kind,
                    .place = place.place,
                    .division = place.facts.division,
                    .occurred_at = context.now,
                    .document = optional_at<std::string>(params, "document"),
                    .incident = optional_at<std::string>(params, "incident"),
                    .recipient = optional_at<std::string>(params, "recipient"),
                    .reason = optional_at<std::string>(params, "reason"),
                    .note = optional_at<std::string>(params, "note")};
  if (params.contains("occurred_at")) movement.occurred_at = parse_time(text_at(params, "occurred_at")).value();
  return check_moment(movement.occurred_at, context.now).map([&] { return std::move(movement); });
}

Result<api::Decision> decide(const CommandContext& context, const GoodsCatalogue& goods,
                             const divisions::Divisions& divisions, MovementKind kind, Fill fill) {
  const auto place = known_place(context.db, text_at(context.params, "place"));
  if (!place) return fail(place.error());
  if (auto held = check_desk(desk_of(kind), *place, context.caller); !held) return fail(std::move(held.error()));
  if (auto held = check_open(*place); !held) return fail(std::move(held.error()));
  auto begun = begin_document(context, *place, kind);
  if (!begun) return fail(std::move(begun.error()));
  const Asked asked{context.db, context.params, context.now, *place, goods, divisions};
  auto filled = fill(asked, std::move(*begun));
  if (!filled) return fail(std::move(filled.error()));
  const auto& movement = filled->movement;
  if (auto held = check_posting(context.db, goods, movement); !held) return fail(std::move(held.error()));
  return posted(movement.movement, stock_moved(movement, filled->born));
}

Shape quantity_shape() { return Shape::integer(1, kMostUnits); }

Shape lines_shape(std::vector<Field> fields) { return Shape::array(Shape::object(std::move(fields)), 1, 500); }

Shape picks_shape() {
  return lines_shape(
      {need("batch", Shape::uuid()), may("bin", bin_shape()), need("quantity", quantity_shape(), "base units")});
}

/// A document about a place. `fields` are those of its kind; all have the paper's.
api::Operation document(const GoodsCatalogue& goods, const divisions::Divisions& divisions, std::string name,
                        Text summary, MovementKind kind, std::vector<Field> fields, Fill fill) {
  std::vector<Field> all{need("command_id", Shape::uuid()),
                         need("place", Shape::uuid()),
                         may("occurred_at", Shape::time(), "now when missing; earlier is back-dated"),
                         may("document", Shape::text(1, 100), "number of the paper"),
                         may("incident", Shape::uuid()),
                         may("note", Shape::text(1, kLongestReason))};
  all.insert(all.end(), std::make_move_iterator(fields.begin()), std::make_move_iterator(fields.end()));
  return {.name = std::move(name),
          .kind = api::Kind::command,
          .summary = std::move(summary),
          .params = Shape::object(std::move(all)),
          .result = posted_shape(),
          .roles = roles_of(desk_of(kind)),
          .scope = division_of_place,
          .command = [&goods, &divisions, kind, fill](const CommandContext& context) {
            return decide(context, goods, divisions, kind, fill);
          }};
}

api::Operation receive(const GoodsCatalogue& goods, const divisions::Divisions& divisions) {
  return document(goods, divisions, "stock.receive",
                  {"采购、上级调拨物资验收入库；捐赠的走 donation.register",
                   "Take in what a supplier or a level above delivered; what was given comes in by donation.register"},
                  MovementKind::receive,
                  {need("source", Shape::one_of({"supplier", "donor"})), may("exercise", Shape::boolean()),
                   need("lines", received_lines_shape())},
                  fill_delivery);
}

api::Operation adjust(const GoodsCatalogue& goods, const divisions::Divisions& divisions) {
  auto lines = lines_shape({need("batch", Shape::uuid()), may("bin", bin_shape()), may("found", quantity_shape()),
                            may("lost", quantity_shape())});
  return document(goods, divisions, "stock.adjust",
                  {"按复盘结果登记盘盈盘亏", "Enter what a count and a recount found or missed"}, MovementKind::adjust,
                  {need("reason", Shape::text(1, kLongestReason)), need("counted_by", Shape::text(1, 40)),
                   need("recounted_by", Shape::text(1, 40)), need("lines", std::move(lines))},
                  fill_adjust);
}

api::Operation scrap(const GoodsCatalogue& goods, const divisions::Divisions& divisions) {
  return document(
      goods, divisions, "stock.scrap",
      {"按鉴定意见报废核销：库里不能用的，或群众手里满期归群众的帐篷",
       "Write off what experts or an institute judged to be beyond use: in the store, or tents in people's hands that "
       "are past their time"},
      MovementKind::scrap,
      {need("reason", Shape::text(1, kLongestReason)), need("opinion", opinion_shape()),
       may("division", Shape::division(), "whose people have it; the place is the one that issued it"),
       need("lines", picks_shape())},
      fill_scrap);
}

Result<Recorded> existing_movement(store::Connection& db, const json& params) {
  auto found = find_movement(db, text_at(params, "movement"));
  if (found) return std::move(*found);
  return fail(ProblemKind::not_found, "unknown-movement",
              {"没有这张单据，请刷新后重选", "there is no such document; reload and choose again"});
}

Result<api::Decision> decide_reverse(const CommandContext& context, const GoodsCatalogue& goods) {
  const auto recorded = existing_movement(context.db, context.params);
  if (!recorded) return fail(recorded.error());
  const auto& original = recorded->movement;
  const auto place = find_place(context.db, original.place).value();
  if (auto held = check_desk(desk_of(original.kind), place, context.caller); !held)
    return fail(std::move(held.error()));
  auto reversible = check_reversible(*recorded).and_then(
      [&] { return check_not_handed_out(handed_out_of(context.db, original.movement)); });
  if (!reversible) return fail(std::move(reversible.error()));
  const auto expected = context.params.at("expected_version").get<std::int64_t>();
  if (auto fresh = journal::expect_version(context.db, stock_stream(original.movement), expected); !fresh) {
    return fail(std::move(fresh.error()));
  }
  const auto reversal = reversal_of(original, make_uuid(context.now), context.now, text_at(context.params, "reason"));
  if (auto held = check_posting(context.db, goods, reversal); !held) return fail(std::move(held.error()));
  return posted(reversal.movement, stock_reversed(reversal));
}

api::Operation reverse(const GoodsCatalogue& goods) {
  return {.name = "stock.reverse",
          .kind = api::Kind::command,
          .summary = {"冲销一张记错的单据", "Take back a document that was entered wrongly"},
          .params = Shape::object({need("command_id", Shape::uuid()), need("movement", Shape::uuid()),
                                   need("expected_version", version_shape()),
                                   need("reason", Shape::text(1, kLongestReason))}),
          .result = posted_shape(),
          .roles = {Role::warehouse_keeper, Role::dispatcher, Role::leader},
          .scope =
              [](store::Connection& db, const json& params) {
                return existing_movement(db, params).map([](const Recorded& found) { return found.movement.division; });
              },
          .command = [&goods](const CommandContext& context) { return decide_reverse(context, goods); }};
}

}  // namespace

void declare_movement_operations(api::Registry& registry, const GoodsCatalogue& goods,
                                 const divisions::Divisions& divisions) {
  registry.add(receive(goods, divisions));
  registry.add(document(goods, divisions, "stock.issue",
                        {"向乡镇、村或安置点发放；县级以上库凭动用指令号",
                         "Hand goods out to a township, a village or a shelter; a store of a county or above names the "
                         "release order"},
                        MovementKind::issue,
                        {need("division", Shape::division(), "who gets it"), need("recipient", Shape::text(1, 100)),
                         need("lines", picks_shape())},
                        fill_issue));
  registry.add(document(goods, divisions, "stock.return",
                        {"未使用的消耗品退回入库；回收再用的走 recovery.receive",
                         "Take back what was issued and not used; what is used again comes back by recovery.receive"},
                        MovementKind::give_back,
                        {need("division", Shape::division(), "who gives it back"), need("lines", picks_shape())},
                        fill_return));
  auto moves = lines_shape({need("batch", Shape::uuid()), may("bin", bin_shape()), may("to_bin", bin_shape()),
                            need("quantity", quantity_shape())});
  registry.add(document(goods, divisions, "stock.transfer",
                        {"同一保管单位内移库、移位", "Move goods between bins or places of one keeper"},
                        MovementKind::transfer, {need("to", Shape::uuid()), need("lines", std::move(moves))},
                        fill_transfer));
  registry.add(scrap(goods, divisions));
  registry.add(adjust(goods, divisions));
  registry.add(reverse(goods));
}

}  // namespace anlan::supplies
