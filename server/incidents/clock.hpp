#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include <nlohmann/json_fwd.hpp>

#include "base/division_code.hpp"
#include "base/problem.hpp"
#include "base/time.hpp"

namespace anlan::incidents {

enum class ClockState : std::uint8_t {
  running,
  met,        ///< in time or late: `met_at` against `due_at` says which
  cancelled,  ///< the obligation went away; `note` says why
};

[[nodiscard]] std::string_view to_string(ClockState state) noexcept;
[[nodiscard]] std::optional<ClockState> parse_clock_state(std::string_view text) noexcept;

/// An obligation of one node that is running out of time. All moments are those of facts, never of the wall clock.
struct Clock {
  std::string clock;      ///< "<incident>/<rule>/<division>", from the second of its kind on with "/<n>"
  std::string incident;   ///< uuid
  std::string rule;       ///< id of the catalogue's deadline, "initial.county"
  DivisionCode division;  ///< who owes it
  Text obligation = {};
  std::string phase = {};
  Instant started_at = {};
  Instant due_at = {};
  Instant amber_at = {};
  Instant red_at = {};
  std::optional<Instant> met_at = {};
  std::optional<std::string> met_by = {};  ///< uuid of the report, or how it was settled outside: "phone", …
  ClockState state = ClockState::running;
  std::string document = {};  ///< the document and paragraph the limit stands in
  std::optional<std::string> note = {};
  bool exercise = false;
  DivisionCode cause;  ///< whose fact started it
  /// Cancelled because the incident was closed: runs again when that is undone.
  bool closed_with_incident = false;
  std::int64_t seq = 0;  ///< of the entry that changed it last
};

/// The wire's Clock.
[[nodiscard]] nlohmann::json clock_json(const Clock& clock);

/// "initial" of "initial.county": deadlines of one obligation at all levels share it.
[[nodiscard]] std::string_view family_of(std::string_view rule) noexcept;

}  // namespace anlan::incidents
