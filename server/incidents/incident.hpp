#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/division_code.hpp"
#include "base/time.hpp"
#include "journal/entry.hpp"

namespace anlan::incidents {

enum class IncidentState : std::uint8_t {
  open,    ///< first reports and updates
  stable,  ///< 灾情稳定: final reports are due
  closed,  ///< kept for the record; nothing more is due
};

[[nodiscard]] std::string_view to_string(IncidentState state) noexcept;
[[nodiscard]] std::optional<IncidentState> parse_incident_state(std::string_view text) noexcept;

/// What a duty officer says when an incident begins. Names are for people: nothing is keyed on them.
struct Opening {
  std::string hazard = {};                     ///< first-level code, "02"
  std::optional<std::string> sub_hazard = {};  ///< "0201"; counties may say it, the city reports the first level only
  std::string name = {};
  Instant occurred_at = {};
  std::vector<DivisionCode> area = {};  ///< counties and townships, none inside another, by code
  bool exercise = false;
};

/// A disaster that is being reported on. Its id never changes, so that incidents can be merged into one process later
/// without touching what was reported on each.
struct Incident {
  std::string incident;  ///< uuid
  std::int64_t version = 0;
  std::string hazard;
  std::optional<std::string> sub_hazard = {};
  std::string name;
  Instant occurred_at = {};
  std::vector<DivisionCode> area = {};  ///< as in Opening
  DivisionCode division;                ///< the lowest node that contains the whole area
  bool exercise = false;
  IncidentState state = IncidentState::open;
  Instant opened_at = {};
  journal::Actor opened_by = {};
  std::optional<Instant> stabilised_at = {};
  std::optional<Instant> closed_at = {};
  std::optional<std::string> close_reason = {};
};

/// The counties of an area, by code: those in it and those of its townships.
[[nodiscard]] std::vector<DivisionCode> counties_of(const std::vector<DivisionCode>& area);

/// The lowest node that contains every code; `area` is not empty and lies in one city.
[[nodiscard]] DivisionCode common_node(const std::vector<DivisionCode>& area);

/// Whether an area has something in common with the subtree of `node`.
[[nodiscard]] bool touches(const std::vector<DivisionCode>& area, const DivisionCode& node);

}  // namespace anlan::incidents
