#include "relief/rule_pack.hpp"

#include <algorithm>
#include <array>
#include <fstream>
#include <iterator>
#include <ranges>
#include <set>
#include <sstream>

#include "base/json.hpp"
#include "incidents/catalogue_file.hpp"
#include "incidents/catalogue_schema.hpp"
#include "store/query_check.hpp"

namespace anlan::relief {

using nlohmann::json;

namespace {

constexpr std::array<std::string_view, 3> kColumns{"village", "household", "facts"};
constexpr std::array<std::string_view, 3> kGiven{":campaign", ":from", ":until"};

/// Everything of this room's views but what is sealed; json_each takes their lists apart.
const store::Readable& readable() {
  static const store::Readable all{
      .tables = {"campaign", "household", "household_card", "household_fact", "household_hand", "household_list",
                 "household_mark", "household_person", "household_shown", "household_village", "gate", "gate_amount",
                 "gate_photo", "outside_list", "outside_mark", "payment_file", "payment_line", "json_each"},
      .hidden_columns = {"household.sealed", "payment_file.sealed"},
      .functions = {"abs",         "avg",          "coalesce",
                    "count",       "date",         "datetime",
                    "ifnull",      "iif",          "json_array_length",
                    "json_each",   "json_extract", "json_group_array",
                    "json_object", "julianday",    "like",
                    "length",      "max",          "min",
                    "nullif",      "printf",       "row_number",
                    "strftime",    "substr",       "sum",
                    "total",       "unixepoch",    "->",
                    "->>"}};
  return all;
}

/// Statements that make the tables which the rules may read.
std::vector<std::string> tables_of(const journal::ViewSet& views) {
  std::vector<std::string> out;
  for (const auto& view : views.all()) {
    const auto tables = view->tables();
    const bool wanted = std::ranges::any_of(tables, [](const auto& name) { return readable().tables.contains(name); });
    if (wanted) std::ranges::move(view->schema(), std::back_inserter(out));
  }
  return out;
}

json title_of_source(const json& file, const std::string& block, const json& source) {
  for (const auto& line : file.at("sources")) {
    if (line.at("block") == block && line.at("id") == source) return line.at("title");
  }
  return nullptr;
}

/// Every source beside its title. Problem `bad-catalogue` for one that the file does not list.
Result<json> with_titles(const json& file, const std::string& path, std::size_t at) {
  auto line = file.at("rules")[at];
  const auto pointer = "/rules/" + std::to_string(at);
  const Text unlisted{"来源不在本文件的来源表中", "the source is not in this file's list of sources"};
  line["source_title"] = title_of_source(file, "rules", line.at("source"));
  if (line["source_title"].is_null()) return incidents::bad_catalogue(path, pointer + "/source", unlisted);
  for (std::size_t i = 0; i < line["parameters"].size(); ++i) {
    auto& figure = line["parameters"][i];
    figure["source_title"] = title_of_source(file, "parameters", figure.at("source"));
    if (!figure["source_title"].is_null()) continue;
    return incidents::bad_catalogue(path, pointer + "/parameters/" + std::to_string(i) + "/source", unlisted);
  }
  return line;
}

/// What a rule binds of its own.
std::vector<std::string> own_names(const Rule& rule) {
  std::vector<std::string> out;
  std::ranges::copy(std::views::keys(rule.figures), std::back_inserter(out));
  std::ranges::copy(std::views::keys(rule.words), std::back_inserter(out));
  return out;
}

/// What is wrong with a query that SQLite takes; empty when nothing is.
Text fault_in(const store::CheckedQuery& query, const Rule& rule) {
  if (!std::ranges::equal(query.columns, kColumns)) {
    return {"结果列应依次为 village、household、facts",
            "its columns have to be village, household and facts, in order"};
  }
  for (const auto name : kGiven) {
    if (query.places.contains(name)) continue;
    return {"查询须使用 :campaign、:from、:until", "it has to use :campaign, :from and :until"};
  }
  for (const auto& name : own_names(rule)) {
    if (query.places.contains(':' + name)) continue;
    return {"查询没有使用参数 " + name, "it does not use its parameter " + name};
  }
  if (query.places.size() == kGiven.size() + rule.figures.size() + rule.words.size()) return {};
  return {"查询使用了目录中没有的参数", "it uses a parameter that the catalogue does not give"};
}

Result<void> read_query(const std::vector<std::string>& tables, const std::filesystem::path& path, Rule& rule) {
  const std::ifstream file{path, std::ios::binary};
  std::ostringstream text;
  text << file.rdbuf();
  if (!file || text.str().empty()) {
    return incidents::bad_catalogue(path.string(), "", {"读不到这个查询", "the query cannot be read"});
  }
  rule.sql = text.str();
  auto query = store::check_query(tables, rule.sql, readable());
  if (!query.refused.empty()) {
    return incidents::bad_catalogue(
        path.string(), "", {"不是一条只读查询：" + query.refused, "not a query that only reads: " + query.refused});
  }
  auto fault = fault_in(query, rule);
  if (!fault.en.empty()) return incidents::bad_catalogue(path.string(), "", std::move(fault));
  rule.places = std::move(query.places);
  return {};
}

/// A query that no rule names would look as if it ran.
Result<void> check_folder(const std::filesystem::path& folder, const std::set<std::string>& known) {
  for (const auto& file : std::filesystem::directory_iterator{folder}) {
    if (known.contains(file.path().filename().string())) continue;
    return incidents::bad_catalogue(file.path().string(), "",
                                    {"目录中没有这条规则", "no rule of the catalogue has this query"});
  }
  return {};
}

/// The query as it is shown: what a shared one is asked about stands before it.
std::string shown_query(const Rule& rule) {
  std::string out;
  for (const auto& [name, value] : rule.words) out += "-- :" + name + " = " + value + '\n';
  return out + rule.sql;
}

Rule rule_of(json line) {
  Rule rule{.id = line.at("id"), .version = line.at("version"), .sql = {}};
  for (const auto& figure : line.at("parameters")) rule.figures.emplace_back(figure.at("name"), figure.at("value"));
  for (const auto& word : line.value("words", json::array())) {
    const auto& value = word.at("value");
    rule.words.emplace_back(word.at("name"), value.is_string() ? value.get<std::string>() : dump(value));
  }
  rule.shown = std::move(line);
  return rule;
}

}  // namespace

Result<RulePack> RulePack::load(const std::filesystem::path& data, const journal::ViewSet& views) {
  std::string unused;
  const auto file = incidents::read_catalogue_file(data, "relief-rules", unused);
  if (!file) return fail(file.error());
  const auto path = (data / "catalogues" / "relief-rules.json").string();
  const auto tables = tables_of(views);
  RulePack out;
  std::set<std::string> queries;
  for (std::size_t i = 0; i < file->at("rules").size(); ++i) {
    auto line = with_titles(*file, path, i);
    if (!line) return fail(std::move(line.error()));
    auto rule = rule_of(std::move(*line));
    const auto query = rule.shown.value("query", rule.id) + ".sql";
    queries.insert(query);
    if (out.rule(rule.id)) {
      return incidents::bad_catalogue(path, "/rules/" + std::to_string(i) + "/id",
                                      {"同一规则出现两次", "the rule stands in the file twice"});
    }
    auto read = read_query(tables, data / "relief-rules" / query, rule);
    if (!read) return fail(std::move(read.error()));
    rule.shown["sql"] = shown_query(rule);
    out.rules_.push_back(std::move(rule));
  }
  if (auto held = check_folder(data / "relief-rules", queries); !held) return fail(std::move(held.error()));
  return out;
}

Result<const Rule*> RulePack::rule(std::string_view id) const {
  const auto found = std::ranges::find(rules_, id, &Rule::id);
  if (found != rules_.end()) return &*found;
  return fail(ProblemKind::not_found, "unknown-rule",
              {"没有这条规则，请从规则目录中选择", "there is no such rule; choose one of the pack"});
}

}  // namespace anlan::relief
