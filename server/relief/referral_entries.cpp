#include "relief/referral_entries.hpp"

#include <nlohmann/json.hpp>

#include "base/json_fields.hpp"

namespace anlan::relief {

using nlohmann::json;

namespace {

json answer_json(const ReferralAnswer& answer) {
  return {{"at", format_time(answer.at)},
          {"by", journal::to_json(answer.by)},
          {"note", answer.note},
          {"fen", or_null(answer.fen)}};
}

}  // namespace

void declare_referral_entries(journal::EntryTypes& types) {
  for (const auto type : {kReferralOpened, kReferralAnswered, kReferralWithdrawn}) {
    types.declare({.name = std::string{type}});
  }
}

std::string referral_stream(const std::string& referral) { return "referral/" + referral; }

journal::Draft referral_fact(std::string_view type, const Referral& referral) {
  return {.stream = referral_stream(referral.referral),
          .type = std::string{type},
          .division = referral.village,
          .body = referral_json(referral),
          .exercise = referral.exercise};
}

json referral_json(const Referral& referral) {
  return {{"referral", referral.referral},
          {"campaign", referral.campaign},
          {"household", referral.household},
          {"village", referral.village.text()},
          {"programme", referral.programme},
          {"state", to_string(referral.state)},
          {"reason", referral.reason},
          {"compared", referral.compared},
          {"exercise", referral.exercise},
          {"referred_at", format_time(referral.referred_at)},
          {"referred_by", journal::to_json(referral.referred_by)},
          {"answer", referral.answer ? answer_json(*referral.answer) : json(nullptr)}};
}

Referral read_referral(const json& body) {
  Referral out{.referral = body.at("referral"),
               .campaign = body.at("campaign"),
               .household = body.at("household"),
               .village = DivisionCode::parse(text_at(body, "village")).value(),
               .programme = body.at("programme"),
               .state = parse_referral_state(text_at(body, "state")).value(),
               .reason = body.at("reason"),
               .compared = body.at("compared"),
               .exercise = body.at("exercise"),
               .referred_at = parse_time(text_at(body, "referred_at")).value(),
               .referred_by = journal::read_actor(body.at("referred_by"))};
  if (const auto& answer = body.at("answer"); !answer.is_null()) {
    out.answer = ReferralAnswer{.at = parse_time(text_at(answer, "at")).value(),
                                .by = journal::read_actor(answer.at("by")),
                                .note = answer.at("note"),
                                .fen = optional_at<std::int64_t>(answer, "fen")};
  }
  return out;
}

}  // namespace anlan::relief
