#include "relief/relief_catalogue.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "incidents/catalogue_file.hpp"
#include "incidents/catalogue_schema.hpp"

namespace anlan::relief {

using nlohmann::json;

namespace {

Text text_of(const json& text) { return {text.at("zh"), text.at("en")}; }

/// "2024-01-01", whose shape the schema holds; nothing when there is no such day.
std::optional<Day> read_day(const std::string& text) {
  const Day day{std::chrono::year{std::stoi(text.substr(0, 4))},
                std::chrono::month{static_cast<unsigned>(std::stoi(text.substr(5, 2)))},
                std::chrono::day{static_cast<unsigned>(std::stoi(text.substr(8, 2)))}};
  return day.ok() ? std::optional{day} : std::nullopt;
}

std::optional<Day> read_last_day(const json& line) {
  return line.at("until").is_null() ? std::nullopt : read_day(line.at("until"));
}

std::string title_of_source(const json& file, const std::string& source) {
  for (const auto& line : file.at("sources")) {
    if (line.at("id") == source) return line.at("title");
  }
  return source;
}

Standard read_standard(const json& line, const json& file) {
  Standard standard{
      .id = line.at("id"), .from = read_day(line.at("from")).value_or(Day{}), .until = read_last_day(line)};
  for (const auto& tier : line.at("tiers")) standard.tiers.push_back({text_of(tier.at("name")), tier.at("fen")});
  for (const auto value : kHouseholdClasses) {
    standard.of_class.at(static_cast<std::size_t>(value) - 1) = line.at("of_class").at(std::string{to_string(value)});
  }
  for (const auto value : kSeverities) {
    standard.of_severity.at(static_cast<std::size_t>(value)) = line.at("of_severity").at(std::string{to_string(value)});
  }
  standard.for_all = line.at("for_all");
  standard.person_floor = line.at("person_floor_fen");
  standard.person_ceiling = line.at("person_ceiling_fen");
  standard.household_ceiling = line.at("household_ceiling_fen");
  standard.step = line.at("step_fen");
  standard.source_title = title_of_source(file, line.at("source"));
  standard.mark = line.at("mark");
  return standard;
}

/// Floors, ceilings and days; what else a standard must be, a schema can say.
Result<void> check_line(const Standard& standard, const json& line, std::size_t at) {
  const auto pointer = "/standards/" + std::to_string(at);
  if (auto held = check_standard(standard); !held) {
    return incidents::bad_catalogue("relief.json", pointer, held.error().detail);
  }
  const bool days = read_day(line.at("from")) && (line.at("until").is_null() || read_last_day(line) >= standard.from);
  if (days) return {};
  return incidents::bad_catalogue("relief.json", pointer + "/until",
                                  {"起止日期不存在或颠倒", "its days do not exist or end before they begin"});
}

Relation read_relation(const std::string& word) {
  if (word == "stacks") return Relation::stacks;
  return word == "excludes" ? Relation::excludes : Relation::ask;
}

std::pair<std::string, std::string> pair_of(std::string_view one, std::string_view other) {
  return one < other ? std::pair{std::string{one}, std::string{other}}
                     : std::pair{std::string{other}, std::string{one}};
}

/// The file, each source's key followed by its title.
json with_titles(json file) {
  for (auto& block : file) {
    if (!block.is_array()) continue;
    for (auto& line : block) {
      if (line.contains("source")) line["source_title"] = title_of_source(file, line.at("source"));
      if (!line.contains("figures")) continue;
      for (auto& figure : line["figures"]) figure["source_title"] = title_of_source(file, figure.at("source"));
    }
  }
  for (const auto* block : {"notice", "sampling"}) {
    file[block]["source_title"] = title_of_source(file, file[block].at("source"));
  }
  return file;
}

}  // namespace

std::string_view to_string(Relation relation) noexcept {
  constexpr std::array<std::string_view, 3> kWords{"stacks", "excludes", "ask"};
  return kWords.at(static_cast<std::size_t>(relation));
}

Result<ReliefCatalogue> ReliefCatalogue::load(const std::filesystem::path& data) {
  std::string unused;
  const auto file = incidents::read_catalogue_file(data, "relief", unused);
  if (!file) return fail(file.error());
  ReliefCatalogue out;
  for (std::size_t i = 0; i < file->at("standards").size(); ++i) {
    const auto& line = file->at("standards")[i];
    out.standards_.push_back(read_standard(line, *file));
    if (auto held = check_line(out.standards_.back(), line, i); !held) return fail(std::move(held.error()));
  }
  const auto& notice = file->at("notice");
  out.notice_ = {.days = notice.at("days"),
                 .photos = notice.at("photos"),
                 .source_title = title_of_source(*file, notice.at("source")),
                 .mark = notice.at("mark")};
  const auto& sampling = file->at("sampling");
  out.sampling_ = {sampling.at("confidence_permille"), sampling.at("margin_permille"), sampling.at("share_permille")};
  for (const auto& line : file->at("circumstances")) {
    out.severities_.emplace(line.at("code"), parse_severity(line.at("severity").get<std::string>()).value());
  }
  for (const auto& line : file->at("vulnerabilities")) out.raises_.emplace(line.at("code"), line.at("raises"));
  for (const auto& line : file->at("needs")) {
    const auto kind = parse_word<NeedKind>(kNeedWords, line.at("code").get<std::string>()).value();
    for (const auto& item : line.at("items")) out.needs_met_.emplace(item, kind);
  }
  for (const auto& line : file->at("programmes")) out.programmes_.emplace(line.at("code"), line);
  for (std::size_t i = 0; i < file->at("relations").size(); ++i) {
    const auto& line = file->at("relations")[i];
    const auto pair = pair_of(line.at("a").get<std::string>(), line.at("b").get<std::string>());
    const Pairing pairing{read_relation(line.at("relation")), text_of(line.at("reason"))};
    if (pair.first == pair.second || !out.pairings_.emplace(pair, pairing).second) {
      return incidents::bad_catalogue("relief.json", "/relations/" + std::to_string(i),
                                      {"同一对项目出现两次", "the same two programmes are paired twice"});
    }
  }
  out.shown_ = with_titles(*file);
  return out;
}

std::vector<Standard> ReliefCatalogue::standards_on(Day day) const {
  std::vector<Standard> out;
  for (const auto& each : standards_) {
    if (each.from <= day && (!each.until || day <= *each.until)) out.push_back(each);
  }
  return out;
}

Result<Standard> ReliefCatalogue::standard(std::string_view id) const {
  const auto found = std::ranges::find(standards_, id, &Standard::id);
  if (found != standards_.end()) return *found;
  return fail(ProblemKind::not_found, "unknown-standard",
              {"没有这个救助标准，请从标准目录中选择", "there is no such standard; choose one of the catalogue"});
}

Severity ReliefCatalogue::severity_of(std::string_view circumstance) const noexcept {
  const auto found = severities_.find(circumstance);
  return found == severities_.end() ? Severity::light : found->second;
}

bool ReliefCatalogue::raises(std::string_view vulnerability) const noexcept {
  const auto found = raises_.find(vulnerability);
  return found != raises_.end() && found->second;
}

std::optional<NeedKind> ReliefCatalogue::need_met_by(std::string_view item) const noexcept {
  const auto found = needs_met_.find(item);
  return found == needs_met_.end() ? std::nullopt : std::optional{found->second};
}

Pairing ReliefCatalogue::pairing(std::string_view one, std::string_view other) const {
  const auto found = pairings_.find(pair_of(one, other));
  if (found != pairings_.end()) return found->second;
  return {Relation::ask,
          {"目录没有规定，请经办人核对是否针对同一损失",
           "the catalogue does not say; compare whether both pay for the same loss"}};
}

}  // namespace anlan::relief
