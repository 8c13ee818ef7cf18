#include "relief/gate_context_operations.hpp"

#include <utility>

#include "base/json.hpp"
#include "base/json_fields.hpp"
#include "relief/campaign_rules.hpp"
#include "relief/gate_entries.hpp"
#include "relief/gate_view.hpp"
#include "relief/household_personal.hpp"
#include "relief/household_queries.hpp"
#include "relief/household_rules.hpp"
#include "relief/payment_view.hpp"
#include "relief/relief_operations.hpp"
#include "relief/way_rules.hpp"

namespace anlan::relief {

using api::CommandContext;
using api::need;
using api::Shape;
using nlohmann::json;

namespace {

constexpr std::int64_t kMostRows = 20'000;  // households of a village

std::vector<Household> households_of(store::Connection& db, const std::string& campaign, const DivisionCode& village) {
  return list_households(
      db, {.campaign = campaign, .within = village, .state = HouseholdState::entered, .limit = kMostRows});
}

/// What people lack is asked of all of them by the first gate, and of those who changed since by the others up to the
/// county's decision: to open what is sealed is most of what a long list costs.
void find_missing(const access::KeyRing& keys, GateContext& at) {
  const auto& list = at.list;
  const auto reported = list.reached.find(Stage::village_review);
  const auto asked = [&](const GatedRow& row) {
    if (list.stage == Stage::report) return true;
    return list.stage <= Stage::county_decision && reported != list.reached.end() && row.changed_at > reported->second;
  };
  for (std::size_t i = 0; i < at.list.rows.size() && i < at.households.size(); ++i) {
    const auto personal = asked(list.rows[i]) ? unseal_personal(keys, at.households[i].sealed) : std::nullopt;
    if (personal) at.list.rows[i].missing = missing_in(at.households[i].facts, *personal);
    if (at.households[i].facts.needy < 1) at.list.rows[i].missing.emplace_back("needy");
  }
}

/// Why the list was returned; what stands unsealed is from before reasons were sealed.
void open_reason(const access::KeyRing& keys, json& returned, bool words) {
  const auto sealed = optional_at<std::string>(returned, "sealed");
  auto reason = sealed ? or_null(keys.unseal(*sealed)) : returned.value("reason", json(nullptr));
  returned.erase("sealed");
  returned["reason"] = words ? std::move(reason) : json(nullptr);
}

std::vector<std::string> stage_words() {
  std::vector<std::string> out;
  for (std::size_t i = 0; i < kStages; ++i) out.emplace_back(to_string(static_cast<Stage>(i)));
  return out;
}

/// Whoever knows a picture's hash can fetch it, so what shows people is named only to those who say what for.
void hide_pictures(json& evidence) {
  for (const auto* sample : {"sample", "follow_up"}) {
    if (!evidence.contains(sample)) continue;
    for (auto& visit : evidence[sample]["visits"]) visit["photo"] = !visit.at("photo").is_null();
  }
  if (!evidence.contains("meeting")) return;
  for (const auto* paper : {"minutes", "photo"})
    evidence["meeting"][paper] = !text_at(evidence["meeting"], paper).empty();
}

/// That a photo was taken off is shown; why, and by what the picture is known again, is not.
void hide_reasons(json& notice) {
  for (auto& photo : notice.at("photos")) {
    if (photo.erase("dropped_for") > 0) photo["dropped"] = true;
    photo.erase("mark");
  }
}

/// The evidence with its objections, whose words only those hear who settle them.
json shown(store::Connection& db, const access::KeyRing& keys, const GateContext& at, bool words) {
  auto evidence = find_evidence(db, at.campaign.campaign, at.village);
  hide_pictures(evidence);
  for (const auto* notice : {"notice", "second_notice"}) {
    if (evidence.contains(notice)) hide_reasons(evidence[notice]);
  }
  auto objections = json::array();
  for (const auto& each : at.list.objections) {
    json line{{"objection", each.objection},
              {"household", each.household.empty() ? json(nullptr) : json(each.household)},
              {"raised_at", format_time(each.raised_at)}};
    if (each.settled_at) line.update({{"settled_at", format_time(*each.settled_at)}, {"upheld", each.upheld}});
    objections.push_back(std::move(line));
  }
  if (evidence.contains("returned")) open_reason(keys, evidence["returned"], words);
  if (!objections.empty()) evidence["objections"] = std::move(objections);
  return evidence;
}

json missing_wire(const std::vector<Problem>& missing) {
  auto out = json::array();
  for (const auto& each : missing) out.push_back({{"type", each.type}, {"zh", each.detail.zh}, {"en", each.detail.en}});
  return out;
}

}  // namespace

GateRules rules_of(const ReliefCatalogue& standards) {
  return {.notice_days = standards.notice().days, .notice_photos = standards.notice().photos};
}

Result<journal::Draft> objected(const GateContext& at, access::KeyRing& keys, const Objection& objection,
                                const char* door, const json& said) {
  const json words{{"words", said.at("words")}, {"contact", said.value("contact", json(nullptr))}};
  return keys.seal(key_owner_of(at.campaign.campaign), dump(words)).map([&](std::string sealed) {
    return gate_fact(kGateObjected, at.campaign, at.village,
                     {{"objection", objection.objection},
                      {"household", objection.household.empty() ? json(nullptr) : json(objection.household)},
                      {"raised_at", format_time(objection.raised_at)},
                      {"door", door},
                      {"late", is_late(at.list)},
                      {"sealed", std::move(sealed)}});
  });
}

Result<GateContext> read_gate(store::Connection& db, const GateParts& parts, const std::string& campaign,
                              const DivisionCode& village, const DivisionCode& jurisdiction) {
  auto found = existing_campaign(db, campaign, jurisdiction);
  if (!found) return fail(std::move(found.error()));
  if (!village.within(found->facts.division) || village.level() != Level::village) {
    return fail_field("/village", "outside-campaign",
                      {"该村（社区）不在本年度所属的县（市、区）内，请重选",
                       "the village is not in the campaign's county; choose another"});
  }
  GateContext out{.campaign = std::move(*found),
                  .village = village,
                  .list = find_gated_list(db, campaign, village),
                  .households = households_of(db, campaign, village)};
  out.list.payment = payment_state(payment_lines(db, campaign, village));
  find_missing(parts.keys, out);
  return out;
}

Result<GateContext> gate_context(const CommandContext& context, const GateParts& parts) {
  const auto village = DivisionCode::parse(text_at(context.params, "village"));
  if (!village) return fail(village.error());
  auto at = read_gate(context.db, parts, text_at(context.params, "campaign"), *village, context.caller.jurisdiction);
  if (!at) return at;
  if (auto held = check_open(at->campaign); !held) return fail(std::move(held.error()));
  if (to_string(at->list.stage) == text_at(context.params, "stage")) return at;
  const auto now = std::string{title_of(at->list.stage)};
  return fail(
      ProblemKind::conflict, "stale-version",
      {"名单已到「" + now + "」环节，请刷新后再办", "the list is at another stage by now: reload and look again"});
}

json gate_wire(store::Connection& db, const GateParts& parts, const GateContext& at, Instant now, bool words) {
  const auto rules = rules_of(parts.standards);
  auto rows = json::array();
  for (const auto& row : at.list.rows) {
    rows.push_back({{"household", row.household},
                    {"missing", row.missing},
                    {"notice_days", or_null(notice_days_of(row, at.list, now))}});
  }
  return {{"campaign", at.campaign.campaign},
          {"village", at.village.text()},
          {"name", parts.divisions.name_of(at.village)},
          {"stage", to_string(at.list.stage)},
          {"notice_days_needed", rules.notice_days},
          {"missing", missing_wire(missing_at_gate(at.list, rules, now))},
          {"evidence", shown(db, parts.keys, at, words)},
          {"as_frozen", at.list.freeze && at.list.current_snapshot == at.list.freeze->snapshot},
          {"rows", std::move(rows)}};
}

api::Operation gate_command(
    const GateParts& parts, std::string name, Text summary, std::vector<api::Field> fields, access::RoleSet roles,
    std::function<Result<std::vector<journal::Draft>>(const CommandContext&, const GateContext&)> decide) {
  fields.push_back(need("campaign", Shape::uuid()));
  fields.push_back(need("village", Shape::division()));
  fields.push_back(need("stage", Shape::one_of(stage_words()), "the stage the caller saw the list at"));
  fields.push_back(need("command_id", Shape::uuid()));
  auto command = [parts, decide = std::move(decide)](const CommandContext& context) -> Result<api::Decision> {
    const auto at = gate_context(context, parts);
    if (!at) return fail(at.error());
    auto entries = decide(context, *at);
    if (!entries) return fail(std::move(entries.error()));
    api::Decision decision{.entries = std::move(*entries)};
    decision.answer = [parts, campaign = at->campaign.campaign, village = at->village,
                       jurisdiction = context.caller.jurisdiction,
                       now = context.now](store::Connection& db, const std::vector<journal::Entry>&) {
      const auto after = read_gate(db, parts, campaign, village, jurisdiction).value();
      return json{{"list", gate_wire(db, parts, after, now, false)}};
    };
    return decision;
  };
  return {.name = std::move(name),
          .kind = api::Kind::command,
          .summary = std::move(summary),
          .params = Shape::object(std::move(fields)),
          .result = Shape::object({need("list", Shape::any())}),
          .roles = roles,
          .scope = api::division_at("village"),
          .command = std::move(command)};
}

}  // namespace anlan::relief
