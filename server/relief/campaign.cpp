#include "relief/campaign.hpp"

#include <nlohmann/json.hpp>

#include "base/json_fields.hpp"

namespace anlan::relief {

using nlohmann::json;

namespace {

constexpr std::array<std::string_view, 4> kFundingWords{"central", "province", "city", "county"};
constexpr std::string_view kOwner = "campaign/";

json budget_json(const Budget& budget) {
  return {{"level", to_string(budget.level)},
          {"fen", budget.fen},
          {"document", or_null(budget.document)},
          {"given_on", or_null(budget.given_on)}};
}

Budget read_budget(const json& budget) {
  return {.level = parse_funding_level(text_at(budget, "level")).value(),
          .fen = budget.at("fen"),
          .document = optional_at<std::string>(budget, "document"),
          .given_on = optional_at<std::string>(budget, "given_on")};
}

}  // namespace

std::string_view to_string(CampaignState state) noexcept { return state == CampaignState::open ? "open" : "closed"; }

std::optional<CampaignState> parse_campaign_state(std::string_view text) noexcept {
  if (text == "open") return CampaignState::open;
  if (text == "closed") return CampaignState::closed;
  return std::nullopt;
}

std::string_view to_string(FundingLevel level) noexcept { return kFundingWords[static_cast<std::size_t>(level)]; }

std::optional<FundingLevel> parse_funding_level(std::string_view text) noexcept {
  for (const auto level : kFundingLevels) {
    if (to_string(level) == text) return level;
  }
  return std::nullopt;
}

bool overlap(const CampaignFacts& a, const CampaignFacts& b) noexcept { return a.from <= b.until && b.from <= a.until; }

json campaign_facts_json(const CampaignFacts& facts) {
  auto budget = json::array();
  for (const auto& one : facts.budget) budget.push_back(budget_json(one));
  return {{"name", facts.name},   {"division", facts.division.text()}, {"from", facts.from},
          {"until", facts.until}, {"budget", std::move(budget)},       {"supplements", or_null(facts.supplements)}};
}

CampaignFacts read_campaign_facts(const json& facts) {
  CampaignFacts out{.name = facts.at("name"),
                    .division = DivisionCode::parse(text_at(facts, "division")).value(),
                    .from = facts.at("from"),
                    .until = facts.at("until"),
                    .supplements = optional_at<std::string>(facts, "supplements")};
  for (const auto& one : facts.at("budget")) out.budget.push_back(read_budget(one));
  return out;
}

std::string key_owner_of(const std::string& campaign) { return std::string{kOwner} + campaign; }

std::optional<std::string> campaign_of_owner(std::string_view owner) {
  if (!owner.starts_with(kOwner)) return std::nullopt;
  return std::string{owner.substr(kOwner.size())};
}

}  // namespace anlan::relief
