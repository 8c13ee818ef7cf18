#include <utility>

#include "base/json_fields.hpp"
#include "journal/reading.hpp"
#include "relief/household_queries.hpp"
#include "relief/household_shapes_operations.hpp"
#include "relief/relief_operations.hpp"

// A village's list as of a day: the households, and what was recorded of each after that day.

namespace anlan::relief {

using api::need;
using api::QueryContext;
using api::Shape;
using nlohmann::json;

namespace {

constexpr std::int64_t kMostRows = 20'000;  // households of a village

Result<json> changes(const QueryContext& context, const ReliefParts& parts) {
  const auto& campaign = text_at(context.params, "campaign");
  if (auto found = existing_campaign(context.db, campaign, context.caller.jurisdiction); !found)
    return fail(found.error());
  const auto village = DivisionCode::parse(text_at(context.params, "village")).value();
  const auto since = parse_time(text_at(context.params, "since")).value();
  const auto households = list_households(context.db, {.campaign = campaign, .within = village, .limit = kMostRows});
  auto rows = json::array();
  for (const auto& one : households) {
    if (one.changed_at <= since) continue;
    auto shown = household_wire(parts.keys, one, context.now);
    rows.push_back({{"household", std::move(shown)}, {"history", history_wire(context.db, parts, one.ordinal)}});
  }
  return json{{"changed", std::move(rows)}, {"seq", journal::head_seq(context.db)}};
}

}  // namespace

void declare_household_changes(api::Registry& registry, const ReliefParts& parts) {
  registry.add(api::Operation{
      .name = "household.changes",
      .kind = api::Kind::query,
      .summary = {"某一时刻以后一村名册有变动的家庭：登记、更改、撤出，何时何人改了哪几项（不显示内容）",
                  "Households of a village's list on which something was recorded after a moment, with their history: "
                  "who changed which fields when, never their values"},
      .params = Shape::object(
          {need("campaign", Shape::uuid()), need("village", Shape::division()), need("since", Shape::time())}),
      .result = Shape::object(
          {need("changed", Shape::array(Shape::any(), 0, kMostRows)), need("seq", Shape::integer(0, INT64_MAX / 2))}),
      .roles = kReaders,
      .scope = api::division_at("village"),
      .query = [parts](const QueryContext& context) { return changes(context, parts); }});
}

}  // namespace anlan::relief
