#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "incidents/catalogue.hpp"
#include "incidents/incident.hpp"

namespace anlan::incidents {

/// Clocks of telephones and desks differ: a time may lie this far ahead of ours.
inline constexpr std::chrono::minutes kClockTolerance{5};

/// What a rule must know to judge an opening.
struct OpeningFacts {
  const Hazard* hazard = nullptr;          ///< of the code, or null when the catalogue has none
  DivisionCode jurisdiction;               ///< of the person who opens it
  std::vector<DivisionCode> unknown = {};  ///< codes of the area that no unit has today
};

/// Whether an incident may be opened. Times are judged against `now`; the area must be known, lie in the jurisdiction
/// and consist of counties and townships. The city reports first-level hazards only, counties may say the second level
/// (自然灾害情况统计调查制度 2024, part one, section six).
/// Problem `bad-incident`, with the pointer of each fault.
[[nodiscard]] Result<void> check_opening(const Opening& opening, const OpeningFacts& facts, Instant now);

/// The area without repetitions and without townships whose county is in it; a city becomes `counties`.
[[nodiscard]] std::vector<DivisionCode> normalised_area(std::vector<DivisionCode> area,
                                                        const std::vector<DivisionCode>& counties);

/// Disaster that was stabilised at this moment: the incident is open, and the moment is neither before the disaster nor
/// ahead of `now`. Problems: `incident-not-open` (409), `bad-incident`.
[[nodiscard]] Result<void> check_stabilise(const Incident& incident, Instant stabilised_at, Instant now);
/// Problem `incident-closed` (409) when it is closed already.
[[nodiscard]] Result<void> check_close(const Incident& incident);
/// Problem `incident-open` (409) when there is nothing to reopen.
[[nodiscard]] Result<void> check_reopen(const Incident& incident);

/// An incident that is probably the same process as one about to be opened. Only ever a proposal.
struct Near {
  Incident incident;
  std::chrono::minutes apart{0};  ///< between the two beginnings
  bool shares_area = false;       ///< false: it is next door
};

/// Which of `candidates` are probably the same process: the same first-level hazard, so that 风雹 never joins a flood;
/// begun within the hazard's own window (floods: three days, an editable row of the hazard catalogue without a
/// published source); both an exercise or both real; and an area in common with `neighbourhood`, which holds the
/// opening's area and what borders on it. Shared areas first, then the closest in time.
[[nodiscard]] std::vector<Near> same_process(const Opening& opening, const Hazard& hazard,
                                             const std::vector<DivisionCode>& neighbourhood,
                                             const std::vector<Incident>& candidates);

}  // namespace anlan::incidents
