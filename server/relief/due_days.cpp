#include "relief/due_days.hpp"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "base/json_fields.hpp"

namespace anlan::relief {

using nlohmann::json;

namespace {

constexpr int kFirstMonthOfAutumn = 8;

int autumn_of(const CampaignFacts& campaign) {
  const int year = std::stoi(campaign.from.substr(0, 4));
  const int month = std::stoi(campaign.from.substr(5, 2));
  return month >= kFirstMonthOfAutumn ? year : year - 1;
}

std::string day_of(const json& due, int autumn) {
  return fmt::format("{:04}-{:02}-{:02}", autumn + due.at("year_offset").get<int>(), due.at("month").get<int>(),
                     due.at("day").get<int>());
}

/// What holds when the campaign begins binds it to its end, also past the last day of the document.
bool holds(const incidents::Catalogue& catalogue, const json& line, const std::string& first_day) {
  const auto condition = optional_at<std::string>(line, "condition");
  if (condition && !catalogue.condition(*condition)->applies) return false;
  const auto until = optional_at<std::string>(line, "effective_to");
  return text_at(line, "effective_from") <= first_day && (!until || first_day <= *until);
}

}  // namespace

std::vector<DueDay> due_days(const incidents::Catalogue& catalogue, const CampaignFacts& campaign) {
  std::vector<DueDay> out;
  const auto autumn = autumn_of(campaign);
  for (const auto& line : catalogue.original("deadlines")->at("calendar")) {
    const auto& phase = text_at(line, "phase");
    if (!phase.starts_with("winter_")) continue;
    if (campaign.supplements && phase == "winter_need") continue;  // the year's, and over before there is a supplement
    if (!parse_level(text_at(line, "from_level")) || !holds(catalogue, line, campaign.from)) continue;
    out.push_back({.id = line.at("id"),
                   .obligation = {line.at("obligation").at("zh"), line.at("obligation").at("en")},
                   .level = line.at("from_level"),
                   .day = day_of(line.at("due"), autumn),
                   .document = line.at("document"),
                   .paragraph = line.at("paragraph")});
  }
  std::ranges::sort(out, {}, [](const DueDay& due) { return std::pair{due.day, due.id}; });
  return out;
}

}  // namespace anlan::relief
