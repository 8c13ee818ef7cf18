#include "relief/pinned_standard.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "base/json_fields.hpp"

namespace anlan::relief {

using nlohmann::json;

namespace {

Day read_day(const std::string& text) {
  return {std::chrono::year{std::stoi(text.substr(0, 4))},
          std::chrono::month{static_cast<unsigned>(std::stoi(text.substr(5, 2)))},
          std::chrono::day{static_cast<unsigned>(std::stoi(text.substr(8, 2)))}};
}

}  // namespace

std::string day_text(const Day& day) {
  return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(day.year()), static_cast<unsigned>(day.month()),
                     static_cast<unsigned>(day.day()));
}

json pinned_json(const PinnedStandard& pinned) {
  const auto& standard = pinned.standard;
  auto tiers = json::array();
  for (const auto& tier : standard.tiers) {
    tiers.push_back({{"name", {{"zh", tier.name.zh}, {"en", tier.name.en}}}, {"fen", tier.fen}});
  }
  return {{"standard", standard.id},
          {"policy", to_string(pinned.policy)},
          {"from", day_text(standard.from)},
          {"until", standard.until ? json(day_text(*standard.until)) : json(nullptr)},
          {"tiers", std::move(tiers)},
          {"of_class", standard.of_class},
          {"of_severity", standard.of_severity},
          {"for_all", standard.for_all},
          {"person_floor_fen", standard.person_floor},
          {"person_ceiling_fen", standard.person_ceiling},
          {"household_ceiling_fen", standard.household_ceiling},
          {"step_fen", standard.step},
          {"source_title", standard.source_title},
          {"mark", standard.mark}};
}

PinnedStandard read_pinned(const json& pinned) {
  PinnedStandard out{.standard = {.id = pinned.at("standard"), .from = read_day(text_at(pinned, "from"))},
                     .policy = parse_policy(text_at(pinned, "policy")).value()};
  auto& standard = out.standard;
  if (const auto until = optional_at<std::string>(pinned, "until")) standard.until = read_day(*until);
  for (const auto& tier : pinned.at("tiers")) {
    standard.tiers.push_back({{tier.at("name").at("zh"), tier.at("name").at("en")}, tier.at("fen")});
  }
  pinned.at("of_class").get_to(standard.of_class);
  pinned.at("of_severity").get_to(standard.of_severity);
  standard.for_all = pinned.at("for_all");
  standard.person_floor = pinned.at("person_floor_fen");
  standard.person_ceiling = pinned.at("person_ceiling_fen");
  standard.household_ceiling = pinned.at("household_ceiling_fen");
  standard.step = pinned.at("step_fen");
  standard.source_title = pinned.at("source_title");
  standard.mark = pinned.at("mark");
  return out;
}

}  // namespace anlan::relief
