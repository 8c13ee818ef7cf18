#include <algorithm>
#include <utility>

#include "base/json.hpp"
#include "base/uuid.hpp"
#include "journal/reading.hpp"
#include "supplies/checkpoint_entries.hpp"
#include "supplies/checkpoint_rules.hpp"
#include "supplies/checkpoint_view.hpp"
#include "supplies/json_fields.hpp"
#include "supplies/movement_rules.hpp"
#include "supplies/receipt_door_operations.hpp"
#include "supplies/receipt_recording.hpp"
#include "supplies/supply_shapes_operations.hpp"
#include "supplies/waybill_receiving.hpp"

namespace anlan::supplies {

namespace asio = boost::asio;
using access::Role;
using access::RoleSet;
using api::CommandContext;
using api::Field;
using api::may;
using api::need;
using api::Shape;
using nlohmann::json;

namespace {

constexpr RoleSet kReporters{Role::warehouse_keeper, Role::township_clerk, Role::county_duty, Role::dispatcher};
constexpr std::size_t kLongestPlace = 100;
constexpr std::size_t kLongestNote = 200;
constexpr double kWorstAccuracy = 1'000'000;

std::vector<Field> with_said(std::vector<Field> fields) {
  auto position = Shape::object({need("lon", Shape::number(-180, 180), "degrees, CGCS2000 or WGS 84"),
                                 need("lat", Shape::number(-90, 90)),
                                 may("accuracy_m", Shape::number(0, kWorstAccuracy).or_null())});
  fields.push_back(may("place", Shape::text(0, kLongestPlace), "in words; the unit the position lies in when empty"));
  fields.push_back(may("position", std::move(position).or_null()));
  fields.push_back(may("eta", Shape::time().or_null(), "when it will arrive, if that changed"));
  fields.push_back(may("note", Shape::text(0, kLongestNote)));
  return fields;
}

/// The finest unit the position lies in, by its names from the county down; empty outside the city.
std::string unit_at(const divisions::Divisions& divisions, const Position& position) {
  const auto located = divisions.locate({.at = {position.lon, position.lat}, .crs = divisions::PointCrs::wgs84});
  return located.inside() ? divisions.snapshot()->full_name_of(located.chain.back()) : "";
}

/// What a report says of the way, whoever makes it.
struct Said {
  std::string place = {};
  std::optional<Position> position = {};
  std::optional<Instant> eta = {};
  std::string note = {};
};

Said said_in(const json& params, const divisions::Divisions& divisions) {
  Said said{.place = params.value("place", ""), .note = params.value("note", "")};
  if (const auto eta = optional_at<std::string>(params, "eta")) said.eta = parse_time(*eta).value();
  if (const auto position = params.value("position", json(nullptr)); !position.is_null()) {
    said.position = Position{position.at("lon"), position.at("lat"), optional_at<double>(position, "accuracy_m")};
    if (said.place.empty()) said.place = unit_at(divisions, *said.position);
  }
  return said;
}

Checkpoint checkpoint_of(const Waybill& waybill, Said said, std::string id, Instant at, Instant now) {
  return {.checkpoint = std::move(id),
          .waybill = waybill.waybill,
          .number = waybill.number,
          .at = at,
          .place = std::move(said.place),
          .position = said.position,
          .eta = said.eta,
          .note = std::move(said.note),
          .recorded_at = now,
          .from = waybill.from_division,
          .to = waybill.to.division,
          .exercise = waybill.exercise};
}

Instant passed_at(const CommandContext& context) {
  const auto said = optional_at<std::string>(context.params, "at");
  return said ? parse_time(*said).value() : context.now;
}

Result<api::Decision> decide_checkpoint(const CommandContext& context, const divisions::Divisions& divisions) {
  const auto waybill = known_waybill_of(context.db, text_at(context.params, "waybill"), context.caller.jurisdiction);
  if (!waybill) return fail(waybill.error());
  auto checkpoint = checkpoint_of(*waybill, said_in(context.params, divisions), make_uuid(context.now),
                                  passed_at(context), context.now);
  checkpoint.by = context.caller.actor();
  auto held = check_moment(checkpoint.at, context.now).and_then([&] {
    return check_checkpoint(*waybill, checkpoint, count_checkpoints(context.db, waybill->waybill));
  });
  if (!held) return fail(std::move(held.error()));
  api::Decision decision;
  decision.entries.push_back(checkpoint_reported(checkpoint));
  decision.answer = [told = checkpoint_json(checkpoint)](store::Connection&, const std::vector<journal::Entry>&) {
    return json{{"checkpoint", told}};
  };
  return decision;
}

api::Operation report(const ReceiptParts& parts) {
  return {.name = "waybill.checkpoint",
          .kind = api::Kind::command,
          .summary = {"登记运单的途经报点和新的预计到达时间", "Enter where a vehicle was, and when it will arrive"},
          .params = Shape::object(with_said({need("command_id", Shape::uuid()), need("waybill", Shape::uuid()),
                                             may("at", Shape::time(), "now when missing")})),
          .roles = kReporters,
          .command = [&divisions = parts.divisions](const CommandContext& context) {
            return decide_checkpoint(context, divisions);
          }};
}

/// What a telephone delivered, perhaps long after.
struct Reported {
  std::string checkpoint;  ///< uuid
  Said said;
  Shown shown;
  Instant at;       ///< by its clock
  Instant sent_at;  ///< by its clock
};

/// Whoever has the paper speaks for the vehicle; who that was nobody knows.
journal::Actor driver_of(const Waybill& waybill) {
  return {"driver/" + waybill.number, "司机（无账号）", "driver", waybill.from_division.text()};
}

json delivered_json(const Checkpoint& checkpoint) {
  return {{"checkpoint", checkpoint.checkpoint},
          {"number", checkpoint.number},
          {"at", format_time(checkpoint.at)},
          {"place", checkpoint.place},
          {"clock_off", checkpoint.clock_off}};
}

Result<json> record(store::Connection& db, const ReceiptParts& parts, const Reported& reported, Instant now) {
  const auto key = shown_key(db, reported.shown);
  if (!key) return fail(key.error());
  if (const auto before = find_checkpoint(db, key->waybill, reported.checkpoint)) return delivered_json(*before);
  const auto waybill = known_waybill(db, key->waybill).value();
  const auto tolerance = receipt_settings(parts.norms).clock_tolerance;
  const auto timing = timing_of(reported.at, reported.sent_at, waybill.dispatched_at.value(), now, tolerance);
  auto checkpoint = checkpoint_of(waybill, reported.said, reported.checkpoint, timing.at, now);
  // A clock that is off tells a time of arrival that is off by as much.
  if (checkpoint.eta && timing.clock_off) checkpoint.eta = *checkpoint.eta + (now - reported.sent_at);
  checkpoint.clock_off = timing.clock_off;
  checkpoint.by_driver = true;
  checkpoint.by = driver_of(waybill);
  auto held = check_checkpoint(waybill, checkpoint, count_checkpoints(db, waybill.waybill));
  if (!held) return fail(std::move(held.error()));
  (void)parts.journal.append(db, checkpoint_reported(checkpoint), {checkpoint.by, now, reported.checkpoint});
  return delivered_json(checkpoint);
}

Reported reported_in(const json& params, Shown shown, const divisions::Divisions& divisions) {
  return {.checkpoint = params.at("checkpoint"),
          .said = said_in(params, divisions),
          .shown = std::move(shown),
          .at = parse_time(text_at(params, "at")).value(),
          .sent_at = parse_time(text_at(params, "sent_at")).value()};
}

api::Operation deliver(const ReceiptParts& parts, const Gate& gate) {
  auto action = [parts, gate](api::ActionContext context) -> asio::awaitable<Result<api::Reply>> {
    auto shown = shown_in(context.params);
    if (!shown) co_return fail(std::move(shown.error()));
    const auto tries = tries_of(*shown, context.remote);
    if (auto open = gate->begin(tries, context.remote, parts.clock()); !open) co_return fail(std::move(open.error()));
    auto job = [parts, reported = reported_in(context.params, std::move(*shown), parts.divisions),
                now = context.now](store::Connection& db) { return record(db, parts, reported, now); };
    auto answer = co_await parts.writer.submit(std::move(job));
    judge(*gate, tries, context.remote, answer);
    if (!answer) co_return fail(std::move(answer.error()));
    co_return api::Reply{.json = dump(*answer)};
  };
  return {.name = "receipt.checkpoint",
          .kind = api::Kind::action,
          .summary = {"司机凭运单报点，可离线记下后补交（无需账号）",
                      "A driver says where the goods are, perhaps long after; no account needed"},
          .params = Shape::object(with_said(
              with_shown({need("checkpoint", Shape::uuid(), "made by the telephone: delivered twice it counts once"),
                          need("at", Shape::time(), "by the telephone's clock"),
                          need("sent_at", Shape::time(), "by the telephone's clock, now: shows how far it is off")}))),
          .open_to_strangers = true,
          .action = std::move(action)};
}

api::Operation list() {
  auto query = [](const api::QueryContext& context) -> Result<json> {
    const auto waybill = optional_at<std::string>(context.params, "waybill");
    auto out = json::array();
    for (const auto& one : list_checkpoints(context.db, context.caller.jurisdiction, waybill)) {
      out.push_back(checkpoint_json(one));
    }
    return json{{"checkpoints", std::move(out)}, {"seq", journal::head_seq(context.db)}};
  };
  return {.name = "waybill.checkpoints",
          .kind = api::Kind::query,
          .summary = {"一张运单或所有在途运单的报点，新的在前",
                      "Where one vehicle or all that are on the road were seen, the newest first"},
          .params = Shape::object({may("waybill", Shape::uuid(), "all on the road when missing")}),
          .roles = kReaders,
          .query = std::move(query)};
}

}  // namespace

void declare_checkpoint_operations(api::Registry& registry, const ReceiptParts& parts, const Gate& gate) {
  registry.add(report(parts));
  registry.add(deliver(parts, gate));
  registry.add(list());
  registry.add(api::Topic{
      .name = "checkpoint", .summary = {"运输途中的报点", "Where vehicles were seen on their way"}, .roles = kReaders});
}

}  // namespace anlan::supplies
