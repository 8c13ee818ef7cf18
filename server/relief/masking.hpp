#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include <nlohmann/json_fwd.hpp>

#include "relief/household_class.hpp"

namespace anlan::relief {

/// What the list knows of a household that may become public. Only the name is personal; what is never shown to the
/// public (identity number, account, telephone, address to the door, health) has no field here.
struct NoticeFacts {
  int row = 0;                 ///< its number on the list
  std::string reference = {};  ///< what an objection names it by; says nothing about the household
  std::string village = {};    ///< the division's name, never a free text
  std::string head_name = {};
  HouseholdClass household_class = HouseholdClass::ordinary;
  int people = 0;                               ///< members
  int people_in_need = 0;                       ///< D03009
  std::optional<std::int64_t> amount_fen = {};  ///< once decided
  std::vector<std::string> goods = {};          ///< names of the catalogue with quantities, once decided
};

/// A household as everybody may see it. `for_public` alone makes one, and pages, posters and public downloads take
/// nothing else, so that what is not masked cannot get there.
class PublicHousehold {
 public:
  [[nodiscard]] int row() const noexcept { return facts_.row; }
  [[nodiscard]] const std::string& reference() const noexcept { return facts_.reference; }
  [[nodiscard]] const std::string& village() const noexcept { return facts_.village; }
  /// 张*三.
  [[nodiscard]] const std::string& name() const noexcept { return facts_.head_name; }
  [[nodiscard]] HouseholdClass household_class() const noexcept { return facts_.household_class; }
  [[nodiscard]] int people() const noexcept { return facts_.people; }
  [[nodiscard]] int people_in_need() const noexcept { return facts_.people_in_need; }
  [[nodiscard]] const std::optional<std::int64_t>& amount_fen() const noexcept { return facts_.amount_fen; }
  [[nodiscard]] const std::vector<std::string>& goods() const noexcept { return facts_.goods; }

 private:
  friend PublicHousehold for_public(NoticeFacts facts);
  explicit PublicHousehold(NoticeFacts facts) : facts_{std::move(facts)} {}

  NoticeFacts facts_;
};

/// Masks the name; digits in it (a number typed into the wrong column) are hidden as well.
[[nodiscard]] PublicHousehold for_public(NoticeFacts facts);

/// `{row, reference, village, name, class, people, people_in_need, amount_fen, goods}`; null for what was not decided.
[[nodiscard]] nlohmann::json public_json(const PublicHousehold& household);

/// What a record holds in clear of people, by what it is.
struct PersonalFields {
  std::string name = {};
  std::string id_number = {};
  std::string phone = {};
  std::string account = {};
  std::string address = {};
};

/// The same record for everyday screens inside the jurisdiction: every field by its mask.
[[nodiscard]] PersonalFields masked(const PersonalFields& fields);

}  // namespace anlan::relief
