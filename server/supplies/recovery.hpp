#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <nlohmann/json.hpp>

#include "base/division_code.hpp"
#include "base/time.hpp"
#include "journal/entry.hpp"
#include "supplies/movement.hpp"

namespace anlan::supplies {

enum class RecoveryState : std::uint8_t {
  returned,   ///< set aside as it came
  cleaned,    ///< washed, disinfected, dried: can be looked at
  graded,     ///< judged, but something is under repair or waits to be scrapped
  closed,     ///< every unit is back in stock or scrapped
  cancelled,  ///< was entered wrongly
};

[[nodiscard]] std::string_view to_string(RecoveryState state) noexcept;
[[nodiscard]] std::optional<RecoveryState> parse_recovery_state(std::string_view text) noexcept;
[[nodiscard]] std::vector<std::string> recovery_state_words();

/// So many units of a batch that came back, and what became of them.
struct RecoveredLine {
  std::string item;
  std::string batch;  ///< uuid
  std::string label;
  Quantity quantity = 0;
  Quantity good = 0;      ///< back in stock
  Quantity repair = 0;    ///< of those pending: being repaired
  Quantity scrap = 0;     ///< beyond use, waiting for the experts and the approval
  Quantity scrapped = 0;  ///< written off

  /// Not judged for good yet: as it came, or under repair.
  [[nodiscard]] Quantity pending() const noexcept { return quantity - good - scrap - scrapped; }
};

/// 回收单: goods that come back from use are set aside, cleaned and graded before they count as stock again
/// (甘肃 救灾物资回收和报废实施办法: cleaned, disinfected and repaired, then stored again or scrapped).
struct Recovery {
  std::string recovery;  ///< uuid
  std::int64_t version = 0;
  std::string number;  ///< eight digits, for people
  RecoveryState state = RecoveryState::returned;
  std::string place;           ///< uuid
  DivisionCode division;       ///< of the place
  DivisionCode from_division;  ///< whose people give it back
  std::string from;            ///< who brought it
  bool exercise = false;
  std::optional<std::string> incident = {};
  std::optional<std::string> note = {};
  Instant returned_at = {};
  std::string movement = {};  ///< uuid of the movement that took it in
  /// Whoever handled it, in order: took in, cleaned, graded. None of them approves a scrapping.
  std::vector<journal::Actor> hands = {};
  std::optional<std::string> cleaning = {};  ///< what was done
  nlohmann::json opinion = nullptr;          ///< of the experts, as it was sent
  std::vector<RecoveredLine> lines = {};
};

[[nodiscard]] nlohmann::json recovery_json(const Recovery& recovery);
[[nodiscard]] Recovery read_recovery(const nlohmann::json& body);

}  // namespace anlan::supplies
