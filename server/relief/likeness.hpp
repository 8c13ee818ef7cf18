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

/// What two people on lists have in common.
enum class Alike : std::uint8_t {
  name,          ///< the same characters
  name_sound,    ///< others that sound the same
  name_near,     ///< one character of three or more differs
  id_near,       ///< identity numbers that differ in one digit, or in two that stand side by side and are swapped
  birth,         ///< day of birth, by the identity number
  phone,         ///< of the household
  address,       ///< of the household, to the door
  address_near,  ///< the same numbers of house and group, written otherwise
};
inline constexpr std::array<std::string_view, 8> kAlikeWords{"name",  "name_sound", "name_near", "id_near",
                                                             "birth", "phone",      "address",   "address_near"};

/// Two people of two households who may be one.
struct Likeness {
  int member = 0;  ///< of the first household; the head is 0
  int other = 0;   ///< of the second
  std::vector<Alike> alike = {};
};

/// What a person decided about two households.
enum class LikenessVerdict : std::uint8_t {
  same_family,       ///< 同一户: one family that stands on the lists twice
  different_people,  ///< 不同的人
  inquire,           ///< 立项核查
};
inline constexpr std::array<std::string_view, 3> kLikenessWords{"same_family", "different_people", "inquire"};

/// What was decided last. `first` and `second` are the households, the smaller uuid first.
struct LikenessDecision {
  std::string first;
  std::string second;
  std::string campaign;  ///< of the list that was looked at
  DivisionCode village;
  std::int64_t version = 0;
  LikenessVerdict verdict = LikenessVerdict::different_people;
  std::vector<Alike> alike = {};            ///< what they had in common then
  std::optional<std::string> inquiry = {};  ///< uuid
  std::optional<std::string> reason = {};   ///< sealed
  Instant decided_at = {};
  std::string decided_by = {};  ///< account
  bool exercise = false;
};

}  // namespace anlan::relief
