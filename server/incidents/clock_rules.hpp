#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "incidents/catalogue.hpp"
#include "incidents/clock.hpp"
#include "incidents/figures.hpp"
#include "incidents/incident.hpp"

// Time limits of 自然灾害情况统计调查制度 (2024), part one section six and part five section two, as the deadline
// catalogue has them. Every function here is pure: moments come in, and a replay gives the same clocks.
namespace anlan::incidents {

/// Families of deadlines that have clocks.
inline constexpr std::string_view kInitial = "initial";        ///< 初报
inline constexpr std::string_view kTenOrMore = "ten_or_more";  ///< 10 人及以上死亡失踪或遇险被困
inline constexpr std::string_view kFinal = "final";            ///< 核报
inline constexpr std::string_view kDrought = "drought";        ///< 干旱续报: again and again until it is over

/// The part of the catalogue that clocks are made of.
struct ClockBook {
  std::vector<Deadline> deadlines = {};
  ClockColours colours = {};
  Condition ten_or_more = {};  ///< dead, missing and trapped people, added up; without a threshold it never holds
  Condition drought = {};      ///< the hazards whose 续报 is owed in a rhythm
};

[[nodiscard]] ClockBook clock_book(const Catalogue& catalogue);

/// The row of a deadline that was in force at a moment. A row that has run out without a successor goes on: an
/// obligation does not end because the next document is late. Null before the first row.
[[nodiscard]] const Deadline* in_force(const ClockBook& book, std::string_view rule, Instant at);

/// An obligation that begins.
struct Beginning {
  const Deadline* deadline = nullptr;  ///< into the book
  DivisionCode division;               ///< who owes it
  Instant at = {};                     ///< from when its time counts
  DivisionCode cause;                  ///< whose fact it was
};

// A row that excepts the incident's hazard (`except_hazards`) starts nothing: a drought has no hours for its 初报.

/// 初报 of the counties of the area, counted from the disaster. Villages and townships have none yet: nobody knows
/// which of them were hit until one of them says so.
[[nodiscard]] std::vector<Beginning> starts_when_opened(const ClockBook& book, const Incident& incident);

/// What the node above owes once it has received something of a family from `sender`: its row counts from "received".
[[nodiscard]] std::optional<Beginning> start_when_received(const ClockBook& book, std::string_view hazard,
                                                           std::string_view family, const DivisionCode& sender,
                                                           Instant received_at);

/// 核报 of these nodes, counted from 灾情稳定; nodes whose row counts from something else have none yet.
[[nodiscard]] std::vector<Beginning> starts_when_stabilised(const ClockBook& book, std::string_view hazard,
                                                            Instant stabilised_at,
                                                            const std::vector<DivisionCode>& nodes);

/// The shorter limits once ten or more are in danger in a county: the county's counts from the disaster, the city's
/// from the receipt of the report that said so.
[[nodiscard]] std::vector<Beginning> starts_at_ten(const ClockBook& book, const Incident& incident,
                                                   const DivisionCode& county, Instant received_at);

/// People in danger that these figures state; indicators that are missing or unknown add nothing.
[[nodiscard]] std::int64_t people_in_danger(const ClockBook& book, const Figures& figures);

/// Whether so many people in danger bring the shorter limits.
[[nodiscard]] bool ten_or_more(const ClockBook& book, std::int64_t people);

/// The clock of a beginning: the `n`-th of its kind in the incident (1 is the first).
[[nodiscard]] Clock make_clock(const ClockBook& book, const Beginning& beginning, const Incident& incident, int n);

/// The next 续报 of a node whose incident asks for one in a rhythm (a drought: every ten days, §1 (2) 续报), counted
/// from its report before. Nothing once the losses no longer grow: then 核报 is owed.
[[nodiscard]] std::optional<Beginning> start_when_reported(const ClockBook& book, const Incident& incident,
                                                           const DivisionCode& node, Instant reported_at);

/// Whether a report of this phase fulfils a family: a final report fulfils all, any other all but 核报.
[[nodiscard]] bool fulfils(std::string_view phase, std::string_view family) noexcept;

/// Whether somebody may say that an obligation was met outside this system at `met_at`.
/// Problems: `clock-not-running` (409), `bad-settlement`.
[[nodiscard]] Result<void> check_settle(const Clock& clock, Instant met_at, Instant now);

}  // namespace anlan::incidents
