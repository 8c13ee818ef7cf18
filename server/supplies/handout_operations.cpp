#include <algorithm>
#include <utility>

#include "base/uuid.hpp"
#include "journal/blobs.hpp"
#include "journal/journal.hpp"
#include "journal/reading.hpp"
#include "supplies/handout_entries.hpp"
#include "supplies/handout_list.hpp"
#include "supplies/handout_rules.hpp"
#include "supplies/handout_view.hpp"
#include "supplies/json_fields.hpp"
#include "supplies/movement_entries.hpp"
#include "supplies/posting.hpp"
#include "supplies/sources_operations.hpp"
#include "supplies/sources_personal.hpp"
#include "supplies/supply_personal_operations.hpp"
#include "supplies/supply_shapes_operations.hpp"

namespace anlan::supplies {

using access::Role;
using access::RoleSet;
using api::CommandContext;
using api::may;
using api::need;
using api::Shape;
using nlohmann::json;

namespace {

/// Who stands beside the table where goods are handed out, and who counts for the township.
constexpr RoleSet kHandingOut{Role::warehouse_keeper, Role::township_clerk, Role::county_duty};
constexpr RoleSet kLooking{Role::warehouse_keeper, Role::township_clerk, Role::county_duty, Role::leader,
                           Role::dispatcher};
constexpr std::int64_t kPage = 100;
constexpr std::size_t kMostHouseholds = 1'000;
constexpr std::int64_t kMostWorth = 100'000'000;  // fen a unit

/// Without the list: how many, and how it is proved.
json handout_wire(const Handout& handout) {
  auto out = handout_json(handout);
  std::size_t proofs = 0;
  for (const auto& one : handout.households) proofs += one.proof ? 1 : 0;
  out["version"] = handout.version;
  out["households"] = handout.household_count();
  out["people"] = handout.people_count();
  out["listed"] = !handout.households.empty();
  out["proofs"] = proofs;
  out["scans"] = handout.sheet ? handout.sheet->scans.size() : 0;
  out.erase("sheet");
  return out;
}

json whole_wire(const access::KeyRing& keys, const Handout& handout) {
  auto out = handout_wire(handout);
  out["list"] = json::array();
  for (const auto& one : handout.households) out["list"].push_back(masked_household(keys, one));
  return out;
}

std::function<json(store::Connection&, const std::vector<journal::Entry>&)> told(const SourceParts& parts,
                                                                                 std::string id) {
  return [&keys = parts.keys, id = std::move(id)](store::Connection& db, const std::vector<journal::Entry>&) {
    return json{{"handout", whole_wire(keys, find_handout(db, id).value())}};
  };
}

Result<Recorded> existing_source(store::Connection& db, const json& params) {
  auto found = find_movement(db, text_at(params, "source"));
  if (!found) {
    return fail(ProblemKind::not_found, "unknown-movement",
                {"没有这张单据，请刷新后重选", "there is no such document; reload and choose again"});
  }
  return check_source(*found).map([&] { return std::move(*found); });
}

Result<void> check_pictures(store::Connection& db, const json& params) {
  std::vector<FieldFault> faults;
  const auto look = [&](const json& hash, std::string pointer) {
    if (hash.is_null() || journal::has_blob(db, hash.get_ref<const std::string&>())) return;
    faults.push_back({std::move(pointer), {"照片没有上传成功，请重新上传", "the picture is not here; send it again"}});
  };
  const auto households = params.value("households", json::array());
  for (std::size_t i = 0; i < households.size(); ++i) {
    look(households[i].value("proof", json(nullptr)), "/households/" + std::to_string(i) + "/proof");
  }
  if (params.contains("sheet")) {
    const auto& scans = params.at("sheet").at("scans");
    for (std::size_t i = 0; i < scans.size(); ++i) look(scans[i], "/sheet/scans/" + std::to_string(i));
  }
  if (faults.empty()) return {};
  auto detail = faults.front().detail;
  return fail({.kind = ProblemKind::invalid, .type = "unknown-blob", .detail = detail, .errors = std::move(faults)});
}

Result<Handout> begun(const CommandContext& context, const SourceParts& parts, const Movement& source) {
  const auto& params = context.params;
  auto households = read_households(context.db, parts.keys, parts.lists, params.value("households", json::array()));
  if (!households) return fail(std::move(households.error()));
  Handout handout{.handout = make_uuid(context.now),
                  .number = next_handout_number(context.db),
                  .source = source.movement,
                  .place = source.place,
                  .division = issued_to(source).value(),
                  .movement = make_uuid(context.now),
                  .at = api::moment_in(context),
                  .exercise = source.exercise,
                  .incident = source.incident,
                  .by = context.caller.actor(),
                  .note = optional_at<std::string>(params, "note"),
                  .households = std::move(*households)};
  if (params.contains("sheet")) {
    auto sheet = read_typed_sheet(parts.keys, params.at("sheet"));
    if (!sheet) return fail(std::move(sheet.error()));
    handout.sheet = std::move(*sheet);
  }
  const auto picks = read_picks(context.db, params.at("lines"));
  if (!picks) return fail(picks.error());
  if (auto held = check_fresh(*picks, day_of(handout.at)); !held) return fail(std::move(held.error()));
  for (const auto& pick : *picks) {
    const auto& said = params.at("lines")[handout.lines.size()];
    handout.lines.push_back({pick.batch.facts.item, pick.batch.batch, pick.batch.label, pick.quantity,
                             optional_at<std::int64_t>(said, "worth_fen")});
  }
  return handout;
}

/// Households of a list get what that list lets them have.
Result<void> check_entitled(store::Connection& db, const EntitledLists* lists, const Handout& handout) {
  const bool any =
      std::ranges::any_of(handout.households, [](const Household& one) { return one.entitled.has_value(); });
  return any && lists != nullptr ? lists->check(db, handout) : Result<void>{};
}

Result<api::Decision> decide_record(const CommandContext& context, const SourceParts& parts) {
  const auto source = existing_source(context.db, context.params);
  if (!source) return fail(source.error());
  if (auto held = check_pictures(context.db, context.params); !held) return fail(std::move(held.error()));
  const auto handout = begun(context, parts, source->movement);
  if (!handout) return fail(handout.error());
  const auto moved = handover(*handout);
  auto held = check_moment(handout->at, context.now)
                  .and_then([&] { return check_list(*handout); })
                  .and_then([&] { return check_left(*handout, left_of(context.db, source->movement)); })
                  .and_then([&] { return check_twice(*handout, served_from(context.db, handout->source)); })
                  .and_then([&] { return check_entitled(context.db, parts.lists, *handout); })
                  .and_then([&] { return check_posting(context.db, parts.goods, moved); });
  if (!held) return fail(std::move(held.error()));
  api::Decision decision;
  decision.entries = {stock_moved(moved), handout_recorded(*handout)};
  decision.answer = told(parts, handout->handout);
  return decision;
}

Result<Handout> existing_handout(store::Connection& db, const json& params) {
  auto found = find_handout(db, text_at(params, "handout"));
  if (found) return std::move(*found);
  return fail(ProblemKind::not_found, "unknown-handout",
              {"没有这张发放单，请刷新后重选", "there is no such hand-out; reload and choose again"});
}

Result<DivisionCode> division_of_handout(store::Connection& db, const json& params) {
  return existing_handout(db, params).map([](const Handout& handout) { return handout.division; });
}

Result<api::Decision> decide_withdraw(const CommandContext& context, const SourceParts& parts) {
  const auto handout = existing_handout(context.db, context.params);
  if (!handout) return fail(handout.error());
  const auto recorded = find_movement(context.db, handout->movement).value();
  if (auto held = check_reversible(recorded); !held) return fail(std::move(held.error()));
  const auto reversal =
      reversal_of(recorded.movement, make_uuid(context.now), context.now, text_at(context.params, "reason"));
  if (auto held = check_posting(context.db, parts.goods, reversal); !held) return fail(std::move(held.error()));
  api::Decision decision;
  decision.entries = {stock_reversed(reversal)};
  decision.answer = told(parts, handout->handout);
  return decision;
}

Result<Unsealed> list_in_clear(const CommandContext& context, const access::KeyRing& keys) {
  const auto handout = existing_handout(context.db, context.params);
  if (!handout) return fail(handout.error());
  auto list = json::array();
  for (const auto& one : handout->households) list.push_back(clear_household(keys, one));
  auto scans = json::array();
  if (handout->sheet) {
    for (const auto& scan : handout->sheet->scans) scans.push_back(unsealed(keys, scan));
  }
  return Unsealed{.stream = handout_stream(handout->handout),
                  .division = handout->division,
                  .fields = {"name", "id_number", "proxy", "proof", "scans"},
                  .clear = {{"list", std::move(list)}, {"scans", std::move(scans)}}};
}

Shape household_shape() {
  auto proxy = Shape::object({need("name", Shape::text(1, 40)), need("relation", Shape::text(1, 40))});
  return Shape::object({may("entitled", Shape::uuid().or_null(), "its key on a decided list, which then names it"),
                        may("name", Shape::text(1, 40), "of its head, who is on no list"),
                        may("id_number", Shape::text(4, 30).or_null()), may("people", Shape::integer(1, 50)),
                        need("got", Shape::array(Shape::integer(0, kMostUnits), 1, 50), "of each line, in its order"),
                        may("proof", Shape::blob().or_null(), "photo of the signature or of the hand-over"),
                        may("proxy", proxy.or_null(), "who took it for the household"),
                        may("again", Shape::text(1, 200).or_null(), "why it gets goods a second time")});
}

api::Operation record(const SourceParts& parts) {
  auto line = Shape::object({need("batch", Shape::uuid()), need("quantity", Shape::integer(1, kMostUnits)),
                             may("worth_fen", Shape::integer(1, kMostWorth).or_null(), "of a base unit: 折款")});
  auto sheet =
      Shape::object({need("households", Shape::integer(1, 100'000)), need("people", Shape::integer(1, 1'000'000)),
                     need("scans", Shape::array(Shape::blob(), 0, 50))});
  return {
      .name = "handout.record",
      .kind = api::Kind::command,
      .summary = {"登记发放到户：逐户名单，或签字花名册的户数和扫描件",
                  "Record goods handed to households: the list, or the signed sheet by its figures and a scan"},
      .params = Shape::object(
          {need("command_id", Shape::uuid()), need("source", Shape::uuid(), "the movement that issued the goods"),
           may("occurred_at", Shape::time(), "now when missing"), may("note", Shape::text(1, kLongestReason).or_null()),
           need("lines", Shape::array(std::move(line), 1, 50)),
           may("households", Shape::array(household_shape(), 0, kMostHouseholds)), may("sheet", std::move(sheet))}),
      .roles = kHandingOut,
      .scope =
          [](store::Connection& db, const json& params) {
            return existing_source(db, params).map([](const Recorded& source) {
              return issued_to(source.movement).value();
            });
          },
      .command = [parts](const CommandContext& context) { return decide_record(context, parts); },
      .stands_for = [parts](const json& params) { return parts.keys.mark("handout", dump(params)); }};
}

api::Operation withdraw(const SourceParts& parts) {
  return {.name = "handout.withdraw",
          .kind = api::Kind::command,
          .summary = {"冲销一次记错的发放", "Take back a hand-out that was entered wrongly"},
          .params = Shape::object({need("command_id", Shape::uuid()), need("handout", Shape::uuid()),
                                   need("reason", Shape::text(1, kLongestReason))}),
          .roles = kHandingOut,
          .scope = division_of_handout,
          .command = [parts](const CommandContext& context) { return decide_withdraw(context, parts); }};
}

json source_json(store::Connection& db, const Recorded& source) {
  auto out = recorded_json(source);
  const auto left = left_of(db, source.movement);
  out["lines"] = json::array();
  for (const auto& [batch, quantity] : left) {
    if (quantity == 0) continue;
    const auto found = find_batch(db, batch).value();
    out["lines"].push_back({{"item", found.facts.item}, {"batch", batch}, {"label", found.label}, {"left", quantity}});
  }
  out["issued_to"] = issued_to(source.movement).value().text();
  return out;
}

api::Operation sources() {
  auto query = [](const api::QueryContext& context) -> Result<json> {
    auto out = json::array();
    for (const auto& source : open_sources(context.db, context.caller.jurisdiction)) {
      out.push_back(source_json(context.db, source));
    }
    return json{{"sources", std::move(out)}, {"seq", journal::head_seq(context.db)}};
  };
  return {.name = "handout.sources",
          .kind = api::Kind::query,
          .summary = {"已发到村（点）、还没有发到户的物资", "Goods issued to villages that households do not have yet"},
          .params = Shape::object({}),
          .roles = kReaders,
          .query = std::move(query)};
}

api::Operation list() {
  auto query = [](const api::QueryContext& context) -> Result<json> {
    const auto limit = context.params.value("limit", kPage / 2);
    const auto found = list_handouts(context.db, context.caller.jurisdiction,
                                     {.source = optional_at<std::string>(context.params, "source"),
                                      .batch = optional_at<std::string>(context.params, "batch"),
                                      .before = context.params.value("before", INT64_MAX),
                                      .limit = limit});
    auto out = json::array();
    for (const auto& one : found) out.push_back(handout_wire(one.handout));
    const bool full = static_cast<std::int64_t>(found.size()) == limit;
    return json{{"handouts", std::move(out)},
                {"next", full ? json(found.back().ordinal) : json(nullptr)},
                {"seq", journal::head_seq(context.db)}};
  };
  return {.name = "handout.list",
          .kind = api::Kind::query,
          .summary = {"发放到户的记录，最新在前", "Hand-outs to households, the newest first"},
          .params = Shape::object({may("source", Shape::uuid()), may("batch", Shape::uuid()),
                                   may("before", version_shape(), "`next` of the page before"),
                                   may("limit", Shape::integer(1, kPage))}),
          .roles = kReaders,
          .query = std::move(query)};
}

api::Operation get(const SourceParts& parts) {
  auto query = [&keys = parts.keys](const api::QueryContext& context) -> Result<json> {
    return existing_handout(context.db, context.params).map([&](const Handout& handout) {
      return json{{"handout", whole_wire(keys, handout)}};
    });
  };
  return {.name = "handout.get",
          .kind = api::Kind::query,
          .summary = {"一次发放的逐户名单（姓名和证件号遮盖）", "The households of a hand-out, masked"},
          .params = Shape::object({need("handout", Shape::uuid())}),
          .roles = kReaders,
          .scope = division_of_handout,
          .query = std::move(query)};
}

}  // namespace

void declare_handout_operations(api::Registry& registry, const SourceParts& parts) {
  registry.add(record(parts));
  registry.add(withdraw(parts));
  registry.add(reveal_operation(
      {.name = "handout.reveal",
       .summary = {"查看发放名单原文和签字", "See the list and its signatures in clear"},
       .record = "handout",
       .roles = kLooking,
       .scope = division_of_handout,
       .unseal = [&keys = parts.keys](const CommandContext& context) { return list_in_clear(context, keys); }}));
  registry.add(sources());
  registry.add(list());
  registry.add(get(parts));
  registry.add(
      api::Topic{.name = "handout", .summary = {"发放到户的登记", "Goods handed to households"}, .roles = kReaders});
}

}  // namespace anlan::supplies
