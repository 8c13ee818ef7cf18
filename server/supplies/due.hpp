#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <nlohmann/json_fwd.hpp>

#include "supplies/batch.hpp"
#include "supplies/movement.hpp"

namespace anlan::supplies {

enum class DueKind : std::uint8_t {
  give_back,  ///< in people's hands, to be taken back
  expiry,     ///< in a place, to be used or rotated
};

/// How pressing it is, the worst first.
enum class Urgency : std::uint8_t {
  passed,     ///< the day is over: expired, or theirs for good
  urgent,     ///< days
  soon,       ///< weeks
  planned,    ///< rotate in time
  unlimited,  ///< has to come back, with no day set
};

[[nodiscard]] std::string_view to_string(DueKind kind) noexcept;
[[nodiscard]] std::string_view to_string(Urgency urgency) noexcept;

/// Goods that somebody has to deal with by a day.
struct Due {
  DueKind kind = DueKind::expiry;
  Urgency urgency = Urgency::soon;
  std::string item;
  std::string batch;  ///< uuid
  std::string label;
  Quantity quantity = 0;
  std::string place;                         ///< where it lies, or who issued it and takes it back
  std::vector<std::string> bins = {};        ///< where it lies there
  std::optional<std::string> division = {};  ///< who got it
  std::optional<std::string> recipient = {};
  std::optional<std::string> document = {};
  std::optional<Day> since = {};   ///< issued on
  std::optional<Day> due_on = {};  ///< the last day
};

[[nodiscard]] nlohmann::json due_json(const Due& due, const Day& today);

}  // namespace anlan::supplies
