#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/division_code.hpp"
#include "base/time.hpp"
#include "relief/household_class.hpp"

namespace anlan::relief {

/// What makes a household weaker than others of its class: for local priorities; any number of them.
enum class Vulnerability : std::uint8_t {
  rebuilding,           ///< 倒房重建户
  orphan,               ///< 散居孤儿
  left_behind_elder,    ///< 留守老人
  left_behind_child,    ///< 留守儿童
  severely_disabled,    ///< 重度残疾
  lifted_from_poverty,  ///< 脱贫户
  near_poverty,         ///< 边缘易致贫户
  special_care,         ///< 重点优抚对象
  serious_illness,      ///< 因灾重大伤病
};
inline constexpr std::array<std::string_view, 9> kVulnerabilityWords{
    "rebuilding",          "orphan",       "left_behind_elder", "left_behind_child", "severely_disabled",
    "lifted_from_poverty", "near_poverty", "special_care",      "serious_illness"};

/// What the disaster did to it (住房倒损 / 农作物减产绝收 / 致伤致残); at least one.
enum class Circumstance : std::uint8_t {
  home_collapsed,
  home_severely_damaged,
  home_damaged,
  crop_lost,     ///< 绝收
  crop_reduced,  ///< 减产
  injured,
  disabled,
};
inline constexpr std::array<std::string_view, 7> kCircumstanceWords{
    "home_collapsed", "home_severely_damaged", "home_damaged", "crop_lost", "crop_reduced", "injured", "disabled"};

/// What it lacks in winter and spring, each in one unit: grain in kilograms, clothing and bedding in pieces, the others
/// in fen.
enum class NeedKind : std::uint8_t { grain, clothing, heating, water, medical, other };
inline constexpr std::array<std::string_view, 6> kNeedWords{"grain", "clothing", "heating",
                                                            "water", "medical",  "other"};

/// 救助资金发放形式, D03012.
enum class PayBy : std::uint8_t { cash, card };
inline constexpr std::array<std::string_view, 2> kPayWords{"cash", "card"};

enum class HouseholdState : std::uint8_t {
  entered,    ///< 户报: on the list
  withdrawn,  ///< taken off it, with a reason
};
inline constexpr std::array<std::string_view, 2> kStateWords{"entered", "withdrawn"};

/// Why a household was taken off the list.
enum class WithdrawReason : std::uint8_t { duplicate, moved_away, deceased, not_affected, own_wish, mistake, other };
inline constexpr std::array<std::string_view, 7> kWithdrawWords{"duplicate", "moved_away", "deceased", "not_affected",
                                                                "own_wish",  "mistake",    "other"};

/// What a change of a household is to those who read its notice.
enum class ChangeWeight : std::uint8_t {
  quiet,  ///< nothing that hangs on the wall or decides the amount: a number, a telephone, an account
  less,   ///< fewer people or fewer in need, and nothing else of that
  more,   ///< everything else: another head or village, another class or loss, more people
};
inline constexpr std::array<std::string_view, 3> kChangeWords{"quiet", "less", "more"};

/// What a member is to the head.
enum class Kinship : std::uint8_t {
  head,
  spouse,
  child,
  child_in_law,
  grandchild,
  parent,
  grandparent,
  sibling,
  other
};
inline constexpr std::array<std::string_view, 9> kKinshipWords{
    "head", "spouse", "child", "child_in_law", "grandchild", "parent", "grandparent", "sibling", "other"};

/// The word of a value, and the value of a word: `words` is the table beside the enumeration.
template <class Enum, std::size_t n>
[[nodiscard]] constexpr std::string_view word_of(const std::array<std::string_view, n>& words, Enum value) noexcept {
  return words[static_cast<std::size_t>(value)];
}
template <class Enum, std::size_t n>
[[nodiscard]] constexpr std::optional<Enum> parse_word(const std::array<std::string_view, n>& words,
                                                       std::string_view text) noexcept {
  for (std::size_t i = 0; i < n; ++i) {
    if (words[i] == text) return static_cast<Enum>(i);
  }
  return std::nullopt;
}

struct Need {
  NeedKind kind = NeedKind::grain;
  std::int64_t quantity = 0;  ///< in the kind's unit
};

/// A person of the household.
struct Member {
  std::string name;
  std::optional<std::string> id_number = {};  ///< eighteen characters as GB 11643 has them; nothing: none known yet
  Kinship kinship = Kinship::head;
  std::optional<std::string> health = {};  ///< illness or injury, in the clerk's words
  bool lengthened = false;                 ///< the number came with fifteen digits, out of use since 2013
};

/// Everything of a household that names or finds a person: kept sealed with the campaign's key.
struct Personal {
  std::vector<Member> members = {};  ///< the head first
  std::optional<std::string> phone = {};
  std::string address = {};                      ///< to the door
  std::optional<std::string> account = {};       ///< 一卡(折)通, digits
  std::optional<std::string> account_name = {};  ///< when the card is not the head's own
  std::optional<std::string> note = {};

  [[nodiscard]] const Member& head() const { return members.front(); }
};

/// What is known of a household beside its people; figures and lists are made of this.
struct HouseholdFacts {
  DivisionCode village;
  HouseholdClass household_class = HouseholdClass::ordinary;
  std::int64_t people = 0;  ///< 家庭人口, D03005
  std::int64_t needy = 0;   ///< 需救助人口, D03009; at most `people`
  std::string hazard;       ///< code of the hazards' catalogue, "02"
  std::vector<Circumstance> circumstances = {};
  std::vector<Vulnerability> vulnerabilities = {};
  std::vector<Need> needs = {};
  PayBy pay_by = PayBy::card;
  std::optional<std::string> applied_on = {};  ///< day of the application, "2026-09-12"
};

/// A household on the list of a campaign.
struct Household {
  std::string household;     ///< uuid
  std::string campaign;      ///< uuid
  std::int64_t ordinal = 0;  ///< its number at this site, in the order of entering
  std::int64_t version = 0;  ///< counts what was recorded of it, singly or in a list
  HouseholdState state = HouseholdState::entered;
  HouseholdFacts facts;
  std::optional<std::string> sealed = {};  ///< Personal; nothing once the campaign's key is destroyed
  Instant entered_at = {};
  std::string entered_by = {};  ///< account
  Instant changed_at = {};
  std::optional<WithdrawReason> withdrawn_for = {};
};

}  // namespace anlan::relief
