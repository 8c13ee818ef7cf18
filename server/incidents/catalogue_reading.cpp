#include "incidents/catalogue_reading.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

namespace anlan::incidents {

using nlohmann::json;

namespace {

template <class Enum, std::size_t N>
Enum named(const std::array<std::pair<std::string_view, Enum>, N>& names, const json& value) {
  const auto& text = value.get_ref<const std::string&>();
  const auto found = std::ranges::find(names, text, &std::pair<std::string_view, Enum>::first);
  return found->second;  // the schema lets no other word through
}

template <class Enum, std::size_t N>
using Words = std::array<std::pair<std::string_view, Enum>, N>;

constexpr Words<ValueKind, 6> kValues{{{"integer", ValueKind::integer},
                                       {"decimal2", ValueKind::decimal2},
                                       {"text", ValueKind::text},
                                       {"hazard", ValueKind::hazard},
                                       {"date", ValueKind::date},
                                       {"datetime", ValueKind::datetime}}};
constexpr Words<Merge, 6> kMerges{{{"none", Merge::none},
                                   {"sum", Merge::sum},
                                   {"max", Merge::maximum},
                                   {"min", Merge::minimum},
                                   {"earliest", Merge::earliest},
                                   {"latest", Merge::latest}}};
constexpr Words<Severity, 2> kSeverities{{{"error", Severity::error}, {"warning", Severity::warning}}};
constexpr Words<Relation, 2> kRelations{{{">=", Relation::at_least}, {"=", Relation::equal}}};
constexpr Words<SoftCheck::Rule, 3> kRules{
    {{"instant_not_above_cumulative", SoftCheck::Rule::instant_not_above_cumulative},
     {"not_below_previous", SoftCheck::Rule::not_below_previous},
     {"jump", SoftCheck::Rule::jump}}};
constexpr Words<Station, 6> kStations{{{"village", Station::village},
                                       {"township", Station::township},
                                       {"county", Station::county},
                                       {"city", Station::city},
                                       {"province", Station::province},
                                       {"ministry", Station::ministry}}};
constexpr Words<ClockStart, 5> kStarts{{{"occurred", ClockStart::occurred},
                                        {"received", ClockStart::received},
                                        {"stabilised", ClockStart::stabilised},
                                        {"reported", ClockStart::reported},
                                        {"requested", ClockStart::requested}}};
constexpr Words<Aspect, 3> kAspects{
    {{"single", Aspect::single}, {"instant", Aspect::instant}, {"cumulative", Aspect::cumulative}}};

Text text_of(const json& value) { return {value.at("zh"), value.at("en")}; }

Amount amount_of(const json& number) { return std::llround(number.get<double>() * static_cast<double>(kHundred)); }

std::vector<std::string> codes_of(const json& object, const char* name) {
  return object.value(name, std::vector<std::string>{});
}

template <class T>
std::optional<T> optional_at(const json& object, const char* name) {
  const auto found = object.find(name);
  return found == object.end() || found->is_null() ? std::nullopt : std::optional{found->get<T>()};
}

/// "P2D", "PT30M", "PT1H".
std::chrono::minutes duration_of(const std::string& text) {
  std::chrono::minutes total{0};
  int number = 0;
  for (const char c : text) {
    if (c >= '0' && c <= '9') {
      number = number * 10 + (c - '0');
      continue;
    }
    if (c == 'D') total += std::chrono::days{number};
    if (c == 'H') total += std::chrono::hours{number};
    if (c == 'M') total += std::chrono::minutes{number};
    number = 0;
  }
  return total;
}

/// Midnight in Beijing, where a day of the documents begins.
Instant day_of(const json& day) { return parse_time(day.get<std::string>() + "T00:00:00+08:00").value(); }

Hazard read_hazard(const json& line) {
  Hazard hazard{.code = line.at("code"), .name = text_of(line.at("name")), .kinds = {}, .same_process = {}};
  for (const auto& kind : line.value("kinds", json::array())) {
    hazard.kinds.push_back({kind.at("code"), text_of(kind.at("name"))});
  }
  if (const auto hours = optional_at<int>(line, "same_process_hours")) hazard.same_process = std::chrono::hours{*hours};
  return hazard;
}

Indicator read_indicator(const json& line) {
  Indicator indicator{.code = line.at("code"),
                      .form = line.at("form"),
                      .name = text_of(line.at("name")),
                      .unit = text_of(line.at("unit")),
                      .kind = named(kValues, line.at("value")),
                      .stock = line.at("aspects").size() > 1,
                      .merge = named(kMerges, line.at("merge"))};
  if (const auto most = line.find("most"); most != line.end()) indicator.most = amount_of(*most);
  indicator.minimum = indicator.numeric() && line.at("minimum_initial").get<bool>();
  return indicator;
}

Deadline read_deadline(const json& line) {
  Deadline deadline{.id = line.at("id"),
                    .obligation = text_of(line.at("obligation")),
                    .phase = line.at("phase"),
                    .from = named(kStations, line.at("from_level")),
                    .to = named(kStations, line.at("to_level")),
                    .starts = named(kStarts, line.at("starts")),
                    .due = duration_of(line.at("due")),
                    .repeats = line.at("repeats"),
                    .condition = optional_at<std::string>(line, "condition"),
                    .except_hazards = codes_of(line, "except_hazards"),
                    .may_bypass = line.at("may_bypass"),
                    .document = line.at("document"),
                    .paragraph = line.at("paragraph"),
                    .effective_from = day_of(line.at("effective_from")),
                    .effective_until = {}};
  if (!line.at("effective_to").is_null())
    deadline.effective_until = day_of(line.at("effective_to")) + std::chrono::days{1};
  return deadline;
}

}  // namespace

std::vector<Hazard> read_hazards(const json& file) {
  std::vector<Hazard> hazards;
  for (const auto& line : file.at("hazards")) hazards.push_back(read_hazard(line));
  hazards.push_back(read_hazard(file.at("placeholder")));
  return hazards;
}

std::map<std::string, Indicator, std::less<>> read_indicators(const json& file) {
  std::map<std::string, Indicator, std::less<>> indicators;
  for (const auto& line : file.at("indicators")) {
    auto indicator = read_indicator(line);
    indicators.emplace(indicator.code, std::move(indicator));
  }
  return indicators;
}

std::vector<Check> read_checks(const json& file) {
  std::vector<Check> checks;
  for (const auto& line : file.at("checks")) {
    checks.push_back({.id = line.at("id"),
                      .severity = named(kSeverities, line.at("severity")),
                      .relation = named(kRelations, line.at("relation")),
                      .left = codes_of(line, "left"),
                      .right = codes_of(line, "right"),
                      .instant_only = line.at("aspects") == "instant",
                      .text = text_of(line.at("text"))});
  }
  return checks;
}

std::vector<SoftCheck> read_soft_checks(const json& file) {
  std::vector<SoftCheck> checks;
  for (const auto& line : file.at("soft")) {
    const auto& kind = line.at("kind");
    if (kind != "aspects" && kind != "history") continue;
    SoftCheck check{.id = line.at("id"),
                    .rule = named(kRules, line.at("rule")),
                    .severity = named(kSeverities, line.at("severity")),
                    .indicators = codes_of(line, "indicators"),
                    .aspects = {},
                    .reason = line.value("requires", "") == "reason",
                    .text = text_of(line.at("text"))};
    for (const auto& aspect : line.value("aspects", json::array())) check.aspects.push_back(named(kAspects, aspect));
    if (check.rule == SoftCheck::Rule::jump) {
      check.ratio = line.at("threshold").at("ratio");
      check.least = amount_of(line.at("threshold").at("least"));
    }
    checks.push_back(std::move(check));
  }
  return checks;
}

std::vector<Condition> read_conditions(const json& file) {
  std::vector<Condition> conditions;
  for (const auto& line : file.at("conditions")) {
    conditions.push_back({.code = line.at("code"),
                          .name = text_of(line.at("name")),
                          .threshold = optional_at<std::int64_t>(line, "threshold"),
                          .indicators = codes_of(line, "indicators"),
                          .added_up = line.value("combine", "") == "sum",
                          .hazards = codes_of(line, "hazards"),
                          .replaces = optional_at<std::string>(line, "replaces"),
                          .applies = line.value("applies", true)});
  }
  return conditions;
}

std::vector<Deadline> read_deadlines(const json& file) {
  std::vector<Deadline> deadlines;
  for (const auto& line : file.at("deadlines")) deadlines.push_back(read_deadline(line));
  return deadlines;
}

}  // namespace anlan::incidents
