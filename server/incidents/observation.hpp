#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/division_code.hpp"
#include "base/problem.hpp"
#include "base/time.hpp"
#include "journal/entry.hpp"

namespace anlan::incidents {

/// Degrees, CGCS2000.
struct LonLat {
  double lon = 0;
  double lat = 0;
};

/// Why an observation deserves a second look. It is kept all the same: questioned, never dropped.
struct ObservationDoubt {
  std::string code = {};  ///< "outside", "gcj02_offset", "on_border", "elsewhere", "incident_closed"
  Text text = {};
};

/// What a village saw, in its own words, minutes after it happened: no form, no totals.
struct Observation {
  std::string observation;  ///< uuid
  std::int64_t version = 1;
  std::optional<std::string> incident = {};  ///< nothing: nobody has said yet what it belongs to
  DivisionCode division;                     ///< the finest unit known
  std::string text = {};
  std::optional<LonLat> point = {};
  std::vector<ObservationDoubt> doubts = {};
  std::vector<std::string> photos = {};  ///< hashes of stored pictures
  Instant occurred_at = {};
  Instant received_at = {};
  Instant recorded_at = {};
  journal::Channel channel = journal::Channel::web;
  journal::Actor actor = {};
  bool withdrawn = false;
  bool exercise = false;
};

}  // namespace anlan::incidents
