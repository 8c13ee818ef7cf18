#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <nlohmann/json_fwd.hpp>

#include "base/division_code.hpp"

namespace anlan::supplies {

/// A level of government, whose store it is or whose budget paid: wider than the divisions this server knows.
enum class Tier : std::uint8_t { national, province, city, county, township, village };

[[nodiscard]] std::string_view to_string(Tier tier) noexcept;
[[nodiscard]] std::optional<Tier> parse_tier(std::string_view text) noexcept;

/// "national", "province", … as the wire's shapes list them.
[[nodiscard]] std::vector<std::string> tier_words();

enum class PlaceKind : std::uint8_t {
  store,  ///< 储备库
  point,  ///< 储备点, of a township or village
};

[[nodiscard]] std::string_view to_string(PlaceKind kind) noexcept;
[[nodiscard]] std::optional<PlaceKind> parse_place_kind(std::string_view text) noexcept;

/// An office as of its duty towards a place: its name, and the division it works for.
struct Office {
  std::string name;
  DivisionCode division;
};

/// What fits in, as far as anybody measured it.
struct Capacity {
  std::optional<std::int64_t> people = {};     ///< whose needs can be stored (湖南: 县 5,000–7,000)
  std::optional<std::int64_t> area_m2 = {};    ///< floor, square metres
  std::optional<std::int64_t> volume_m3 = {};  ///< cubic metres
};

/// What its offices say about a place; all of it but the first three can be changed later.
struct PlaceFacts {
  PlaceKind kind = PlaceKind::store;
  Tier level = Tier::county;
  DivisionCode division;  ///< where it stands
  std::string name = {};
  std::optional<double> lon = {};  ///< degrees, CGCS2000; together with lat or not at all
  std::optional<double> lat = {};
  std::optional<std::string> address = {};
  Office owner;
  Office keeper;  ///< 保管权: receives, keeps and hands out
  Office user;    ///< 动用权: orders what leaves. Never the same office as the keeper.
  Capacity capacity = {};
  std::vector<std::string> bins = {};  ///< 库位; goods may also lie in none ("")
};

/// A warehouse or a storage point.
struct Place {
  std::string place;  ///< uuid
  std::int64_t version = 0;
  PlaceFacts facts;
  std::optional<std::string> closed_reason = {};

  [[nodiscard]] bool open() const noexcept { return !closed_reason; }
};

/// The sides of the double entry that are no place of ours. What they gave and took is counted; the first five may
/// give what they never took. What lies `aside` is in a place but no stock: not inspected, or not graded yet.
enum class Side : std::uint8_t {
  supplier,
  donor,
  lost,
  lender,  ///< whom we borrow of
  owner,   ///< whose property is requisitioned
  in_transit,
  issued,
  household,
  scrapped,
  borrower,  ///< who has goods of ours for a time
  aside,
};

[[nodiscard]] std::string_view to_string(Side side) noexcept;
[[nodiscard]] std::optional<Side> parse_side(std::string_view text) noexcept;

/// Where goods lie: a place's uuid and a bin, or a side by its word. The bin of `in_transit` is the waybill, that of
/// `issued` and `household` the division that received, that of
/// `lender`, `borrower` and `owner` the loan or requisition, that of the others the place whose document it was.
struct Spot {
  std::string place;
  std::string bin = {};

  friend bool operator==(const Spot&, const Spot&) = default;
  friend auto operator<=>(const Spot&, const Spot&) = default;
};

[[nodiscard]] Spot spot(Side side, std::string bin);

/// Whether a spot can never give more than it took: every real place, and the sides goods only pass through.
[[nodiscard]] bool bounded(const Spot& spot) noexcept;

/// The wire's Place without its uuid, version and state: also the body of its entries.
[[nodiscard]] nlohmann::json place_facts_json(const PlaceFacts& facts);
/// Reads what `place_facts_json` wrote.
[[nodiscard]] PlaceFacts read_place_facts(const nlohmann::json& body);
/// The wire's Place.
[[nodiscard]] nlohmann::json place_json(const Place& place);

[[nodiscard]] nlohmann::json spot_json(const Spot& spot);
[[nodiscard]] Spot read_spot(const nlohmann::json& spot);

}  // namespace anlan::supplies
