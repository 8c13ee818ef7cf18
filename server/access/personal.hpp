#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <nlohmann/json_fwd.hpp>

#include "base/division_code.hpp"
#include "journal/entry.hpp"
#include "journal/entry_types.hpp"

namespace anlan::access {

// Personal data of people who are no accounts of ours: how it is shown, and the fact that somebody looked at it.
// It is sealed with a KeyRing; what shows it unmasked is recorded (突发事件应对法 2024, art. 85).

// What a mask leaves is enough to recognise one's own entry and too little to learn another's. All take UTF-8 and give
// back something of the same look; the empty text stays empty.

/// 张三 → 张*, 张小三 → 张*三, 欧阳小三 → 欧**三.
[[nodiscard]] std::string mask_name(std::string_view name);
/// 13812345678 → 138****5678; a shorter number keeps its last two digits.
[[nodiscard]] std::string mask_phone(std::string_view phone);
/// The first two and the last three digits: 35*************123 (as in the notices of 永安市).
[[nodiscard]] std::string mask_id_number(std::string_view number);
/// The last four digits of a bank account.
[[nodiscard]] std::string mask_account(std::string_view account);
/// The address down to the village or community, the door hidden: 西陶镇石荆村三组12号 → 西陶镇石荆村***. When the text
/// names neither village nor township nor county, all of it is hidden.
[[nodiscard]] std::string mask_address(std::string_view address);

inline constexpr std::string_view kRevealed = "personal.revealed";

/// `personal.revealed`: somebody saw sealed values in clear, and why.
struct Revealed {
  std::string stream;               ///< of the record: "waybill/<uuid>"
  DivisionCode division;            ///< of the record
  std::vector<std::string> fields;  ///< which, by their names on the wire
  std::string purpose;              ///< in the caller's words
};
[[nodiscard]] journal::Draft draft_of(const Revealed& fact);
/// Throws on a body that is not of today's version. `division` is the entry's.
[[nodiscard]] Revealed read_revealed(const nlohmann::json& body, const DivisionCode& division);

/// Declares the entry type; it reaches upward.
void declare_personal_entries(journal::EntryTypes& types);

}  // namespace anlan::access
