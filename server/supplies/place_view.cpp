#include "supplies/place_view.hpp"

#include <algorithm>
#include <tuple>

#include <nlohmann/json.hpp>

#include "supplies/json_fields.hpp"
#include "supplies/place_entries.hpp"

namespace anlan::supplies {

using nlohmann::json;

namespace {

Place read_row(const store::Statement& row) {
  return {.place = row.text_at(0),
          .version = row.int_at(1),
          .facts = read_place_facts(json::parse(row.view_at(2))),
          .closed_reason = row.optional_text_at(3)};
}

bool passes(const Place& place, const PlaceFilter& filter) {
  return (!filter.open || *filter.open == place.open()) && (!filter.kind || *filter.kind == place.facts.kind) &&
         (!filter.level || *filter.level == place.facts.level);
}

}  // namespace

std::vector<std::string> PlaceView::schema() const {
  return {
      "CREATE TABLE place ("
      "  place TEXT PRIMARY KEY, version INTEGER NOT NULL, level TEXT NOT NULL, division TEXT NOT NULL,"
      "  facts TEXT NOT NULL, closed_reason TEXT) STRICT, WITHOUT ROWID",
  };
}

void PlaceView::apply(const journal::ApplyContext& context) {
  const auto& entry = context.entry;
  if (entry.type == kPlaceOpened || entry.type == kPlaceChanged) {
    const auto facts = read_place_facts(context.body);
    context.db
        .prepare(
            "INSERT INTO place (place, version, level, division, facts) VALUES (?1, ?2, ?3, ?4, ?5)"
            " ON CONFLICT DO UPDATE SET version = ?2, facts = ?5")
        .run(text_at(context.body, "place"), entry.stream_version, to_string(facts.level), entry.division,
             dump(place_facts_json(facts)));
  } else if (entry.type == kPlaceClosed) {
    context.db.prepare("UPDATE place SET version = ?2, closed_reason = ?3 WHERE place = ?1")
        .run(text_at(context.body, "place"), entry.stream_version, text_at(context.body, "closed_reason"));
  }
}

std::optional<Place> find_place(store::Connection& db, const std::string& place) {
  auto row = db.prepare("SELECT place, version, facts, closed_reason FROM place WHERE place = ?1");
  row.bind_all(place);
  if (!row.step()) return std::nullopt;
  return read_row(row);
}

std::optional<DivisionCode> find_place_division(store::Connection& db, const std::string& place) {
  auto row = db.prepare("SELECT division FROM place WHERE place = ?1");
  row.bind_all(place);
  if (!row.step()) return std::nullopt;
  return DivisionCode::parse(row.view_at(0)).value();
}

std::vector<Place> list_places(store::Connection& db, const DivisionCode& jurisdiction, const PlaceFilter& filter) {
  auto rows = db.prepare("SELECT place, version, facts, closed_reason FROM place");
  std::vector<Place> places;
  while (rows.step()) {
    auto place = read_row(rows);
    const auto& division = place.facts.division;
    const bool visible = division.within(jurisdiction) || jurisdiction.within(division);
    if (visible && passes(place, filter)) places.push_back(std::move(place));
  }
  std::ranges::sort(places, {}, [](const Place& place) {
    return std::tuple{place.facts.level, std::string_view{place.facts.division.text()},
                      std::string_view{place.facts.name}, std::string_view{place.place}};
  });
  return places;
}

}  // namespace anlan::supplies
