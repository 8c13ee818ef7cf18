#include <utility>

#include "access/personal.hpp"
#include "api/personal.hpp"
#include "base/json_fields.hpp"
#include "incidents/incident_view.hpp"
#include "journal/reading.hpp"
#include "relief/campaign_view.hpp"
#include "relief/home_entries.hpp"
#include "relief/home_operations.hpp"
#include "relief/home_queries.hpp"
#include "relief/home_shapes_operations.hpp"
#include "relief/household_personal.hpp"

namespace anlan::relief {

using api::CommandContext;
using api::Field;
using api::need;
using api::Shape;
using nlohmann::json;

namespace {

/// The head alone: sex and age by his number, everything else masked.
json masked_head(const Personal& personal, Instant now) {
  const auto all = masked_personal(personal, now);
  auto out = all.at("members").front();
  out.erase("kinship");
  out.erase("health");
  out["phone"] = all.at("phone");
  out["address"] = all.at("address");
  return out;
}

}  // namespace

json home_wire(const access::KeyRing& keys, const Home& home, Instant now) {
  const auto personal = unseal_personal(keys, home.sealed);
  auto out = home_facts_json(home.facts);
  out["home"] = home.home;
  out["incident"] = home.incident;
  out["number"] = home.ordinal;
  out["version"] = home.version;
  out["state"] = word_of(kHomeStateWords, home.state);
  out["worst"] = word_of(kDamageWords, home.facts.worst());
  out["exercise"] = home.exercise;
  out["personal"] = personal ? masked_head(*personal, now) : json(nullptr);
  out["photos"] = home.photos.size();
  out["missing"] = personal ? json(missing_in(*personal)) : json::array();
  out["entered_at"] = format_time(home.entered_at);
  out["entered_by"] = home.entered_by;
  out["changed_at"] = format_time(home.changed_at);
  out["withdrawn_for"] = home.withdrawn_for ? json(word_of(kHomeWithdrawWords, *home.withdrawn_for)) : json(nullptr);
  return out;
}

json household_label(store::Connection& db, const ReliefParts& parts, const Household& household) {
  const auto people = unseal_personal(parts.keys, household.sealed);
  return {{"household", household.household},
          {"number", household.ordinal},
          {"village", household.facts.village.text()},
          {"campaign", household.campaign},
          {"campaign_name", find_campaign(db, household.campaign).value().facts.name},
          {"state", word_of(kStateWords, household.state)},
          {"head", people ? json(access::mask_name(people->head().name)) : json(nullptr)}};
}

Result<Home> existing_home(store::Connection& db, const json& params) {
  auto found = find_home(db, text_at(params, "home"));
  if (found) return std::move(*found);
  return fail(ProblemKind::not_found, "unknown-home",
              {"住房台账没有这一行，请刷新后重选", "the register has no such row; reload and choose again"});
}

Result<Home> seen_home(const CommandContext& context) {
  auto home = existing_home(context.db, context.params);
  if (!home) return home;
  const auto expected = context.params.at("expected_version").get<std::int64_t>();
  if (auto fresh = journal::expect_version(context.db, home_stream(home->home), expected); !fresh)
    return fail(std::move(fresh.error()));
  if (auto held = check_home_stands(*home); !held) return fail(std::move(held.error()));
  return home;
}

Result<DivisionCode> village_of_home(store::Connection& db, const json& params) {
  return existing_home(db, params).map([](const Home& home) { return home.facts.village; });
}

Result<incidents::Incident> existing_incident(store::Connection& db, const std::string& incident,
                                              const DivisionCode& jurisdiction) {
  auto found = incidents::find_incident(db, incident);
  if (found && incidents::touches(found->area, jurisdiction)) return std::move(*found);
  return fail(ProblemKind::not_found, "unknown-incident",
              {"没有这个灾害事件，请刷新后重选", "there is no such incident; reload and choose again"});
}

api::Decision told_home(const ReliefParts& parts, const std::string& home, Instant now, journal::Draft draft) {
  api::Decision decision;
  decision.entries.push_back(std::move(draft));
  decision.answer = [&keys = parts.keys, home, now](store::Connection& db, const std::vector<journal::Entry>&) {
    return json{{"home", home_wire(keys, find_home(db, home).value(), now)}};
  };
  return decision;
}

api::Operation home_command(const ReliefParts& parts, std::string name, Text summary, std::vector<Field> fields,
                            Result<api::Decision> (*decide)(const CommandContext&, const ReliefParts&)) {
  fields.push_back(need("command_id", Shape::uuid()));
  return {.name = std::move(name),
          .kind = api::Kind::command,
          .summary = std::move(summary),
          .params = Shape::object(std::move(fields)),
          .result = Shape::object({need("home", home_shape())}),
          .roles = kHomeEnterers,
          .scope = village_of_home,
          .command = [parts, decide](const CommandContext& context) { return decide(context, parts); },
          .stands_for = [&keys = parts.keys](const json& params) { return api::without(keys, params, ""); }};
}

}  // namespace anlan::relief
