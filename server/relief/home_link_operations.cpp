#include <algorithm>
#include <set>
#include <utility>

#include "base/json_fields.hpp"
#include "journal/reading.hpp"
#include "relief/campaign_rules.hpp"
#include "relief/campaign_view.hpp"
#include "relief/home_entries.hpp"
#include "relief/home_operations.hpp"
#include "relief/home_queries.hpp"
#include "relief/home_shapes_operations.hpp"
#include "relief/household_personal.hpp"
#include "relief/household_shapes_operations.hpp"

namespace anlan::relief {

using api::CommandContext;
using api::may;
using api::need;
using api::QueryContext;
using api::Shape;
using nlohmann::json;

namespace {

constexpr std::int64_t kMostHits = 20;
constexpr std::int64_t kPage = 200;

/// A row and a household, both in the caller's jurisdiction, of an open campaign and as he saw the row.
struct Pair {
  Home home;
  Household household;
  Campaign campaign;
};
Result<Pair> pair_in(const CommandContext& context) {
  auto home = seen_home(context);
  if (!home) return fail(std::move(home.error()));
  if (!home->facts.village.within(context.caller.jurisdiction)) {
    return fail(ProblemKind::not_found, "unknown-home",
                {"住房台账没有这一行，请刷新后重选", "the register has no such row; reload and choose again"});
  }
  auto household = existing_household(context.db, context.params);
  if (!household) return fail(std::move(household.error()));
  auto campaign = existing_campaign(context.db, household->campaign, context.caller.jurisdiction);
  if (!campaign) return fail(std::move(campaign.error()));
  if (auto held = check_open(*campaign); !held) return fail(std::move(held.error()));
  return Pair{std::move(*home), std::move(*household), std::move(*campaign)};
}

Result<api::Decision> decide_link(const CommandContext& context, const ReliefParts& parts) {
  const auto pair = pair_in(context);
  if (!pair) return fail(pair.error());
  if (auto held = check_on_list(pair->household); !held) return fail(std::move(held.error()));
  const auto others = households_of_home(context.db, pair->home.home);
  const LinkFacts facts{
      .linked = home_of_household(context.db, pair->household.household).has_value(),
      .taken = std::ranges::find(others, pair->household.campaign, &Household::campaign) != others.end(),
      .same_exercise = pair->home.exercise == pair->campaign.exercise};
  return check_link(facts).map(
      [&] { return told_home(parts, pair->home.home, context.now, home_linked(pair->home, pair->household)); });
}

Result<api::Decision> decide_unlink(const CommandContext& context, const ReliefParts& parts) {
  const auto pair = pair_in(context);
  if (!pair) return fail(pair.error());
  const auto linked = home_of_household(context.db, pair->household.household);
  if (!linked || linked->home != pair->home.home) {
    return fail(ProblemKind::conflict, "home-not-linked",
                {"该户没有关联这一行，请刷新后再看", "this household does not name that row; reload and look again"});
  }
  return parts.keys.seal(home_key_owner(pair->home.incident), text_at(context.params, "reason"))
      .map([&](const std::string& reason) {
        return told_home(parts, pair->home.home, context.now, home_unlinked(pair->home, pair->household, reason));
      });
}

/// Rows the household could be about: `here` in the caller's jurisdiction, and how many stand elsewhere.
struct Proposals {
  std::vector<Home> here;
  std::int64_t elsewhere = 0;
};
Proposals proposals_for(const QueryContext& context, const ReliefParts& parts, const Household& household) {
  Proposals out;
  const auto personal = unseal_personal(parts.keys, household.sealed);
  if (!personal) return out;
  for (auto& home : homes_of_people(context.db, parts.keys, *personal)) {
    if (home.facts.village.within(context.caller.jurisdiction)) {
      out.here.push_back(std::move(home));
    } else {
      ++out.elsewhere;
    }
  }
  return out;
}

api::Operation of_household(const ReliefParts& parts) {
  auto query = [parts](const QueryContext& context) -> Result<json> {
    return existing_household(context.db, context.params).map([&](const Household& household) {
      const auto linked = home_of_household(context.db, household.household);
      auto proposals = json::array();
      Proposals found;
      if (!linked) found = proposals_for(context, parts, household);
      for (const auto& home : found.here) proposals.push_back(home_wire(parts.keys, home, context.now));
      return json{{"hit", home_was_hit(household.facts)},
                  {"home", linked ? home_wire(parts.keys, *linked, context.now) : json(nullptr)},
                  {"proposals", std::move(proposals)},
                  {"elsewhere", found.elsewhere},
                  {"seq", journal::head_seq(context.db)}};
    });
  };
  const auto count = Shape::integer(0, INT64_MAX / 2);
  return {.name = "home.of_household",
          .kind = api::Kind::query,
          .summary = {"一户关联的住房台账行；没有关联时按身份证号提出候选",
                      "The row a household names; without one, those of the same people"},
          .params = Shape::object({need("household", Shape::uuid())}),
          .result = Shape::object(
              {need("hit", Shape::boolean(), "the household says its home was hit"),
               need("home", home_shape().or_null()), need("proposals", Shape::array(home_shape(), 0, 1'000)),
               need("elsewhere", count, "rows of these people beyond the jurisdiction"), need("seq", count)}),
          .roles = kReaders,
          .scope = village_of_household,
          .query = std::move(query)};
}

Result<json> lacking(const QueryContext& context, const ReliefParts& parts) {
  const auto& params = context.params;
  const auto campaign = existing_campaign(context.db, text_at(params, "campaign"), context.caller.jurisdiction);
  if (!campaign) return fail(campaign.error());
  std::optional<ListPlace> after;
  if (params.contains("after")) after = ListPlace{params["after"].at("village"), params["after"].at("number")};
  const auto within = DivisionCode::parse(text_at(params, "division")).value();
  const auto found = without_home(context.db, campaign->campaign, within, after, kPage);
  auto rows = json::array();
  for (const auto& one : found) {
    auto row = household_label(context.db, parts, one);
    row["proposals"] = proposals_for(context, parts, one).here.size();
    rows.push_back(std::move(row));
  }
  json next = nullptr;
  if (static_cast<std::int64_t>(found.size()) == kPage) {
    next = {{"village", found.back().facts.village.text()}, {"number", found.back().ordinal}};
  }
  return json{{"households", std::move(rows)}, {"next", std::move(next)}, {"seq", journal::head_seq(context.db)}};
}

api::Operation lacking_list(const ReliefParts& parts) {
  const auto count = Shape::integer(0, INT64_MAX / 2);
  const auto place = Shape::object({need("village", Shape::division()), need("number", count)});
  auto fields = household_label_shape().fields();
  fields.push_back(need("proposals", count, "rows of the same people"));
  return {.name = "home.lacking",
          .kind = api::Kind::query,
          .summary = {"申报了住房倒损却没有关联住房台账的户",
                      "Households that say their home was hit and name no row of the register"},
          .params = Shape::object({need("campaign", Shape::uuid()), need("division", Shape::division()),
                                   may("after", place, "`next` of the page before")}),
          .result = Shape::object({need("households", Shape::array(Shape::object(std::move(fields)), 0, kPage)),
                                   need("next", place.or_null()), need("seq", count)}),
          .roles = kReaders,
          .scope = api::division_at("division"),
          .query = [parts](const QueryContext& context) { return lacking(context, parts); }};
}

/// Rows and members of a marked table that carry one of the people's numbers, each once.
template <class Find>
std::set<std::int64_t> ordinals_with(access::KeyRing& keys, const Personal& personal, Find find) {
  std::set<std::int64_t> out;
  for (const auto& member : personal.members) {
    if (!member.id_number) continue;
    const auto mark = mark_of(keys, "id", *member.id_number);
    if (!mark) continue;
    for (const auto& hit : find(*mark)) out.insert(hit.ordinal);
  }
  return out;
}

}  // namespace

std::vector<Home> homes_of_people(store::Connection& db, access::KeyRing& keys, const Personal& personal) {
  std::vector<Home> out;
  const auto find = [&](std::int64_t mark) { return find_marked_in(db, home_marks(), "id", mark, kMostHits); };
  for (const auto ordinal : ordinals_with(keys, personal, find)) {
    auto home = home_of_ordinal(db, ordinal).value();
    if (home.state == HomeState::entered) out.push_back(std::move(home));
  }
  return out;
}

std::vector<Household> households_of_people(store::Connection& db, access::KeyRing& keys, const Personal& personal) {
  std::vector<Household> out;
  const auto find = [&](std::int64_t mark) { return find_marked(db, "id", mark, kMostHits); };
  for (const auto ordinal : ordinals_with(keys, personal, find)) {
    out.push_back(household_of_ordinal(db, ordinal).value());
  }
  return out;
}

void declare_home_links(api::Registry& registry, const ReliefParts& parts) {
  const auto fields = [](std::vector<api::Field> more) {
    for (auto& field : {need("home", Shape::uuid()), need("household", Shape::uuid()),
                        need("expected_version", version_shape(), "of the row")}) {
      more.push_back(field);
    }
    return more;
  };
  auto link =
      home_command(parts, "home.link", {"将一户关联到住房台账的一行", "Say that a row is about a household's home"},
                   fields({}), decide_link);
  auto unlink = home_command(parts, "home.unlink", {"注明理由解除关联", "Take that back, with a reason"},
                             fields({need("reason", Shape::text(1, kLongestReason), "kept sealed")}), decide_unlink);
  for (auto* operation : {&link, &unlink}) {
    operation->roles = kEnterers;
    operation->scope = village_of_household;
    registry.add(std::move(*operation));
  }
  registry.add(of_household(parts));
  registry.add(lacking_list(parts));
}

}  // namespace anlan::relief
