#include <algorithm>

#include <nlohmann/json.hpp>

#include "incidents/observation_view.hpp"

namespace anlan::incidents {

using nlohmann::json;

namespace {

constexpr std::string_view kSelect =
    "SELECT observation, version, incident, division, text, doubts, photos, occurred_at, received_at, recorded_at,"
    " channel, actor, exercise, withdrawn, ST_X(geom), ST_Y(geom) FROM observation ";

std::vector<ObservationDoubt> read_doubts(std::string_view text) {
  std::vector<ObservationDoubt> out;
  for (const auto& doubt : json::parse(text)) out.push_back({doubt.at("code"), {doubt.at("zh"), doubt.at("en")}});
  return out;
}

std::optional<LonLat> read_point(const store::Statement& row) {
  if (row.null_at(14)) return std::nullopt;
  return LonLat{row.real_at(14), row.real_at(15)};
}

std::optional<std::string> some(std::string text) {
  if (text.empty()) return std::nullopt;
  return text;
}

Observation read_row(const store::Statement& row) {
  return {.observation = row.text_at(0),
          .version = row.int_at(1),
          .incident = some(row.text_at(2)),
          .division = DivisionCode::parse(row.view_at(3)).value(),
          .text = row.text_at(4),
          .point = read_point(row),
          .doubts = read_doubts(row.view_at(5)),
          .photos = json::parse(row.view_at(6)).get<std::vector<std::string>>(),
          .occurred_at = from_millis(row.int_at(7)),
          .received_at = from_millis(row.int_at(8)),
          .recorded_at = from_millis(row.int_at(9)),
          .channel = journal::parse_channel(row.view_at(10)).value(),
          .actor = journal::read_actor(json::parse(row.view_at(11))),
          .withdrawn = row.int_at(13) != 0,
          .exercise = row.int_at(12) != 0};
}

/// The codes at and below a node are those from its own to this one.
std::string last_below(const DivisionCode& node) {
  auto text = node.text().substr(0, significant_digits(node.level()));
  text.resize(12, '9');
  return text;
}

/// The fragments of a filter's question; composed of literals alone. Of a county, the newest are found sooner in the
/// table's own order than by sorting all that the index gives (`+division` keeps the planner from it).
std::string question(const ObservationFilter& filter) {
  std::string sql{kSelect};
  sql += filter.node.level() <= Level::county ? "WHERE +division" : "WHERE division";
  sql += " BETWEEN ?1 AND ?2";
  if (filter.incident) sql += " AND incident = ?3";
  if (filter.before) sql += " AND seq < (SELECT seq FROM observation WHERE observation = ?4)";
  if (filter.box) {
    sql +=
        " AND seq IN (SELECT pkid FROM idx_observation_geom WHERE xmin <= ?8 AND xmax >= ?6 AND ymin <= ?9 AND"
        " ymax >= ?7) AND ST_X(geom) BETWEEN ?6 AND ?8 AND ST_Y(geom) BETWEEN ?7 AND ?9";
  }
  return sql + " ORDER BY seq DESC LIMIT ?5";
}

}  // namespace

std::optional<Observation> find_observation(store::Connection& db, const std::string& observation) {
  static const std::string sql = std::string{kSelect} + "WHERE observation = ?1";
  auto row = db.prepare(sql);
  row.bind_all(observation);
  if (!row.step()) return std::nullopt;
  return read_row(row);
}

std::vector<Observation> list_observations(store::Connection& db, const ObservationFilter& filter) {
  auto rows = db.prepare(question(filter));
  rows.bind(1, filter.node.text());
  rows.bind(2, last_below(filter.node));
  if (filter.incident) rows.bind(3, *filter.incident);
  if (filter.before) rows.bind(4, *filter.before);
  rows.bind(5, filter.limit);
  for (int i = 0; filter.box && i < 4; ++i) rows.bind(6 + i, (*filter.box)[static_cast<std::size_t>(i)]);
  std::vector<Observation> out;
  while (rows.step()) out.push_back(read_row(rows));
  return out;
}

std::vector<ObservationCount> count_observations(store::Connection& db, const std::string& incident,
                                                 const DivisionCode& node) {
  auto rows = db.prepare(
      "SELECT division, count FROM observation_count WHERE incident = ?1 AND division BETWEEN ?2 AND ?3"
      " AND count > 0 ORDER BY division");
  rows.bind_all(incident, node.text(), last_below(node));
  std::vector<ObservationCount> out;
  while (rows.step()) {
    auto division = DivisionCode::parse(rows.view_at(0)).value();
    if (division == node || division.parent() == node) out.push_back({std::move(division), rows.int_at(1)});
  }
  return out;
}

std::vector<DivisionCode> observing_villages(store::Connection& db, const std::string& incident,
                                             const DivisionCode& node) {
  auto rows = db.prepare(
      "SELECT division FROM observation_count WHERE incident = ?1 AND division BETWEEN ?2 AND ?3 AND count > 0"
      " AND division NOT LIKE '%000' ORDER BY division");
  rows.bind_all(incident, node.text(), last_below(node));
  std::vector<DivisionCode> out;
  while (rows.step()) out.push_back(DivisionCode::parse(rows.view_at(0)).value());
  return out;
}

}  // namespace anlan::incidents
