#include <utility>

#include "api/personal.hpp"
#include "base/json_fields.hpp"
#include "base/uuid.hpp"
#include "journal/journal.hpp"
#include "relief/campaign_view.hpp"
#include "relief/household_shapes_operations.hpp"
#include "relief/inquiry_entries.hpp"
#include "relief/inquiry_rules.hpp"
#include "relief/inquiry_view.hpp"
#include "relief/likeness_entries.hpp"
#include "relief/likeness_pair_operations.hpp"
#include "relief/supervision_operations.hpp"

namespace anlan::relief {

using api::CommandContext;
using api::need;
using api::Shape;
using nlohmann::json;

namespace {

constexpr const char* kRule = "likeness";  ///< as inquiries name what raised the doubt

/// Both households of a command and what they have in common now.
struct Pair {
  Read one;
  Read other;
  std::optional<Likeness> likeness;
};

Result<Pair> pair_in(const CommandContext& context, const ReliefParts& parts) {
  auto one = read_household(parts, find_household(context.db, text_at(context.params, "household")));
  auto other = read_household(parts, find_household(context.db, text_at(context.params, "other")));
  if (!one || !other) {
    return fail(ProblemKind::not_found, "unknown-household",
                {"没有这一户，或个人信息已销毁，请刷新后重选",
                 "there is no such household, or its people were destroyed; reload and choose again"});
  }
  auto found = likest(*one, *other, lookalikes_of(context.db, one->household.ordinal, kShared));
  return Pair{std::move(*one), std::move(*other), std::move(found)};
}

/// Nobody judges what he entered, on either side.
Result<void> check_hands(const CommandContext& context, const Pair& pair) {
  for (const auto* read : {&pair.one, &pair.other}) {
    const Inquiry about{.inquiry = {},
                        .campaign = read->household.campaign,
                        .rule = {},
                        .village = read->household.facts.village,
                        .household = read->household.household,
                        .facts = {}};
    if (auto held = check_decider(context.caller.account, hands_of(context.db, about)); !held) return held;
  }
  return {};
}

/// The inquiry into the pair: the one that goes on about the household already, or one to be opened.
std::optional<journal::Draft> inquire(const CommandContext& context, const Pair& pair, LikenessDecision& decision) {
  const auto& household = pair.one.household;
  const auto known =
      inquiry_about(context.db, {household.campaign, kRule, household.facts.village, household.household});
  if (known && (known->state == InquiryState::open || known->state == InquiryState::confirmed)) {
    decision.inquiry = known->inquiry;
    return std::nullopt;
  }
  decision.inquiry = make_uuid(context.now);
  return inquiry_opened({.inquiry = *decision.inquiry,
                         .campaign = household.campaign,
                         .rule = kRule,
                         .rule_version = 1,
                         .village = household.facts.village,
                         .household = household.household,
                         .facts = {{"other", pair.other.household.household}, {"alike", alike_json(decision.alike)}},
                         .exercise = decision.exercise,
                         .note = decision.reason});
}

Result<LikenessDecision> decision_in(const CommandContext& context, const ReliefParts& parts, const Pair& pair) {
  const auto& household = pair.one.household;
  const auto [first, second] = pair_of(household.household, pair.other.household.household);
  const auto before = find_likeness_decision(context.db, {first, second});
  auto held = journal::expect_version(context.db, likeness_stream(first, second), context.params.at("expected_version"))
                  .and_then([&] { return check_alike(pair.likeness.has_value(), before.has_value()); })
                  .and_then([&] { return check_hands(context, pair); });
  if (!held) return fail(std::move(held.error()));
  LikenessDecision out{
      .first = first,
      .second = second,
      .campaign = household.campaign,
      .village = household.facts.village,
      .verdict = parse_word<LikenessVerdict>(kLikenessWords, text_at(context.params, "verdict")).value(),
      .alike = pair.likeness ? pair.likeness->alike : before->alike,
      .exercise = find_campaign(context.db, household.campaign).value().exercise};
  return parts.keys.seal(key_owner_of(household.campaign), text_at(context.params, "reason"))
      .map([&](const std::string& sealed) {
        out.reason = sealed;
        return std::move(out);
      });
}

Result<api::Decision> decide(const CommandContext& context, const ReliefParts& parts) {
  const auto pair = pair_in(context, parts);
  if (!pair) return fail(pair.error());
  auto decided = decision_in(context, parts, *pair);
  if (!decided) return fail(std::move(decided.error()));
  api::Decision out;
  if (decided->verdict == LikenessVerdict::inquire) {
    if (auto opened = inquire(context, *pair, *decided)) out.entries.push_back(std::move(*opened));
  }
  out.entries.push_back(likeness_decided(*decided));
  out.answer = [parts, pair = HouseholdPair{decided->first, decided->second}](store::Connection& db,
                                                                              const std::vector<journal::Entry>&) {
    auto wire = decision_wire(parts, find_likeness_decision(db, pair).value());
    wire["reason"] = nullptr;  // the answer is kept for a repeated command
    return json{{"decision", std::move(wire)}};
  };
  return out;
}

api::Operation decide_operation(const ReliefParts& parts) {
  return {.name = "likeness.decide",
          .kind = api::Kind::command,
          .summary = {"判断两户：同一户、不同的人，或立项核查；可再改判",
                      "Say of two households: one family, different people, or to be looked into; may be said anew"},
          .params = Shape::object(
              {need("household", Shape::uuid()), need("other", Shape::uuid()),
               need("expected_version", Shape::integer(0, INT64_MAX / 2), "0 for what nobody decided yet"),
               need("verdict", words_shape(kLikenessWords)),
               need("reason", Shape::text(1, kLongestReason), "kept sealed"), need("command_id", Shape::uuid())}),
          .result = Shape::object({need("decision", decision_shape())}),
          .roles = kInquirers,
          .scope = village_of_household,
          .command = [parts](const CommandContext& context) { return decide(context, parts); },
          .stands_for = [&keys = parts.keys](const json& params) { return api::without(keys, params, "/reason"); }};
}

}  // namespace

void declare_likeness_decision(api::Registry& registry, const ReliefParts& parts) {
  registry.add(decide_operation(parts));
}

}  // namespace anlan::relief
