#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "incidents/incident_view.hpp"
#include "incidents/observation.hpp"

namespace anlan::incidents {

/// What somebody wants to have noted.
struct ObservationClaim {
  std::optional<std::string> incident = {};
  std::string text = {};
  std::optional<DivisionCode> division = {};
  std::vector<std::string> photos = {};
  Instant occurred_at = {};
  journal::Channel channel = journal::Channel::web;
};

/// Where the claim's point lies.
struct Place {
  LonLat at = {};                             ///< converted from what the client declared
  std::optional<DivisionCode> division = {};  ///< the finest unit that holds it; nothing outside the city
  std::vector<ObservationDoubt> doubts = {};  ///< of the point itself
};

struct ObservationFacts {
  journal::Actor actor = {};
  DivisionCode jurisdiction;
  std::optional<Standing> incident = {};                     ///< of the claimed incident; nothing: it does not exist
  std::optional<Place> place = {};                           ///< nothing: no point was given
  bool division_exists = true;                               ///< the claimed one
  std::vector<std::optional<std::string>> photo_types = {};  ///< media type of each photo; nothing: not stored
};

/// The observation to be noted, or what is wrong with the claim. The point decides the division; where it disagrees
/// with the unit that was claimed (a person's own jurisdiction, when he named none) the claim stands and the point is
/// doubted, so that a village's informant always speaks for his village.
/// Problems: `bad-observation` with the pointer of each fault, `outside-jurisdiction` (403), `unknown-incident` (404).
[[nodiscard]] Result<Observation> note_observation(const ObservationClaim& claim, const ObservationFacts& facts,
                                                   std::string id, Instant now);

/// What a person hears who names a division that is not his to speak for or to look at.
[[nodiscard]] Problem outside_jurisdiction(const DivisionCode& division, const DivisionCode& jurisdiction);

/// The observation as it stands in the incident; nothing stands for one that does not exist. Only what belongs to none
/// yet is assigned, and never to an exercise: what a village saw without one is real.
/// Problems: `observation-withdrawn`, `observation-assigned`, `incident-closed` (409), `unknown-incident` (404),
/// `exercise-incident`, `outside-incident` (the incident has nothing to do with the observation's county).
[[nodiscard]] Result<Observation> assign_observation(Observation observation, const std::optional<Incident>& incident);

/// Problem `observation-withdrawn` (409) when it has been withdrawn already.
[[nodiscard]] Result<void> check_withdraw(const Observation& observation);

}  // namespace anlan::incidents
