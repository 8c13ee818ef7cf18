#include <utility>

#include "api/personal.hpp"
#include "base/json_fields.hpp"
#include "base/uuid.hpp"
#include "relief/campaign_rules.hpp"
#include "relief/campaign_view.hpp"
#include "relief/household_entries.hpp"
#include "relief/household_money_queries.hpp"
#include "relief/household_money_rules.hpp"
#include "relief/household_personal.hpp"
#include "relief/household_queries.hpp"
#include "relief/household_rules.hpp"
#include "relief/household_shapes_operations.hpp"
#include "relief/relief_operations.hpp"

namespace anlan::relief {

using api::CommandContext;
using api::Field;
using api::may;
using api::need;
using api::Shape;
using nlohmann::json;

namespace {

/// Two lists of one mark are rare, twenty are a mistake of its own.
constexpr std::int64_t kMostHits = 20;

/// The household after a change of it, with what else shares its people's numbers.
api::Decision told(const ReliefParts& parts, const std::string& household, Instant now, journal::Draft draft) {
  api::Decision decision;
  decision.entries.push_back(std::move(draft));
  decision.answer = [parts, household, now](store::Connection& db, const std::vector<journal::Entry>&) {
    const auto kept = find_household(db, household).value();
    const auto personal = unseal_personal(parts.keys, kept.sealed);
    auto shared = personal ? shared_with(db, parts, *personal, kept.ordinal) : json::array();
    return json{{"household", household_wire(parts.keys, kept, now)}, {"shared", std::move(shared)}};
  };
  return decision;
}

/// A checked statement as a row of an entry, once nobody of it stands elsewhere.
Result<HouseholdRow> row_of(const CommandContext& context, const ReliefParts& parts, const Campaign& campaign,
                            const Statement& statement, const Household* known) {
  const auto listed =
      listed_already(context.db, parts, campaign.campaign, statement.personal, known == nullptr ? 0 : known->ordinal);
  if (!listed) return fail(listed.error());
  if (auto once = check_nobody_twice(*listed); !once) return fail(std::move(once.error()));
  return seal_personal(parts.keys, key_owner_of(campaign.campaign), statement.personal).map([&](std::string sealed) {
    return HouseholdRow{known == nullptr ? make_uuid(context.now) : known->household, statement.facts,
                        std::move(sealed)};
  });
}

Result<Campaign> open_campaign(const CommandContext& context, const std::string& campaign) {
  auto found = existing_campaign(context.db, campaign, context.caller.jurisdiction);
  if (!found) return found;
  if (auto held = check_open(*found); !held) return fail(std::move(held.error()));
  return found;
}

Result<api::Decision> decide_enter(const CommandContext& context, const ReliefParts& parts) {
  const auto campaign = open_campaign(context, text_at(context.params, "campaign"));
  if (!campaign) return fail(campaign.error());
  const auto statement = checked_statement(parts, *campaign, read_statement(context.params), context.now);
  if (!statement) return fail(statement.error());
  const auto list = list_standing(context.db, campaign->campaign, statement->facts.village);
  if (auto held = check_entering(list); !held) return fail(std::move(held.error()));
  return row_of(context, parts, *campaign, *statement, nullptr).map([&](const HouseholdRow& row) {
    return told(parts, row.household, context.now, household_entered(*campaign, row));
  });
}

/// A household on the list of an open campaign, as the caller saw it.
struct Seen {
  Household household;
  Campaign campaign;
};
Result<Seen> seen(const CommandContext& context) {
  auto household = existing_household(context.db, context.params);
  if (!household) return fail(std::move(household.error()));
  const auto expected = context.params.at("expected_version").get<std::int64_t>();
  if (household->version != expected) {
    return fail({.kind = ProblemKind::conflict,
                 .type = "stale-version",
                 .detail = {"该户已被他人更改，请刷新后核对再改",
                            "somebody else changed this household; reload, compare and try again"},
                 .current_version = household->version});
  }
  if (auto held = check_on_list(*household); !held) return fail(std::move(held.error()));
  auto campaign = open_campaign(context, household->campaign);
  if (!campaign) return fail(std::move(campaign.error()));
  return Seen{std::move(*household), std::move(*campaign)};
}

/// What is changed of a household whose list was decided, or to whom money went, is little.
Result<void> check_change(store::Connection& db, const Household& household, const Statement& before,
                          const Statement& after) {
  const auto standing = [&](const Statement& statement) {
    return list_standing(db, household.campaign, statement.facts.village, household.household);
  };
  return check_changing({.before = before,
                         .after = after,
                         .from = standing(before),
                         .to = standing(after),
                         .line = line_state_of(db, household.campaign, household.household)});
}

Result<api::Decision> decide_change(const CommandContext& context, const ReliefParts& parts) {
  const auto at = seen(context);
  if (!at) return fail(at.error());
  auto personal = unseal_personal(parts.keys, at->household.sealed);
  if (!personal) {
    return fail(ProblemKind::conflict, "key-not-held",
                {"本站没有打开该户个人信息的密钥，请联系管理员从保管副本恢复密钥文件",
                 "this site does not hold the key of these people; ask the administrator for its safe copy"});
  }
  const Statement before{at->household.facts, std::move(*personal)};
  auto statement = changed_statement(context.params, before);
  if (!statement) return fail(std::move(statement.error()));
  const auto& village = statement->facts.village;
  if (!village.within(context.caller.jurisdiction)) {
    return fail_field("/village", "outside-jurisdiction",
                      {"新的村（社区）不在您的辖区内，请由县级办理", "the new village is outside your jurisdiction"});
  }
  const auto after = checked_statement(parts, at->campaign, std::move(*statement), context.now);
  if (!after) return fail(after.error());
  if (auto held = check_change(context.db, at->household, before, *after); !held) return fail(std::move(held.error()));
  const auto weight = weigh_change(before, *after);
  return row_of(context, parts, at->campaign, *after, &at->household).map([&](const HouseholdRow& row) {
    return told(parts, row.household, context.now, household_changed(at->campaign, row, weight));
  });
}

Result<api::Decision> decide_withdraw(const CommandContext& context, const ReliefParts& parts) {
  const auto at = seen(context);
  if (!at) return fail(at.error());
  const auto line = line_state_of(context.db, at->household.campaign, at->household.household);
  if (auto held = check_withdrawing(line); !held) return fail(std::move(held.error()));
  Withdrawal withdrawal{.reason =
                            parse_word<WithdrawReason>(kWithdrawWords, text_at(context.params, "reason")).value()};
  if (const auto note = optional_at<std::string>(context.params, "note")) {
    auto sealed = parts.keys.seal(key_owner_of(at->campaign.campaign), *note);
    if (!sealed) return fail(std::move(sealed.error()));
    withdrawal.sealed = std::move(*sealed);
  }
  return told(parts, at->household.household, context.now,
              household_withdrawn(at->campaign, at->household, withdrawal));
}

Result<api::Decision> decide_reveal(const CommandContext& context, const ReliefParts& parts) {
  return existing_household(context.db, context.params).map([&](const Household& household) {
    const access::Revealed fact{.stream = household_stream(household.household),
                                .division = household.facts.village,
                                .fields = {"members", "phone", "address", "account", "account_name", "note"},
                                .purpose = context.params.at("purpose")};
    return api::reveal(fact, clear_personal(unseal_personal(parts.keys, household.sealed)));
  });
}

using Decide = Result<api::Decision> (*)(const CommandContext&, const ReliefParts&);

api::Operation command(const ReliefParts& parts, std::string name, Text summary, std::vector<Field> fields,
                       Decide decide) {
  fields.push_back(need("command_id", Shape::uuid()));
  return {.name = std::move(name),
          .kind = api::Kind::command,
          .summary = std::move(summary),
          .params = Shape::object(std::move(fields)),
          .result = Shape::object({need("household", household_shape()), need("shared", shared_shape())}),
          .roles = kEnterers,
          .scope = village_of_household,
          .command = [parts, decide](const CommandContext& context) { return decide(context, parts); },
          .stands_for = [&keys = parts.keys](const json& params) { return api::without(keys, params, ""); }};
}

std::vector<Field> of_household(std::vector<Field> fields) {
  fields.push_back(need("household", Shape::uuid()));
  fields.push_back(need("expected_version", version_shape()));
  return fields;
}

}  // namespace

Result<Statement> checked_statement(const ReliefParts& parts, const Campaign& campaign, Statement statement,
                                    Instant now) {
  return normalised(std::move(statement), now).and_then([&](const Statement& whole) {
    const auto& facts = whole.facts;
    return check_household(whole, {.county = campaign.facts.division,
                                   .village_known = parts.divisions.exists(facts.village),
                                   .hazard_known = parts.catalogue.hazard(facts.hazard) != nullptr})
        .map([&] { return whole; });
  });
}

json shared_with(store::Connection& db, const ReliefParts& parts, const Personal& personal, std::int64_t own_ordinal) {
  auto out = json::array();
  const auto marks = marks_of(parts.keys, personal).value();
  for (const auto& mark : marks) {
    for (const auto& hit : find_marked(db, mark.kind, mark.value, kMostHits)) {
      if (hit.ordinal == own_ordinal) continue;
      const auto other = household_of_ordinal(db, hit.ordinal).value();
      const auto people = unseal_personal(parts.keys, other.sealed);
      out.push_back({{"kind", mark.kind},
                     {"member", mark.member},
                     {"number", other.ordinal},
                     {"household", other.household},
                     {"village", parts.divisions.snapshot()->full_name_of(other.facts.village)},
                     {"campaign", find_campaign(db, other.campaign).value().facts.name},
                     {"state", word_of(kStateWords, other.state)},
                     {"head", people ? json(access::mask_name(people->head().name)) : json(nullptr)}});
    }
  }
  return out;
}

Result<Household> existing_household(store::Connection& db, const json& params) {
  auto found = find_household(db, text_at(params, "household"));
  if (found) return std::move(*found);
  return fail(ProblemKind::not_found, "unknown-household",
              {"没有这一户，请刷新后重选", "there is no such household; reload and choose again"});
}

Result<DivisionCode> village_of_household(store::Connection& db, const json& params) {
  return existing_household(db, params).map([](const Household& household) { return household.facts.village; });
}

void declare_household_operations(api::Registry& registry, const ReliefParts& parts) {
  auto enter = command(parts, "household.enter", {"登记一户（户报）", "Enter a household"},
                       statement_fields({need("campaign", Shape::uuid())}), decide_enter);
  enter.scope = api::division_at("village");
  registry.add(std::move(enter));
  registry.add(command(parts, "household.change",
                       {"更改一户；未提到的内容不变", "Change a household; what is not said stays as it is"},
                       of_household(change_fields()), decide_change));
  registry.add(command(parts, "household.withdraw", {"将一户撤出名册", "Take a household off the list"},
                       of_household({need("reason", words_shape(kWithdrawWords)),
                                     may("note", Shape::text(1, kLongestReason).or_null(), "kept sealed")}),
                       decide_withdraw));
  auto reveal =
      command(parts, "household.reveal", {"查看一户的个人信息原文", "See the people of a household in clear"},
              {need("household", Shape::uuid()), need("purpose", Shape::text(1, kLongestReason))}, decide_reveal);
  reveal.roles = kRevealers;
  reveal.result = Shape::object({need("revealed", Shape::any(), "null when it is asked again, or the key is gone")});
  registry.add(std::move(reveal));
}

}  // namespace anlan::relief
