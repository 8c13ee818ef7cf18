#include "relief/way.hpp"

#include <algorithm>

namespace anlan::relief {
namespace {

constexpr std::array<std::string_view, kStages> kStageWords{
    "report",  "village_review", "public_notice", "township_review", "county_decision", "allotment",
    "payment", "second_notice",  "relieved",      "follow_up",       "finished"};
constexpr std::array<std::string_view, kStages> kStageTitles{"户报", "村评",     "公示",   "乡审", "县定", "下达",
                                                             "发放", "二次公示", "已救助", "回访", "办结"};
constexpr std::array<std::string_view, 3> kBenchWords{"committee", "villagers", "affected"};
constexpr std::array<std::string_view, 3> kVisitWords{"agrees", "adjust", "reject"};

template <class Enum, std::size_t n>
std::optional<Enum> parse(const std::array<std::string_view, n>& words, std::string_view text) noexcept {
  const auto* const found = std::ranges::find(words, text);
  if (found == words.end()) return std::nullopt;
  return static_cast<Enum>(found - words.begin());
}

}  // namespace

std::string_view to_string(Stage stage) noexcept { return kStageWords.at(static_cast<std::size_t>(stage)); }
std::optional<Stage> parse_stage(std::string_view text) noexcept { return parse<Stage>(kStageWords, text); }
std::string_view title_of(Stage stage) noexcept { return kStageTitles.at(static_cast<std::size_t>(stage)); }
std::string_view to_string(Bench bench) noexcept { return kBenchWords.at(static_cast<std::size_t>(bench)); }
std::optional<Bench> parse_bench(std::string_view text) noexcept { return parse<Bench>(kBenchWords, text); }
std::string_view to_string(VisitResult result) noexcept { return kVisitWords.at(static_cast<std::size_t>(result)); }
std::optional<VisitResult> parse_visit_result(std::string_view text) noexcept {
  return parse<VisitResult>(kVisitWords, text);
}

}  // namespace anlan::relief
