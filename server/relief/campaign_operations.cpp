#include <map>
#include <utility>

#include "base/json_fields.hpp"
#include "base/uuid.hpp"
#include "journal/journal.hpp"
#include "journal/reading.hpp"
#include "relief/campaign_entries.hpp"
#include "relief/campaign_rules.hpp"
#include "relief/campaign_shapes_operations.hpp"
#include "relief/campaign_view.hpp"
#include "relief/due_days.hpp"
#include "relief/gate_view.hpp"
#include "relief/household_money_queries.hpp"
#include "relief/household_money_rules.hpp"
#include "relief/household_queries.hpp"
#include "relief/pin_entries.hpp"
#include "relief/pin_view.hpp"
#include "relief/relief_operations.hpp"

namespace anlan::relief {

using access::Role;
using access::RoleSet;
using api::CommandContext;
using api::Field;
using api::may;
using api::need;
using api::Shape;
using nlohmann::json;

namespace {

constexpr RoleSet kDeciders{Role::county_reviewer, Role::leader};
constexpr std::int64_t kMostFen = 1'000'000'000'000;  // ten thousand million yuan

auto unknown_campaign() {
  return fail(ProblemKind::not_found, "unknown-campaign",
              {"没有这个冬春救助年度，请刷新后重选", "there is no such campaign; reload and choose again"});
}

json due_wire(const DueDay& due) {
  return {{"id", due.id},
          {"obligation", {{"zh", due.obligation.zh}, {"en", due.obligation.en}}},
          {"level", due.level},
          {"day", due.day},
          {"document", due.document},
          {"paragraph", due.paragraph}};
}

Shape day_shape() { return Shape::text(10, 10); }

Shape budget_shape() {
  return Shape::array(Shape::object({need("level", Shape::one_of({"central", "province", "city", "county"})),
                                     need("fen", Shape::integer(0, kMostFen)),
                                     may("document", Shape::text(1, 100).or_null(), "number of the notice"),
                                     may("given_on", day_shape().or_null(), "day it was handed down")}),
                      0, kFundingLevels.size());
}

Shape campaign_shape() {
  return Shape::object({need("campaign", Shape::uuid()), need("version", version_shape()),
                        need("name", Shape::text(1, 60)), need("division", Shape::division()),
                        need("from", day_shape()), need("until", day_shape()), need("budget", budget_shape()),
                        need("state", Shape::one_of({"open", "closed"})), need("exercise", Shape::boolean()),
                        need("opened_at", Shape::time()), need("closed_at", Shape::time().or_null()),
                        need("close_reason", Shape::text(1, kLongestReason).or_null()),
                        need("supplements", Shape::uuid().or_null(), "the campaign whose late households it takes"),
                        need("standard", Shape::any(), "what it pays by, once pinned")});
}

api::Decision told(const std::string& campaign, journal::Draft draft) {
  api::Decision decision;
  decision.entries.push_back(std::move(draft));
  decision.answer = [campaign](store::Connection& db, const std::vector<journal::Entry>&) {
    return json{{"campaign", campaign_wire(db, find_campaign(db, campaign).value())}};
  };
  return decision;
}

/// Those of the same county but for the one itself.
CampaignSurroundings around(store::Connection& db, const ReliefParts& parts, const Campaign& campaign) {
  CampaignSurroundings out{.division_known = parts.divisions.exists(campaign.facts.division),
                           .others = list_campaigns(db, campaign.facts.division),
                           .self = campaign.campaign};
  std::erase_if(out.others, [&](const Campaign& other) {
    return other.campaign == campaign.campaign || other.exercise != campaign.exercise;
  });
  for (const auto& other : out.others) {
    if (has_paid(db, other.campaign)) out.paid.insert(other.campaign);
  }
  return out;
}

Result<api::Decision> decide_open(const CommandContext& context, const ReliefParts& parts) {
  auto said = context.params;
  said.emplace("budget", json::array());
  const Campaign campaign{.campaign = make_uuid(context.now),
                          .facts = read_campaign_facts(said),
                          .exercise = context.params.value("exercise", false)};
  return check_campaign(campaign.facts, around(context.db, parts, campaign)).map([&] {
    auto decision = told(campaign.campaign, campaign_opened(campaign));
    const auto pinned =
        campaign.facts.supplements ? find_pinned(context.db, *campaign.facts.supplements) : std::nullopt;
    if (pinned) decision.entries.push_back(campaign_pinned(campaign, *pinned, "随所补充的年度"));
    return decision;
  });
}

/// The campaign as the caller saw it, still open.
Result<Campaign> seen(const CommandContext& context) {
  const auto& id = text_at(context.params, "campaign");
  auto campaign = existing_campaign(context.db, id, context.caller.jurisdiction);
  if (!campaign) return campaign;
  auto held =
      journal::expect_version(context.db, campaign_stream(id), context.params.at("expected_version")).and_then([&] {
        return check_open(*campaign);
      });
  if (!held) return fail(std::move(held.error()));
  return campaign;
}

Result<api::Decision> decide_change(const CommandContext& context, const ReliefParts& parts) {
  auto campaign = seen(context);
  if (!campaign) return fail(std::move(campaign.error()));
  auto facts = campaign_facts_json(campaign->facts);
  for (const auto* field : {"name", "from", "until", "budget"}) {
    if (context.params.contains(field)) facts[field] = context.params.at(field);
  }
  campaign->facts = read_campaign_facts(facts);
  return check_campaign(campaign->facts, around(context.db, parts, *campaign)).map([&] {
    return told(campaign->campaign, campaign_changed(*campaign, context.params.at("reason")));
  });
}

Result<api::Decision> decide_close(const CommandContext& context) {
  return seen(context).and_then([&](const Campaign& campaign) {
    return check_closing(under_way(context.db, campaign.campaign)).map([&] {
      return told(campaign.campaign, campaign_closed(campaign, context.params.at("reason")));
    });
  });
}

api::Operation command(std::string name, Text summary, std::vector<Field> fields, api::Command decide) {
  fields.push_back(need("command_id", Shape::uuid()));
  return {.name = std::move(name),
          .kind = api::Kind::command,
          .summary = std::move(summary),
          .params = Shape::object(std::move(fields)),
          .result = Shape::object({need("campaign", campaign_shape())}),
          .roles = kDeciders,
          .scope = division_of_campaign,
          .command = std::move(decide)};
}

std::vector<Field> of_campaign(std::vector<Field> fields) {
  fields.push_back(need("campaign", Shape::uuid()));
  fields.push_back(need("expected_version", version_shape()));
  fields.push_back(need("reason", Shape::text(1, kLongestReason)));
  return fields;
}

api::Operation open(const ReliefParts& parts) {
  auto operation = command(
      "campaign.open", {"开展一个冬春救助年度", "Open a winter–spring relief campaign of a county"},
      {need("name", Shape::text(1, 60)), need("division", Shape::division(), "the county"), need("from", day_shape()),
       need("until", day_shape()), may("budget", budget_shape()), may("exercise", Shape::boolean()),
       may("supplements", Shape::uuid().or_null(),
           "the campaign whose late households it takes: its villages' money went out already")},
      [parts](const CommandContext& context) { return decide_open(context, parts); });
  operation.scope = api::division_at("division");
  return operation;
}

api::Operation list() {
  auto query = [](const api::QueryContext& context) -> Result<json> {
    auto out = json::array();
    for (const auto& campaign : list_campaigns(context.db, context.caller.jurisdiction)) {
      out.push_back(campaign_wire(context.db, campaign));
    }
    return json{{"campaigns", std::move(out)}, {"seq", journal::head_seq(context.db)}};
  };
  return {.name = "campaign.list",
          .kind = api::Kind::query,
          .summary = {"本辖区的冬春救助年度，最新在前", "Winter–spring relief campaigns, the newest first"},
          .params = Shape::object({}),
          .result = Shape::object({need("campaigns", Shape::array(campaign_shape(), 0, 10'000)),
                                   need("seq", Shape::integer(0, INT64_MAX / 2))}),
          .roles = kReaders,
          .query = std::move(query)};
}

json villages_wire(store::Connection& db, const divisions::Divisions& divisions, const Campaign& campaign,
                   const DivisionCode& jurisdiction) {
  const auto& county = campaign.facts.division;
  const auto& within = jurisdiction.within(county) ? jurisdiction : county;
  std::map<DivisionCode, Stage> stages;
  for (const auto& list : stages_of(db, campaign.campaign, within)) stages.emplace(list.village, list.stage);
  auto out = json::array();
  for (const auto& list : village_lists(db, campaign.campaign, within)) {
    const auto known = stages.find(list.village);
    out.push_back({{"village", list.village.text()},
                   {"name", divisions.name_of(list.village)},
                   {"households", list.households},
                   {"people", list.people},
                   {"needy", list.needy},
                   {"decided", known != stages.end() && is_decided(known->second)}});
  }
  return out;
}

api::Operation get(const ReliefParts& parts) {
  auto query = [parts](const api::QueryContext& context) -> Result<json> {
    return existing_campaign(context.db, text_at(context.params, "campaign"), context.caller.jurisdiction)
        .map([&](const Campaign& campaign) {
          auto due = json::array();
          for (const auto& day : due_days(parts.catalogue, campaign.facts)) due.push_back(due_wire(day));
          return json{{"campaign", campaign_wire(context.db, campaign)},
                      {"due", std::move(due)},
                      {"villages", villages_wire(context.db, parts.divisions, campaign, context.caller.jurisdiction)},
                      {"seq", journal::head_seq(context.db)}};
        });
  };
  const auto count = Shape::integer(0, INT64_MAX / 2);
  const auto village = Shape::object({need("village", Shape::division()), need("name", Shape::text(1, 100)),
                                      need("households", count), need("people", count), need("needy", count),
                                      need("decided", Shape::boolean(), "no household comes onto it any more")});
  const auto due =
      Shape::object({need("id", Shape::text(1, 60)), need("obligation", Shape::any()),
                     need("level", Shape::one_of({"village", "township", "county", "city"})), need("day", day_shape()),
                     need("document", Shape::text(0, 200)), need("paragraph", Shape::text(0, 200))});
  return {
      .name = "campaign.get",
      .kind = api::Kind::query,
      .summary = {"冬春救助年度：报送时限与各村名册情况", "A campaign: when reports are due, and every village's list"},
      .params = Shape::object({need("campaign", Shape::uuid())}),
      .result = Shape::object({need("campaign", campaign_shape()), need("due", Shape::array(due, 0, 100)),
                               need("villages", Shape::array(village, 0, 10'000)), need("seq", count)}),
      .roles = kReaders,
      .query = std::move(query)};
}

}  // namespace

Result<Campaign> existing_campaign(store::Connection& db, const std::string& campaign,
                                   const DivisionCode& jurisdiction) {
  auto found = find_campaign(db, campaign);
  if (found && (found->facts.division.within(jurisdiction) || jurisdiction.within(found->facts.division))) {
    return std::move(*found);
  }
  return unknown_campaign();
}

json campaign_wire(store::Connection& db, const Campaign& campaign) {
  auto out = campaign_facts_json(campaign.facts);
  out["campaign"] = campaign.campaign;
  out["version"] = campaign.version;
  out["state"] = to_string(campaign.state);
  out["exercise"] = campaign.exercise;
  out["opened_at"] = format_time(campaign.opened_at);
  out["closed_at"] = campaign.closed_at ? json(format_time(*campaign.closed_at)) : json(nullptr);
  out["close_reason"] = or_null(campaign.close_reason);
  const auto pinned = find_pinned(db, campaign.campaign);
  out["standard"] = pinned ? pinned_json(*pinned) : json(nullptr);
  return out;
}

Result<DivisionCode> division_of_campaign(store::Connection& db, const json& params) {
  const auto found = find_campaign(db, text_at(params, "campaign"));
  if (found) return found->facts.division;
  return unknown_campaign();
}

void declare_campaign_operations(api::Registry& registry, const ReliefParts& parts) {
  registry.add(open(parts));
  registry.add(command("campaign.change",
                       {"更改冬春救助年度的名称、日期或资金", "Change a campaign's name, days or money"},
                       of_campaign({may("name", Shape::text(1, 60)), may("from", day_shape()),
                                    may("until", day_shape()), may("budget", budget_shape())}),
                       [parts](const CommandContext& context) { return decide_change(context, parts); }));
  registry.add(command("campaign.close", {"结束冬春救助年度", "Close a campaign"}, of_campaign({}), decide_close));
  registry.add(list());
  registry.add(get(parts));
  registry.add(api::Topic{
      .name = "campaign",
      .summary = {"冬春救助年度的开展、更改与结束", "Winter–spring relief campaigns opened, changed and closed"},
      .roles = kReaders});
}

}  // namespace anlan::relief
