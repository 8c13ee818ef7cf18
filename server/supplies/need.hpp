#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/division_code.hpp"
#include "base/result.hpp"
#include "base/time.hpp"
#include "supplies/allocation_need.hpp"
#include "supplies/movement.hpp"
#include "supplies/norms.hpp"

namespace anlan::supplies {

/// Whose need, of what disaster, for how long.
struct NeedQuestion {
  std::string incident;  ///< uuid
  bool exercise = false;
  DivisionCode scope;     ///< this node and all below it
  std::int64_t days = 1;  ///< that goods have to last
  Instant now = {};
};

/// People of a township as the newest reports have them; or those a county or the city counts itself beyond what its
/// units below do, which nobody has assigned to a township yet.
struct PeopleAt {
  DivisionCode division;
  allocation::People people = {};
  bool doubtful = false;  ///< somebody answered that a number is not known: it can only be larger
};

/// Goods that reached people (or, negative, came back from them) at one moment.
struct HandOut {
  Instant at = {};
  Quantity quantity = 0;
};

/// A record that a provided quantity stands in: for whoever asks where a number comes from.
struct ProvidedBy {
  std::string kind;  ///< "place", "movement", "waybill", "release", "request"
  std::string id;    ///< uuid
  std::string name;  ///< of the place, or the paper's number
  Quantity quantity = 0;
};

/// What of an item a township has and is about to have, by where it was found.
struct ProvidedAt {
  std::string division;
  std::string item;
  Quantity stored = 0;                   ///< in points of the township and its villages
  std::vector<HandOut> handed_out = {};  ///< in order of time
  Quantity in_transit = 0;               ///< on waybills that are picked or on the road
  Quantity ordered = 0;                  ///< in release orders, not yet on a waybill
  Quantity requested = 0;                ///< in requests that nobody decided: known, but nothing to count on
  std::vector<ProvidedBy> by = {};
};

/// A need with what it is made of.
struct NeedAt {
  allocation::Need need;
  ProvidedAt provided;
  Quantity with_people = 0;  ///< of what was handed out, what is still there
  Quantity used_up = 0;      ///< the rest
};

/// What is left of goods that are used up every day, of which `required` last `days` days from now: each hand-out adds
/// to what was left, and every day takes its share at today's rate. Goods that are given once stay (`daily` false).
/// Between 0 and the sum.
[[nodiscard]] Quantity left_of(const std::vector<HandOut>& handed_out, bool daily, std::int64_t required,
                               std::int64_t days, Instant now);

/// The needs of all people by the norms, less what they have. Problem `bad-need` as `allocation::needs`.
[[nodiscard]] Result<std::vector<NeedAt>> needs_of(const std::vector<PeopleAt>& people,
                                                   const std::vector<SourcedNorm>& norms,
                                                   const std::vector<ProvidedAt>& provided, std::int64_t days,
                                                   Instant now);

/// The wire's Need.
[[nodiscard]] nlohmann::json need_json(const NeedAt& need);
/// The wire's PeopleAt: `{division, level, count: {sheltered, …}, doubtful}`.
[[nodiscard]] nlohmann::json people_json(const PeopleAt& people);

}  // namespace anlan::supplies
