#include "supplies/place_entries.hpp"

#include <utility>

#include <nlohmann/json.hpp>

namespace anlan::supplies {
namespace {

journal::Draft stated(const std::string& place, const PlaceFacts& facts, std::string_view type) {
  auto body = place_facts_json(facts);
  body["place"] = place;
  body["state"] = "open";
  return {
      .stream = place_stream(place), .type = std::string{type}, .division = facts.division, .body = std::move(body)};
}

}  // namespace

void declare_place_entries(journal::EntryTypes& types) {
  for (const auto type : {kPlaceOpened, kPlaceChanged, kPlaceClosed}) {
    types.declare({.name = std::string{type}, .reach = journal::Reach::both});
  }
}

std::string place_stream(const std::string& place) { return "place/" + place; }

journal::Draft place_opened(const std::string& place, const PlaceFacts& facts) {
  return stated(place, facts, kPlaceOpened);
}

journal::Draft place_changed(const std::string& place, const PlaceFacts& facts) {
  return stated(place, facts, kPlaceChanged);
}

journal::Draft place_closed(const Place& place, const std::string& reason) {
  return {.stream = place_stream(place.place),
          .type = std::string{kPlaceClosed},
          .division = place.facts.division,
          .body = {{"place", place.place}, {"state", "closed"}, {"closed_reason", reason}}};
}

}  // namespace anlan::supplies
