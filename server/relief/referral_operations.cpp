#include "relief/referral_operations.hpp"

#include <utility>

#include "api/personal.hpp"
#include "base/json_fields.hpp"
#include "base/uuid.hpp"
#include "journal/journal.hpp"
#include "journal/reading.hpp"
#include "relief/campaign_rules.hpp"
#include "relief/campaign_view.hpp"
#include "relief/household_rules.hpp"
#include "relief/referral_entries.hpp"
#include "relief/referral_rules.hpp"
#include "relief/referral_view.hpp"
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

/// Whoever takes a family in: the village, the township and the county.
constexpr RoleSet kReferring{Role::village_informant, Role::township_clerk, Role::township_reviewer,
                             Role::county_reviewer};
/// The county's offices; each of them answers for its programme (civil affairs, medical insurance, charity).
constexpr RoleSet kAnswering{Role::county_reviewer, Role::county_duty};
constexpr RoleSet kRevealing{Role::village_informant, Role::township_clerk, Role::township_reviewer,
                             Role::county_reviewer,   Role::county_duty,    Role::auditor};
constexpr std::int64_t kMostFen = 100'000'000;  // a million yuan
constexpr std::int64_t kPage = 500;
constexpr std::string_view kHidden = "***";

/// Its words tell of the family, so that they are shown for a purpose only.
json referral_wire(const Referral& referral) {
  auto out = referral_json(referral);
  out["version"] = referral.version;
  out["reason"] = kHidden;
  if (referral.answer) out["answer"]["note"] = kHidden;
  return out;
}

api::Decision told(std::string_view type, const Referral& referral) {
  api::Decision decision;
  decision.entries.push_back(referral_fact(type, referral));
  decision.answer = [id = referral.referral](store::Connection& db, const std::vector<journal::Entry>&) {
    return json{{"referral", referral_wire(find_referral(db, id).value())}};
  };
  return decision;
}

Result<Referral> existing_referral(store::Connection& db, const json& params) {
  auto found = find_referral(db, text_at(params, "referral"));
  if (found) return std::move(*found);
  return fail(ProblemKind::not_found, "unknown-referral",
              {"没有这份转介，请刷新后重选", "there is no such referral; reload and choose again"});
}

Result<DivisionCode> village_of_referral(store::Connection& db, const json& params) {
  return existing_referral(db, params).map([](const Referral& referral) { return referral.village; });
}

/// As its caller last saw it.
Result<Referral> seen(const CommandContext& context) {
  auto found = existing_referral(context.db, context.params);
  if (!found) return found;
  const auto expected = context.params.at("expected_version").get<std::int64_t>();
  auto fresh = journal::expect_version(context.db, referral_stream(found->referral), expected);
  if (!fresh) return fail(std::move(fresh.error()));
  return found;
}

Result<api::Decision> decide_open(const CommandContext& context, const ReferralParts& parts) {
  const auto household = existing_household(context.db, context.params);
  if (!household) return fail(household.error());
  const auto campaign = find_campaign(context.db, household->campaign).value();
  Referral referral{.referral = make_uuid(context.now),
                    .campaign = household->campaign,
                    .household = household->household,
                    .village = household->facts.village,
                    .programme = context.params.at("programme"),
                    .compared = context.params.value("compared", false),
                    .exercise = campaign.exercise,
                    .referred_at = context.now,
                    .referred_by = context.caller.actor()};
  auto held = check_open(campaign).and_then([&] { return check_on_list(*household); }).and_then([&] {
    return check_referral(referral, referrals_of(context.db, referral.household), parts.catalogue);
  });
  if (!held) return fail(std::move(held.error()));
  return parts.keys.seal(key_owner_of(referral.campaign), text_at(context.params, "reason"))
      .map([&](std::string sealed) {
        referral.reason = std::move(sealed);
        return told(kReferralOpened, referral);
      });
}

Result<api::Decision> decide_answer(const CommandContext& context, const ReferralParts& parts) {
  auto referral = seen(context);
  if (!referral) return fail(std::move(referral.error()));
  const bool grants = text_at(context.params, "outcome") == to_string(ReferralState::granted);
  referral->compared = referral->compared || context.params.value("compared", false);
  auto held = check_answer(*referral, grants, context.caller.account, referrals_of(context.db, referral->household),
                           parts.catalogue);
  if (!held) return fail(std::move(held.error()));
  auto note = parts.keys.seal(key_owner_of(referral->campaign), text_at(context.params, "note"));
  if (!note) return fail(std::move(note.error()));
  referral->state = grants ? ReferralState::granted : ReferralState::refused;
  referral->answer = ReferralAnswer{.at = context.now,
                                    .by = context.caller.actor(),
                                    .note = std::move(*note),
                                    .fen = grants ? optional_at<std::int64_t>(context.params, "fen") : std::nullopt};
  return told(kReferralAnswered, *referral);
}

Result<api::Decision> decide_withdraw(const CommandContext& context, const ReferralParts& parts) {
  auto referral = seen(context);
  if (!referral) return fail(std::move(referral.error()));
  if (auto held = check_unanswered(*referral); !held) return fail(std::move(held.error()));
  auto note = parts.keys.seal(key_owner_of(referral->campaign), text_at(context.params, "note"));
  if (!note) return fail(std::move(note.error()));
  referral->state = ReferralState::withdrawn;
  referral->answer = ReferralAnswer{.at = context.now, .by = context.caller.actor(), .note = std::move(*note)};
  return told(kReferralWithdrawn, *referral);
}

Result<api::Decision> decide_reveal(const CommandContext& context, const ReferralParts& parts) {
  return existing_referral(context.db, context.params).map([&](const Referral& referral) {
    json clear{{"reason", or_null(parts.keys.unseal(referral.reason))}, {"note", nullptr}};
    if (referral.answer) clear["note"] = or_null(parts.keys.unseal(referral.answer->note));
    return api::reveal({.stream = referral_stream(referral.referral),
                        .division = referral.village,
                        .fields = {"reason", "note"},
                        .purpose = context.params.at("purpose")},
                       std::move(clear));
  });
}

Shape note_shape() { return Shape::text(2, kLongestReason); }

using Decide = Result<api::Decision> (*)(const CommandContext&, const ReferralParts&);

api::Operation command(const ReferralParts& parts, std::string name, Text summary, std::vector<Field> fields,
                       RoleSet roles, Decide decide) {
  fields.push_back(need("command_id", Shape::uuid()));
  return {.name = std::move(name),
          .kind = api::Kind::command,
          .summary = std::move(summary),
          .params = Shape::object(std::move(fields)),
          .roles = roles,
          .scope = village_of_referral,
          .command = [parts, decide](const CommandContext& context) { return decide(context, parts); },
          .stands_for = [parts](const json& params) { return api::without(parts.keys, params, ""); }};
}

std::vector<Field> of_referral(std::vector<Field> fields) {
  fields.push_back(need("referral", Shape::uuid()));
  fields.push_back(need("expected_version", version_shape()));
  return fields;
}

api::Operation opening(const ReferralParts& parts) {
  auto operation = command(
      parts, "referral.open", {"将一户转介到其他救助项目", "Refer a household to another programme of assistance"},
      {need("household", Shape::uuid()), need("programme", Shape::text(1, 60), "of the catalogue, see standard.list"),
       need("reason", note_shape(), "kept sealed"),
       may("compared", Shape::boolean(), "compared that no other programme pays for the same loss")},
      kReferring, decide_open);
  operation.scope = village_of_household;
  return operation;
}

json wire_of(const std::vector<Referral>& referrals) {
  auto out = json::array();
  for (const auto& referral : referrals) out.push_back(referral_wire(referral));
  return out;
}

api::Operation list() {
  auto query = [](const api::QueryContext& context) -> Result<json> {
    const auto& params = context.params;
    const auto& campaign = text_at(params, "campaign");
    if (auto found = existing_campaign(context.db, campaign, context.caller.jurisdiction); !found) {
      return fail(found.error());
    }
    ReferralFilter filter{.campaign = campaign,
                          .within = DivisionCode::parse(text_at(params, "division")).value(),
                          .programme = optional_at<std::string>(params, "programme"),
                          .limit = kPage};
    if (params.contains("state")) filter.state = parse_referral_state(text_at(params, "state"));
    return json{{"referrals", wire_of(list_referrals(context.db, filter))}, {"seq", journal::head_seq(context.db)}};
  };
  return {.name = "referral.list",
          .kind = api::Kind::query,
          .summary = {"辖区内的转介，等得最久的在前", "Referrals of a division, those that wait longest first"},
          .params = Shape::object({need("campaign", Shape::uuid()), need("division", Shape::division()),
                                   may("programme", Shape::text(1, 60)),
                                   may("state", Shape::one_of({"open", "granted", "refused", "withdrawn"}))}),
          .roles = kReaders,
          .scope = api::division_at("division"),
          .query = std::move(query)};
}

api::Operation of_one_household() {
  auto query = [](const api::QueryContext& context) -> Result<json> {
    return json{{"referrals", wire_of(referrals_of(context.db, text_at(context.params, "household")))},
                {"seq", journal::head_seq(context.db)}};
  };
  return {.name = "referral.of_household",
          .kind = api::Kind::query,
          .summary = {"一户的转介", "The referrals of a household"},
          .params = Shape::object({need("household", Shape::uuid())}),
          .roles = kReaders,
          .scope = village_of_household,
          .query = std::move(query)};
}

}  // namespace

void declare_referral_operations(api::Registry& registry, const ReferralParts& parts) {
  registry.add(opening(parts));
  registry.add(command(
      parts, "referral.answer", {"办结一份转介：给予或不予", "Answer a referral: granted or refused"},
      of_referral({need("outcome", Shape::one_of({"granted", "refused"})), need("note", note_shape(), "kept sealed"),
                   may("fen", Shape::integer(1, kMostFen)), may("compared", Shape::boolean())}),
      kAnswering, decide_answer));
  registry.add(command(parts, "referral.withdraw", {"撤回一份转介", "Withdraw a referral"},
                       of_referral({need("note", note_shape(), "kept sealed")}), kReferring, decide_withdraw));
  registry.add(command(parts, "referral.reveal", {"查看转介的缘由和答复原文", "The words of a referral in clear"},
                       {need("referral", Shape::uuid()), need("purpose", note_shape())}, kRevealing, decide_reveal));
  registry.add(list());
  registry.add(of_one_household());
  registry.add(api::Topic{
      .name = "referral", .summary = {"转介的提出与答复", "Referrals made and answered"}, .roles = kReaders});
}

}  // namespace anlan::relief
