#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/division_code.hpp"
#include "base/time.hpp"
#include "relief/household.hpp"

namespace anlan::relief {

/// 房屋结构, D02008, in the order of the form: 1 钢结构 2 钢筋混凝土 3 砌体 4 木（竹） 5 其他.
enum class Structure : std::uint8_t { steel, concrete, masonry, wood, other };
inline constexpr std::array<std::string_view, 5> kStructureWords{"steel", "concrete", "masonry", "wood", "other"};

/// How hard rooms were hit, the worst first: 倒塌, 严重损坏, 一般损坏.
enum class Damage : std::uint8_t { collapsed, severely_damaged, slightly_damaged };
inline constexpr std::array<std::string_view, 3> kDamageWords{"collapsed", "severely_damaged", "slightly_damaged"};
inline constexpr std::array kDamages{Damage::collapsed, Damage::severely_damaged, Damage::slightly_damaged};

enum class HomeState : std::uint8_t { entered, withdrawn };
inline constexpr std::array<std::string_view, 2> kHomeStateWords{"entered", "withdrawn"};

/// Why a row was corrected.
enum class HomeChangeReason : std::uint8_t { mistake, verified, worsened, money, other };
inline constexpr std::array<std::string_view, 5> kHomeChangeWords{"mistake", "verified", "worsened", "money", "other"};

/// Why a row was taken off the register. The form counts no kitchens of their own, stables, movable or makeshift huts.
enum class HomeWithdrawReason : std::uint8_t { duplicate, mistake, not_affected, not_a_home, other };
inline constexpr std::array<std::string_view, 5> kHomeWithdrawWords{"duplicate", "mistake", "not_affected",
                                                                    "not_a_home", "other"};

/// Rooms and floor area of one kind of damage.
struct Extent {
  std::int64_t rooms = 0;
  std::int64_t area_dm2 = 0;  ///< hundredths of a square metre
};

/// What is known of a damaged home beside its people: items D02004 to D02019 of the form.
struct HomeFacts {
  DivisionCode village;
  HouseholdClass household_class = HouseholdClass::ordinary;  ///< D02004
  std::int64_t people = 0;                                    ///< D02005
  std::int64_t rooms = 0;                                     ///< D02007, of the whole home
  Structure structure = Structure::masonry;                   ///< D02008
  Instant occurred_at = {};                                   ///< D02009
  std::string hazard;                                         ///< D02010: code of the hazards' catalogue, "02"
  std::array<Extent, 3> damage = {};                          ///< D02011–D02016, by Damage
  std::int64_t rebuild_fen = 0;                               ///< D02017
  std::int64_t other_fen = 0;                                 ///< D02018
  std::optional<PayBy> pay_by = {};                           ///< D02019; nothing before money is given

  [[nodiscard]] const Extent& of(Damage kind) const { return damage.at(static_cast<std::size_t>(kind)); }
  /// 一户多种损坏，户数只计最重一类: the household counts under its worst damage, the rooms under each.
  [[nodiscard]] Damage worst() const;
};

/// A row of ledger D02 (因灾倒塌损坏住房户一览表): one family's home that one disaster pulled down or damaged.
struct Home {
  std::string home;          ///< uuid
  std::string incident;      ///< uuid
  std::int64_t ordinal = 0;  ///< its number at this site, in the order of entering
  std::int64_t version = 0;  ///< of its stream
  HomeState state = HomeState::entered;
  HomeFacts facts;
  std::optional<std::string> sealed = {};  ///< Personal with one member; nothing once the incident's key is destroyed
  std::vector<std::string> photos = {};    ///< sealed hashes of the pictures; empty once the key is destroyed
  bool exercise = false;
  Instant entered_at = {};
  std::string entered_by = {};  ///< account
  Instant changed_at = {};
  std::optional<HomeWithdrawReason> withdrawn_for = {};
};

/// Whose key seals the people of an incident's register: "incident/<uuid>".
[[nodiscard]] std::string home_key_owner(const std::string& incident);
/// The incident of such an owner; nothing for an owner of another kind.
[[nodiscard]] std::optional<std::string> incident_of_owner(std::string_view owner);

}  // namespace anlan::relief
