#include <utility>

#include "base/uuid.hpp"
#include "journal/journal.hpp"
#include "journal/reading.hpp"
#include "supplies/aside_view.hpp"
#include "supplies/document_view.hpp"
#include "supplies/json_fields.hpp"
#include "supplies/place_entries.hpp"
#include "supplies/place_rules.hpp"
#include "supplies/place_view.hpp"
#include "supplies/posting.hpp"
#include "supplies/stock_queries.hpp"
#include "supplies/supply_operations.hpp"
#include "supplies/supply_shapes_operations.hpp"

namespace anlan::supplies {

using access::Role;
using access::RoleSet;
using api::Field;
using api::may;
using api::need;
using api::Shape;
using nlohmann::json;

namespace {

constexpr RoleSet kPlaceOffices{Role::dispatcher, Role::county_duty, Role::city_duty};

Shape count_shape() { return Shape::integer(0, 1'000'000'000).or_null(); }

/// What can be said when a place is opened and again later.
std::vector<Field> changeable(bool required) {
  const auto field = [required](std::string name, Shape shape) {
    return Field{.name = std::move(name), .shape = std::move(shape), .required = required};
  };
  return {field("name", Shape::text(2, 60)),
          field("owner", office_shape()),
          field("keeper", office_shape()),
          field("user", office_shape()),
          may("lon", Shape::number(-180, 180).or_null()),
          may("lat", Shape::number(-90, 90).or_null()),
          may("address", Shape::text(0, 200).or_null()),
          may("capacity", Shape::object({may("people", count_shape()), may("area_m2", count_shape()),
                                         may("volume_m3", count_shape())})),
          may("bins", Shape::array(Shape::text(1, 40), 0, 2'000), "库位")};
}

std::vector<Field> with(std::vector<Field> fields, std::vector<Field> more) {
  fields.insert(fields.end(), std::make_move_iterator(more.begin()), std::make_move_iterator(more.end()));
  return fields;
}

Shape place_shape() {
  return Shape::object(with(
      changeable(true),
      {need("place", Shape::uuid()), need("version", version_shape()), need("kind", Shape::one_of({"store", "point"})),
       need("level", tier_shape()), need("division", Shape::division()),
       need("state", Shape::one_of({"open", "closed"})), may("closed_reason", Shape::text(1, kLongestReason))}));
}

std::vector<std::string> unknown_divisions(const PlaceFacts& facts, const divisions::Divisions& divisions) {
  std::vector<std::string> unknown;
  if (!divisions.exists(facts.division)) unknown.emplace_back("/division");
  return unknown;
}

api::Decision stand_as(std::string place, journal::Draft fact) {
  api::Decision decision;
  decision.entries.push_back(std::move(fact));
  decision.answer = [id = std::move(place)](store::Connection& db, const std::vector<journal::Entry>&) {
    return json{{"place", place_json(find_place(db, id).value())}};
  };
  return decision;
}

/// The facts that parameters state, on top of those that stand.
PlaceFacts stated_facts(json base, const json& params) {
  for (const auto& [field, value] : params.items()) {
    if (base.contains(field)) base[field] = value;
  }
  return read_place_facts(base);
}

Result<api::Decision> decide_open(const api::CommandContext& context, const divisions::Divisions& divisions) {
  static const json kNothingSaid{
      {"kind", nullptr}, {"level", nullptr},   {"division", nullptr},        {"name", nullptr},
      {"lon", nullptr},  {"lat", nullptr},     {"owner", nullptr},           {"keeper", nullptr},
      {"user", nullptr}, {"address", nullptr}, {"capacity", json::object()}, {"bins", json::array()}};
  const auto facts = stated_facts(kNothingSaid, context.params);
  const PlaceJudging judging{context.caller.jurisdiction, unknown_divisions(facts, divisions)};
  if (auto held = check_place(facts, judging); !held) return fail(std::move(held.error()));
  auto id = make_uuid(context.now);
  auto fact = place_opened(id, facts);
  return stand_as(std::move(id), std::move(fact));
}

api::Operation open(const divisions::Divisions& divisions) {
  return {.name = "place.open",
          .kind = api::Kind::command,
          .summary = {"登记储备库或储备点", "Register a warehouse or a storage point"},
          .params = Shape::object(with(
              changeable(true), {need("command_id", Shape::uuid()), need("kind", Shape::one_of({"store", "point"})),
                                 need("level", tier_shape()), need("division", Shape::division())})),
          .result = Shape::object({need("place", place_shape())}),
          .roles = kPlaceOffices,
          .scope = api::division_at("division"),
          .command = [&](const api::CommandContext& context) { return decide_open(context, divisions); }};
}

/// The place a command is about, at the version its sender saw, if it is his to change.
Result<Place> seen_place(const api::CommandContext& context) {
  auto place = known_place(context.db, text_at(context.params, "place"));
  if (!place) return place;
  const auto expected = context.params.at("expected_version").get<std::int64_t>();
  if (auto fresh = journal::expect_version(context.db, place_stream(place->place), expected); !fresh) {
    return fail(std::move(fresh.error()));
  }
  return check_holder(*place, context.caller.jurisdiction).map([&] { return std::move(*place); });
}

Result<api::Decision> decide_change(const api::CommandContext& context) {
  const auto place = seen_place(context);
  if (!place) return fail(place.error());
  if (auto held = check_open(*place); !held) return fail(std::move(held.error()));
  const auto facts = stated_facts(place_facts_json(place->facts), context.params);
  if (auto held = check_place(facts, {.jurisdiction = context.caller.jurisdiction}); !held) {
    return fail(std::move(held.error()));
  }
  if (auto held = check_given(*place, facts, context.caller.jurisdiction); !held) return fail(std::move(held.error()));
  if (auto held = check_bins_kept(facts, used_bins(context.db, place->place)); !held) {
    return fail(std::move(held.error()));
  }
  return stand_as(place->place, place_changed(place->place, facts));
}

api::Operation change() {
  return {
      .name = "place.change",
      .kind = api::Kind::command,
      .summary = {"更改库点的名称、单位、容量或库位", "Change a place's name, offices, capacity or bins"},
      .params = Shape::object(with(changeable(false), {need("command_id", Shape::uuid()), need("place", Shape::uuid()),
                                                       need("expected_version", version_shape())})),
      .result = Shape::object({need("place", place_shape())}),
      .roles = kPlaceOffices,
      .scope = division_of_place,
      .command = decide_change};
}

Result<api::Decision> decide_close(const api::CommandContext& context) {
  const auto place = seen_place(context);
  if (!place) return fail(place.error());
  const bool idle = used_bins(context.db, place->place).empty() && !holds_aside(context.db, place->place) &&
                    !expects_goods(context.db, place->place);
  if (auto held = check_close(*place, idle); !held) return fail(std::move(held.error()));
  return stand_as(place->place, place_closed(*place, text_at(context.params, "reason")));
}

api::Operation close() {
  return {.name = "place.close",
          .kind = api::Kind::command,
          .summary = {"停用空的库点", "Close an empty place"},
          .params = Shape::object({need("command_id", Shape::uuid()), need("place", Shape::uuid()),
                                   need("expected_version", version_shape()),
                                   need("reason", Shape::text(1, kLongestReason))}),
          .result = Shape::object({need("place", place_shape())}),
          .roles = kPlaceOffices,
          .scope = division_of_place,
          .command = decide_close};
}

PlaceFilter filter_in(const json& params) {
  PlaceFilter filter;
  if (const auto state = optional_at<std::string>(params, "state")) filter.open = *state == "open";
  if (const auto kind = optional_at<std::string>(params, "kind")) filter.kind = parse_place_kind(*kind);
  if (const auto level = optional_at<std::string>(params, "level")) filter.level = parse_tier(*level);
  return filter;
}

api::Operation list() {
  auto query = [](const api::QueryContext& context) -> Result<json> {
    auto places = json::array();
    for (const auto& place : list_places(context.db, context.caller.jurisdiction, filter_in(context.params))) {
      places.push_back(place_json(place));
    }
    return json{{"places", std::move(places)}, {"seq", journal::head_seq(context.db)}};
  };
  return {.name = "place.list",
          .kind = api::Kind::query,
          .summary = {"辖区内及上级的储备库点", "Warehouses and points of the jurisdiction and above it"},
          .params = Shape::object({may("state", Shape::one_of({"open", "closed"})),
                                   may("kind", Shape::one_of({"store", "point"})), may("level", tier_shape())}),
          .result = Shape::object(
              {need("places", Shape::array(place_shape(), 0, 100'000)), need("seq", Shape::integer(0, INT64_MAX / 2))}),
          .roles = kReaders,
          .query = std::move(query)};
}

}  // namespace

void declare_place_operations(api::Registry& registry, const divisions::Divisions& divisions) {
  registry.add(open(divisions));
  registry.add(change());
  registry.add(close());
  registry.add(list());
  registry.add(api::Topic{.name = "place",
                          .summary = {"储备库点的登记、更改与停用", "Warehouses and points opened, changed, closed"},
                          .roles = kReaders});
}

}  // namespace anlan::supplies
