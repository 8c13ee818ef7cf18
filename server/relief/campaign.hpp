#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <nlohmann/json_fwd.hpp>

#include "base/division_code.hpp"
#include "base/time.hpp"

namespace anlan::relief {

enum class CampaignState : std::uint8_t { open, closed };
[[nodiscard]] std::string_view to_string(CampaignState state) noexcept;
[[nodiscard]] std::optional<CampaignState> parse_campaign_state(std::string_view text) noexcept;

/// Who pays: C02004 counts the county's own part, C02005 those of the levels above it.
enum class FundingLevel : std::uint8_t { central, province, city, county };
inline constexpr std::array kFundingLevels{FundingLevel::central, FundingLevel::province, FundingLevel::city,
                                           FundingLevel::county};
[[nodiscard]] std::string_view to_string(FundingLevel level) noexcept;
[[nodiscard]] std::optional<FundingLevel> parse_funding_level(std::string_view text) noexcept;

/// What one level gives.
struct Budget {
  FundingLevel level = FundingLevel::county;
  std::int64_t fen = 0;
  std::optional<std::string> document = {};  ///< number of the notice it came with (C02002 for the centre's)
  std::optional<std::string> given_on = {};  ///< day it was handed down, "2026-12-09" (C02001 for the centre's)
};

/// What is said of a campaign when it is opened.
struct CampaignFacts {
  std::string name;
  DivisionCode division;  ///< the county
  std::string from;       ///< first day, "2026-12-01"; relief in winter and spring runs from December to May
  std::string until;      ///< last day
  std::vector<Budget> budget = {};
  /// 补充批次: uuid of the campaign whose late households it takes. What settles after a village's money went out walks
  /// the whole way here, with a notice, a decision and a payment file of its own.
  std::optional<std::string> supplements = {};
};

/// Whether two campaigns share a day.
[[nodiscard]] bool overlap(const CampaignFacts& a, const CampaignFacts& b) noexcept;

/// 冬春救助年度: one winter and spring of one county.
struct Campaign {
  std::string campaign;  ///< uuid
  std::int64_t version = 0;
  CampaignFacts facts;
  CampaignState state = CampaignState::open;
  bool exercise = false;
  Instant opened_at = {};
  std::optional<Instant> closed_at = {};
  std::optional<std::string> close_reason = {};
};

[[nodiscard]] nlohmann::json campaign_facts_json(const CampaignFacts& facts);
[[nodiscard]] CampaignFacts read_campaign_facts(const nlohmann::json& facts);

/// Whose key seals the people of a campaign: "campaign/<uuid>".
[[nodiscard]] std::string key_owner_of(const std::string& campaign);
/// The campaign of such an owner; nothing for an owner of another kind.
[[nodiscard]] std::optional<std::string> campaign_of_owner(std::string_view owner);

}  // namespace anlan::relief
