#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "incidents/incident.hpp"
#include "relief/home.hpp"

namespace anlan::relief {

/// A row as somebody wants it to be recorded.
struct HomeStatement {
  HomeFacts facts;
  Personal personal;                    ///< the head alone
  std::vector<std::string> photos;      ///< those that stay, sealed
  std::vector<std::string> new_photos;  ///< blobs
};

/// What a rule must know of the world around it.
struct HomeSurroundings {
  const incidents::Incident& incident;
  bool village_known = false;  ///< the village exists today
  bool hazard_known = false;
};

/// Name, number, telephone and address as they are kept; see normalise_people. Problem `bad-home`.
[[nodiscard]] Result<HomeStatement> normalised_home(HomeStatement statement, Instant now);

/// Whether a row may stand so (自然灾害情况统计调查制度 2024, D02): a village in the incident's area; struck not before
/// the disaster and not after now; some room damaged; no more rooms collapsed and damaged than the home has; an area
/// where there are rooms and none where there are none; a way of payment where money was given; and a photo, which the
/// form wants kept (须留存照片备查). Problem `bad-home` names every field.
[[nodiscard]] Result<void> check_home(const HomeStatement& statement, const HomeSurroundings& around, Instant now);

/// Where the same person's home stands already on the register of this incident.
struct HomeListed {
  std::int64_t ordinal = 0;
  std::string village;  ///< its name
  std::string head;     ///< masked
};
/// Problem `home-on-register` (409): one row for one family and disaster.
[[nodiscard]] Result<void> check_home_once(const std::optional<HomeListed>& listed);

/// Problem `home-withdrawn` (409).
[[nodiscard]] Result<void> check_home_stands(const Home& home);
/// Problem `incident-closed` (409): nothing new is entered; what stands may still be corrected, since rebuilding is
/// paid long afterwards.
[[nodiscard]] Result<void> check_register_open(const incidents::Incident& incident);

/// What stands in the way of saying that a row is about a household's home.
struct LinkFacts {
  bool linked = false;        ///< the household names a row already
  bool taken = false;         ///< another household of the same campaign names this row
  bool same_exercise = true;  ///< both are real, or both an exercise
};
/// Problems (409): `home-linked`, `home-taken`, `exercise-mixed`.
[[nodiscard]] Result<void> check_link(const LinkFacts& facts);

/// What the form asks for and is not there yet: "id_number", "phone".
[[nodiscard]] std::vector<std::string> missing_in(const Personal& personal);

}  // namespace anlan::relief
