#include <algorithm>
#include <utility>

#include "base/json_fields.hpp"
#include "journal/reading.hpp"
#include "journal/stream_reading.hpp"
#include "relief/history_line.hpp"
#include "relief/home_entries.hpp"
#include "relief/home_operations.hpp"
#include "relief/home_queries.hpp"
#include "relief/home_shapes_operations.hpp"
#include "relief/household_personal.hpp"
#include "relief/household_shapes_operations.hpp"
#include "relief/id_number.hpp"
#include "relief/written_number.hpp"

namespace anlan::relief {

using api::may;
using api::need;
using api::QueryContext;
using api::Shape;
using nlohmann::json;

namespace {

constexpr std::int64_t kPage = 200;
constexpr std::int64_t kUsualPage = 50;

/// What a row was after an entry, to be compared field by field.
json state_after(const ReliefParts& parts, const json& body) {
  auto out = body.at("facts");
  if (const auto personal = unseal_personal(parts.keys, optional_at<std::string>(body, "sealed"))) {
    out["name"] = personal->head().name;
    out["id_number"] = or_null(personal->head().id_number);
    out["phone"] = or_null(personal->phone);
    out["address"] = personal->address;
  }
  out["photos"] = body.at("photos");
  return out;
}

/// The oldest first: who recorded what, why, and which fields it changed.
json history_of_home(store::Connection& db, const ReliefParts& parts, const std::string& home) {
  auto out = json::array();
  json before = json::object();
  for (const auto& entry : journal::entries_of(db, home_stream(home))) {
    const auto body = parts.types.read_body(entry.type, entry.version, entry.body);
    auto line = history_line(entry, entry.stream_version);
    if (entry.type == kHomeChanged || entry.type == kHomeWithdrawn) line["reason"] = body.at("reason");
    if (entry.type == kHomeEntered || entry.type == kHomeChanged) {
      auto after = state_after(parts, body);
      if (entry.type == kHomeChanged) line["changed"] = differences(before, after);
      before = std::move(after);
    }
    out.push_back(std::move(line));
  }
  return out;
}

/// The typed number's mark. Problems of parse_id_number, at /id_number.
Result<std::int64_t> sought_number(const QueryContext& context, const ReliefParts& parts) {
  const auto id = parse_id_number(text_at(context.params, "id_number"), day_of(context.now));
  if (!id) return fail_field("/id_number", id.error().type, id.error().detail);
  return mark_of(parts.keys, "id", id->text);
}

Result<HomeFilter> filter_in(const QueryContext& context, const ReliefParts& parts) {
  const auto& params = context.params;
  HomeFilter filter{.incident = params.at("incident"),
                    .within = DivisionCode::parse(text_at(params, "division")).value(),
                    .limit = params.value("limit", kUsualPage)};
  if (params.contains("worst")) filter.worst = parse_word<Damage>(kDamageWords, text_at(params, "worst"));
  if (params.contains("class")) filter.household_class = parse_household_class(text_at(params, "class"));
  if (params.contains("state")) filter.state = parse_word<HomeState>(kHomeStateWords, text_at(params, "state"));
  if (params.contains("after")) filter.after = ListPlace{params["after"].at("village"), params["after"].at("number")};
  if (params.contains("name")) {
    const auto mark = name_mark(parts.keys, filter.incident, half_width(text_at(params, "name")));
    if (!mark) return fail(mark.error());
    filter.name = *mark;
  }
  if (params.contains("id_number")) {
    const auto mark = sought_number(context, parts);
    if (!mark) return fail(mark.error());
    filter.id_number = *mark;
  }
  return filter;
}

Shape place_shape() {
  return Shape::object({need("village", Shape::division()), need("number", Shape::integer(0, INT64_MAX / 2))});
}

api::Operation list(const ReliefParts& parts) {
  auto query = [parts](const QueryContext& context) -> Result<json> {
    const auto filter = filter_in(context, parts);
    if (!filter) return fail(filter.error());
    const auto found = list_homes(context.db, *filter);
    auto rows = json::array();
    for (const auto& one : found) rows.push_back(home_wire(parts.keys, one, context.now));
    json next = nullptr;
    if (static_cast<std::int64_t>(found.size()) == filter->limit) {
      next = {{"village", found.back().facts.village.text()}, {"number", found.back().ordinal}};
    }
    return json{{"homes", std::move(rows)}, {"next", std::move(next)}, {"seq", journal::head_seq(context.db)}};
  };
  return {
      .name = "home.list",
      .kind = api::Kind::query,
      .summary = {"倒塌损坏住房台账，按村和登记先后；个人信息已掩码",
                  "The register of damaged homes by village and order of entering, people masked"},
      .params = Shape::object(
          {need("incident", Shape::uuid()), need("division", Shape::division()), may("worst", damage_shape()),
           may("class", class_shape()), may("state", words_shape(kHomeStateWords)),
           may("name", Shape::text(1, 60), "how the head's name begins"),
           may("id_number", Shape::text(1, 60), "whole; only this person's rows"),
           may("after", place_shape(), "`next` of the page before"), may("limit", Shape::integer(1, kPage))}),
      .result = Shape::object({need("homes", Shape::array(home_shape(), 0, kPage)),
                               need("next", place_shape().or_null()), need("seq", Shape::integer(0, INT64_MAX / 2))}),
      .roles = kReaders,
      .scope = api::division_at("division"),
      .query = std::move(query),
      .never_by_get = true};
}

json labels(store::Connection& db, const ReliefParts& parts, const std::vector<Household>& households) {
  auto out = json::array();
  for (const auto& one : households) out.push_back(household_label(db, parts, one));
  return out;
}

/// Households the row could be about: of this jurisdiction, and naming no row yet.
std::vector<Household> proposed_for(const QueryContext& context, const ReliefParts& parts, const Home& home) {
  const auto personal = unseal_personal(parts.keys, home.sealed);
  if (!personal || home.state != HomeState::entered) return {};
  auto found = households_of_people(context.db, parts.keys, *personal);
  std::erase_if(found, [&](const Household& one) {
    return one.state != HouseholdState::entered || !one.facts.village.within(context.caller.jurisdiction) ||
           home_of_household(context.db, one.household);
  });
  return found;
}

api::Operation get(const ReliefParts& parts) {
  auto query = [parts](const QueryContext& context) -> Result<json> {
    return existing_home(context.db, context.params).map([&](const Home& home) {
      auto& db = context.db;
      return json{{"home", home_wire(parts.keys, home, context.now)},
                  {"links", labels(db, parts, households_of_home(db, home.home))},
                  {"proposals", labels(db, parts, proposed_for(context, parts, home))},
                  {"history", history_of_home(db, parts, home.home)},
                  {"seq", journal::head_seq(db)}};
    });
  };
  const auto households = Shape::array(household_label_shape(), 0, 1'000);
  return {.name = "home.get",
          .kind = api::Kind::query,
          .summary = {"住房台账的一行：现状、关联的户、历次登记", "A row, the households it is about, its history"},
          .params = Shape::object({need("home", Shape::uuid())}),
          .result = Shape::object({need("home", home_shape()), need("links", households),
                                   need("proposals", households, "with the same person; not linked by itself"),
                                   need("history", Shape::any()), need("seq", Shape::integer(0, INT64_MAX / 2))}),
          .roles = kReaders,
          .scope = village_of_home,
          .query = std::move(query)};
}

}  // namespace

void declare_home_queries(api::Registry& registry, const ReliefParts& parts) {
  registry.add(list(parts));
  registry.add(get(parts));
}

}  // namespace anlan::relief
