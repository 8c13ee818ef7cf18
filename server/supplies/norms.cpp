#include "supplies/norms.hpp"

#include <stdexcept>

#include <nlohmann/json.hpp>

#include "incidents/catalogue_file.hpp"
#include "incidents/catalogue_schema.hpp"
#include "supplies/json_fields.hpp"

namespace anlan::supplies {

using nlohmann::json;

namespace {

constexpr std::size_t kMonths = 12;

/// A key may stand in several blocks; the one about this norm speaks before the one about all norms.
std::string source_title(const json& file, const std::string& norm, const std::string& source) {
  std::string title = source;
  for (const auto& line : file.at("sources")) {
    if (text_at(line, "id") != source) continue;
    if (text_at(line, "block") == "norms." + norm) return text_at(line, "title");
    if (text_at(line, "block") == "norms") title = text_at(line, "title");
  }
  return title;
}

SourcedNorm read_norm(const json& line, const json& file) {
  allocation::Norm norm{.id = line.at("id"),
                        .item = line.at("item"),
                        .share_percent = line.at("share_percent"),
                        .amount = line.at("amount"),
                        .persons = line.at("persons"),
                        .days = optional_at<std::int64_t>(line, "days")};
  for (const auto& state : line.at("states")) {
    norm.states.push_back(allocation::parse_people_state(state.get<std::string>()).value());
  }
  auto title = source_title(file, norm.id, text_at(line, "source"));
  return {.norm = std::move(norm),
          .season = line.at("season"),
          .note = {line.at("note").at("zh"), line.at("note").at("en")},
          .source_title = std::move(title),
          .mark = line.at("mark")};
}

ReserveFloor read_floor(const json& line) {
  return {.level = line.at("level"),
          .division = optional_at<std::string>(line, "division"),
          .item = line.at("item"),
          .amount = line.at("quantity")};
}

/// A norm or a floor of goods that nobody has would silently ask for nothing.
Result<void> check_items(const json& file, const char* block, const GoodsCatalogue& goods, const std::string& name) {
  const auto& lines = file.at(block);
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const auto& item = text_at(lines[i], "item");
    if (goods.find(item) != nullptr) continue;
    return incidents::bad_catalogue(
        name, "/" + std::string{block} + "/" + std::to_string(i) + "/item",
        {"物资目录（goods.json）里没有“" + item + "”", "goods.json has no item \"" + item + "\""});
  }
  return {};
}

WorkCalendar read_calendar(const json& block) {
  return {.weekend = block.at("weekend").get<std::set<int>>(),
          .years = block.at("years").get<std::set<int>>(),
          .holidays = block.at("holidays").get<std::set<Day>>(),
          .working_weekends = block.at("working_weekends").get<std::set<Day>>()};
}

}  // namespace

Result<NormsCatalogue> NormsCatalogue::load(const std::filesystem::path& data, const GoodsCatalogue& goods) {
  std::string unused;
  const auto file = incidents::read_catalogue_file(data, "norms", unused);
  if (!file) return fail(file.error());
  for (const auto* block : {"norms", "reserve_floors"}) {
    const auto name = (data / "catalogues" / "norms.json").string();
    if (auto held = check_items(*file, block, goods, name); !held) return fail(std::move(held.error()));
  }
  NormsCatalogue catalogue;
  catalogue.calendar_ = read_calendar(file->at("calendar"));
  for (const auto& line : file->at("norms")) catalogue.norms_.push_back(read_norm(line, *file));
  catalogue.season_of_month_.resize(kMonths);
  for (const auto& season : file->at("seasons")) {
    for (const auto& month : season.at("months")) {
      catalogue.season_of_month_.at(month.get<std::size_t>() - 1) = text_at(season, "code");
    }
  }
  for (const auto& state : file->at("states")) {
    const auto at = static_cast<std::size_t>(allocation::parse_people_state(text_at(state, "code")).value());
    catalogue.indicators_.at(at) = text_at(state, "indicator");
  }
  for (const auto& line : file->at("settings")) catalogue.settings_.emplace(line.at("id"), line.at("value"));
  for (const auto& line : file->at("reserve_floors")) catalogue.floors_.push_back(read_floor(line));
  for (const auto& line : file->at("road_speeds")) catalogue.speeds_.push_back({line.at("kind"), line.at("kmh")});
  return catalogue;
}

std::string NormsCatalogue::season_of(Instant at) const {
  constexpr std::size_t kMonthAt = 5;  // of "2021-07-20T…"
  return season_of_month_.at(std::stoul(format_time(at).substr(kMonthAt, 2)) - 1);
}

std::vector<SourcedNorm> NormsCatalogue::in_season(const std::string& season) const {
  std::vector<SourcedNorm> out;
  for (const auto& norm : norms_) {
    if (norm.season == season || norm.season == "all") out.push_back(norm);
  }
  return out;
}

const std::string& NormsCatalogue::indicator_of(allocation::PeopleState state) const {
  return indicators_.at(static_cast<std::size_t>(state));
}

std::int64_t NormsCatalogue::setting(std::string_view id) const {
  const auto found = settings_.find(id);
  if (found == settings_.end()) throw std::out_of_range{"no setting " + std::string{id}};
  return found->second;
}

json norm_json(const SourcedNorm& sourced) {
  const auto& norm = sourced.norm;
  auto states = json::array();
  for (const auto state : norm.states) states.push_back(to_string(state));
  return {{"id", norm.id},
          {"item", norm.item},
          {"states", std::move(states)},
          {"season", sourced.season},
          {"share_percent", norm.share_percent},
          {"amount", norm.amount},
          {"persons", norm.persons},
          {"days", or_null(norm.days)},
          {"note", {{"zh", sourced.note.zh}, {"en", sourced.note.en}}},
          {"source", {{"title", sourced.source_title}, {"mark", sourced.mark}}}};
}

}  // namespace anlan::supplies
