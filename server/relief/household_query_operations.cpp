#include <utility>

#include "api/personal.hpp"
#include "base/json_fields.hpp"
#include "journal/reading.hpp"
#include "journal/stream_reading.hpp"
#include "relief/account_number.hpp"
#include "relief/history_line.hpp"
#include "relief/household_entries.hpp"
#include "relief/household_money_queries.hpp"
#include "relief/household_money_rules.hpp"
#include "relief/household_personal.hpp"
#include "relief/household_queries.hpp"
#include "relief/household_shapes_operations.hpp"
#include "relief/id_number.hpp"
#include "relief/relief_operations.hpp"
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

/// What a household was after a fact: figures and people side by side, to be compared field by field.
json state_after(const ReliefParts& parts, const json& body, std::int64_t index) {
  const auto row = read_row(body.at("rows").at(static_cast<std::size_t>(index)));
  auto out = facts_json(row.facts);
  if (auto personal = clear_personal(unseal_personal(parts.keys, row.sealed)); personal.is_object()) {
    out.update(personal);
  }
  return out;
}

}  // namespace

json history_wire(store::Connection& db, const ReliefParts& parts, std::int64_t ordinal) {
  auto out = json::array();
  json before = json::object();
  for (const auto& fact : history_of(db, ordinal)) {
    const auto entry = journal::entry_at(db, fact.seq);
    const auto body = parts.types.read_body(entry.type, entry.version, entry.body);
    auto line = history_line(entry, fact.version);
    if (entry.type == kHouseholdWithdrawn) {
      line["reason"] = body.at("reason");
    } else {
      auto after = state_after(parts, body, fact.row);
      if (entry.type == kHouseholdChanged) line["changed"] = differences(before, after);
      before = std::move(after);
    }
    out.push_back(std::move(line));
  }
  return out;
}

namespace {

/// What may still be done with it: whoever opens a household is not offered what would be refused.
json standing_wire(store::Connection& db, const Household& household) {
  const auto list = list_standing(db, household.campaign, household.facts.village, household.household);
  const auto line = line_state_of(db, household.campaign, household.household);
  return {{"stage", to_string(list.stage)},
          {"fixed", is_fixed(list)},
          {"line", line ? json(to_string(*line)) : json(nullptr)},
          {"withdrawable", household.state == HouseholdState::entered && check_withdrawing(line).has_value()}};
}

Shape standing_shape() {
  return Shape::object(
      {need("stage", Shape::text(1, 20), "of its list"),
       need("fixed", Shape::boolean(), "decided: only phone, address, account, way of payment and note may change"),
       need("line", Shape::text(1, 20).or_null(), "how far its payment is"), need("withdrawable", Shape::boolean())});
}

api::Operation get(const ReliefParts& parts) {
  auto query = [parts](const QueryContext& context) -> Result<json> {
    return existing_household(context.db, context.params).map([&](const Household& household) {
      const auto personal = unseal_personal(parts.keys, household.sealed);
      return json{{"household", household_wire(parts.keys, household, context.now)},
                  {"shared", personal ? shared_with(context.db, parts, *personal, household.ordinal) : json::array()},
                  {"history", history_wire(context.db, parts, household.ordinal)},
                  {"standing", standing_wire(context.db, household)},
                  {"seq", journal::head_seq(context.db)}};
    });
  };
  return {.name = "household.get",
          .kind = api::Kind::query,
          .summary = {"一户的情况、与谁共用号码和历史记录", "A household, what it shares with others, and its history"},
          .params = Shape::object({need("household", Shape::uuid())}),
          .result = Shape::object({need("household", household_shape()), need("shared", shared_shape()),
                                   need("history", Shape::array(Shape::any(), 1, 100'000)),
                                   need("standing", standing_shape()), need("seq", Shape::integer(0, INT64_MAX / 2))}),
          .roles = kReaders,
          .scope = village_of_household,
          .query = std::move(query)};
}

Result<HouseholdFilter> filter_in(const QueryContext& context, const ReliefParts& parts) {
  const auto& params = context.params;
  HouseholdFilter filter{.campaign = params.at("campaign"),
                         .within = DivisionCode::parse(text_at(params, "division")).value(),
                         .limit = params.value("limit", kUsualPage)};
  if (params.contains("class")) filter.household_class = parse_household_class(text_at(params, "class"));
  if (params.contains("state")) filter.state = parse_word<HouseholdState>(kStateWords, text_at(params, "state"));
  if (params.contains("after")) {
    const auto& after = params.at("after");
    filter.after = ListPlace{after.at("village"), after.at("number")};
  }
  if (!params.contains("name")) return filter;
  return name_mark(parts.keys, filter.campaign, half_width(text_at(params, "name"))).map([&](std::int64_t mark) {
    filter.name = mark;
    return filter;
  });
}

api::Operation list(const ReliefParts& parts) {
  auto query = [parts](const QueryContext& context) -> Result<json> {
    const auto filter = filter_in(context, parts);
    if (!filter) return fail(filter.error());
    const auto found = list_households(context.db, *filter);
    auto rows = json::array();
    for (const auto& one : found) rows.push_back(household_wire(parts.keys, one, context.now));
    json next = nullptr;
    if (static_cast<std::int64_t>(found.size()) == filter->limit) {
      next = {{"village", found.back().facts.village.text()}, {"number", found.back().ordinal}};
    }
    return json{{"households", std::move(rows)}, {"next", std::move(next)}, {"seq", journal::head_seq(context.db)}};
  };
  const auto place =
      Shape::object({need("village", Shape::division()), need("number", Shape::integer(0, INT64_MAX / 2))});
  return {
      .name = "household.list",
      .kind = api::Kind::query,
      .summary = {"名册，按村和登记先后；个人信息已掩码", "The list by village and order of entering, people masked"},
      .params = Shape::object(
          {need("campaign", Shape::uuid()), need("division", Shape::division()), may("class", class_shape()),
           may("state", words_shape(kStateWords)), may("name", Shape::text(1, 60), "how the head's name begins"),
           may("after", place, "`next` of the page before"), may("limit", Shape::integer(1, kPage))}),
      .result = Shape::object({need("households", Shape::array(household_shape(), 0, kPage)),
                               need("next", place.or_null()), need("seq", Shape::integer(0, INT64_MAX / 2))}),
      .roles = kReaders,
      .scope = api::division_at("division"),
      .query = std::move(query),
      .never_by_get = true};
}

/// What was typed, as a household would have it.
Result<Personal> sought(const json& params, Instant now) {
  Personal personal;
  if (params.contains("id_number")) {
    auto id = parse_id_number(text_at(params, "id_number"), day_of(now));
    if (!id) return fail_field("/id_number", id.error().type, id.error().detail);
    personal.members.push_back({.name = "", .id_number = std::move(id->text)});
  }
  if (params.contains("phone")) {
    auto phone = parse_phone_number(text_at(params, "phone"));
    if (!phone) return fail_field("/phone", phone.error().type, phone.error().detail);
    personal.phone = std::move(*phone);
  }
  if (params.contains("account")) {
    auto account = parse_account_number(text_at(params, "account"));
    if (!account) return fail_field("/account", account.error().type, account.error().detail);
    personal.account = std::move(account->text);
  }
  return personal;
}

api::Operation match(const ReliefParts& parts) {
  auto query = [parts](const QueryContext& context) -> Result<json> {
    return sought(context.params, context.now).map([&](const Personal& personal) {
      return json{{"found", shared_with(context.db, parts, personal, 0)}};
    });
  };
  const auto number = Shape::text(1, 60);
  return {.name = "household.match",
          .kind = api::Kind::query,
          .summary = {"按身份证号、电话或一卡通账号查重：全站各年度，只答在哪一户",
                      "Where an identity number, phone or account stands already: all lists of the site, masked"},
          .params = Shape::object({may("id_number", number), may("phone", number), may("account", number)}),
          .result = Shape::object({need("found", shared_shape())}),
          .roles = kRevealers,
          .query = std::move(query),
          .never_by_get = true};
}

}  // namespace

json household_wire(const access::KeyRing& keys, const Household& household, Instant now) {
  const auto personal = unseal_personal(keys, household.sealed);
  auto out = facts_json(household.facts);
  out["household"] = household.household;
  out["campaign"] = household.campaign;
  out["number"] = household.ordinal;
  out["version"] = household.version;
  out["state"] = word_of(kStateWords, household.state);
  out["personal"] = masked_personal(personal, now);
  out["missing"] = personal ? json(missing_in(household.facts, *personal)) : json::array();
  out["entered_at"] = format_time(household.entered_at);
  out["entered_by"] = household.entered_by;
  out["changed_at"] = format_time(household.changed_at);
  out["withdrawn_for"] =
      household.withdrawn_for ? json(word_of(kWithdrawWords, *household.withdrawn_for)) : json(nullptr);
  return out;
}

void declare_household_queries(api::Registry& registry, const ReliefParts& parts) {
  registry.add(list(parts));
  registry.add(get(parts));
  registry.add(match(parts));
  registry.add(api::Topic{.name = "household_village",
                          .summary = {"各村名册的户数与人数", "Households and people on each village's list"},
                          .state = true,
                          .roles = kReaders});
}

}  // namespace anlan::relief
