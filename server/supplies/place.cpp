#include "supplies/place.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include <nlohmann/json.hpp>

#include "supplies/json_fields.hpp"

namespace anlan::supplies {

using nlohmann::json;

namespace {

template <class Enum, std::size_t N>
using Words = std::array<std::pair<Enum, std::string_view>, N>;

constexpr Words<Tier, 6> kTiers{{{Tier::national, "national"},
                                 {Tier::province, "province"},
                                 {Tier::city, "city"},
                                 {Tier::county, "county"},
                                 {Tier::township, "township"},
                                 {Tier::village, "village"}}};
constexpr Words<PlaceKind, 2> kKinds{{{PlaceKind::store, "store"}, {PlaceKind::point, "point"}}};
constexpr Words<Side, 11> kSides{{{Side::supplier, "supplier"},
                                  {Side::donor, "donor"},
                                  {Side::lost, "lost"},
                                  {Side::lender, "lender"},
                                  {Side::owner, "owner"},
                                  {Side::in_transit, "in_transit"},
                                  {Side::issued, "issued"},
                                  {Side::household, "household"},
                                  {Side::scrapped, "scrapped"},
                                  {Side::borrower, "borrower"},
                                  {Side::aside, "aside"}}};

template <class Enum, std::size_t N>
std::string_view word_of(const Words<Enum, N>& words, Enum value) noexcept {
  return words[static_cast<std::size_t>(std::ranges::find(words, value, &std::pair<Enum, std::string_view>::first) -
                                        words.begin())]
      .second;
}

template <class Enum, std::size_t N>
std::optional<Enum> value_of(const Words<Enum, N>& words, std::string_view text) noexcept {
  const auto found = std::ranges::find(words, text, &std::pair<Enum, std::string_view>::second);
  return found == words.end() ? std::nullopt : std::optional{found->first};
}

json office_json(const Office& office) { return {{"name", office.name}, {"division", office.division.text()}}; }

Office read_office(const json& office) {
  return {office.at("name"), DivisionCode::parse(text_at(office, "division")).value()};
}

}  // namespace

std::string_view to_string(Tier tier) noexcept { return word_of(kTiers, tier); }
std::optional<Tier> parse_tier(std::string_view text) noexcept { return value_of(kTiers, text); }

std::vector<std::string> tier_words() {
  std::vector<std::string> words;
  for (const auto& [tier, word] : kTiers) words.emplace_back(word);
  return words;
}

std::string_view to_string(PlaceKind kind) noexcept { return word_of(kKinds, kind); }
std::optional<PlaceKind> parse_place_kind(std::string_view text) noexcept { return value_of(kKinds, text); }
std::string_view to_string(Side side) noexcept { return word_of(kSides, side); }
std::optional<Side> parse_side(std::string_view text) noexcept { return value_of(kSides, text); }

Spot spot(Side side, std::string bin) { return {std::string{to_string(side)}, std::move(bin)}; }

bool bounded(const Spot& spot) noexcept {
  const auto side = parse_side(spot.place);
  return side != Side::supplier && side != Side::donor && side != Side::lost && side != Side::lender &&
         side != Side::owner;
}

json place_facts_json(const PlaceFacts& facts) {
  return {{"kind", to_string(facts.kind)},
          {"level", to_string(facts.level)},
          {"division", facts.division.text()},
          {"name", facts.name},
          {"lon", or_null(facts.lon)},
          {"lat", or_null(facts.lat)},
          {"address", or_null(facts.address)},
          {"owner", office_json(facts.owner)},
          {"keeper", office_json(facts.keeper)},
          {"user", office_json(facts.user)},
          {"capacity",
           {{"people", or_null(facts.capacity.people)},
            {"area_m2", or_null(facts.capacity.area_m2)},
            {"volume_m3", or_null(facts.capacity.volume_m3)}}},
          {"bins", facts.bins}};
}

PlaceFacts read_place_facts(const json& body) {
  const auto& capacity = body.at("capacity");
  return {.kind = parse_place_kind(text_at(body, "kind")).value(),
          .level = parse_tier(text_at(body, "level")).value(),
          .division = DivisionCode::parse(text_at(body, "division")).value(),
          .name = body.at("name"),
          .lon = optional_at<double>(body, "lon"),
          .lat = optional_at<double>(body, "lat"),
          .address = optional_at<std::string>(body, "address"),
          .owner = read_office(body.at("owner")),
          .keeper = read_office(body.at("keeper")),
          .user = read_office(body.at("user")),
          .capacity = {.people = optional_at<std::int64_t>(capacity, "people"),
                       .area_m2 = optional_at<std::int64_t>(capacity, "area_m2"),
                       .volume_m3 = optional_at<std::int64_t>(capacity, "volume_m3")},
          .bins = body.at("bins")};
}

json place_json(const Place& place) {
  auto out = place_facts_json(place.facts);
  out["place"] = place.place;
  out["version"] = place.version;
  out["state"] = place.open() ? "open" : "closed";
  if (place.closed_reason) out["closed_reason"] = *place.closed_reason;
  return out;
}

json spot_json(const Spot& spot) {
  auto out = json::object();
  out.emplace("place", spot.place);
  out.emplace("bin", spot.bin);
  return out;
}

Spot read_spot(const json& spot) { return {spot.at("place"), spot.at("bin")}; }

}  // namespace anlan::supplies
