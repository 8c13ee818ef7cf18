#pragma once

#include <optional>
#include <string>

#include <nlohmann/json_fwd.hpp>

#include "base/division_code.hpp"
#include "base/time.hpp"
#include "journal/entry.hpp"

namespace anlan::supplies {

/// Where a vehicle was seen.
struct Position {
  double lon = 0;  ///< degrees, CGCS2000
  double lat = 0;
  std::optional<double> accuracy_m = {};  ///< as the telephone says
};

/// 途经报点: a vehicle's sign of life on the way, by its driver's telephone or by whoever heard of it.
struct Checkpoint {
  std::string checkpoint;  ///< uuid, made by who reports: the same one delivered twice counts once
  std::string waybill;     ///< uuid
  std::string number;      ///< of the waybill
  Instant at = {};         ///< when the vehicle was there
  std::string place = {};  ///< in words; the unit the position lies in when nobody said
  std::optional<Position> position = {};
  std::optional<Instant> eta = {};  ///< new time of arrival; nothing when it did not change
  std::string note = {};
  bool by_driver = false;  ///< by whoever has the waybill's paper, without an account
  bool clock_off = false;  ///< the telephone's clock was off by more than the settings allow
  Instant recorded_at = {};
  journal::Actor by = {};
  DivisionCode from;  ///< of the sender
  DivisionCode to;
  bool exercise = false;
};

/// The wire's Checkpoint, and the body of its entry.
[[nodiscard]] nlohmann::json checkpoint_json(const Checkpoint& checkpoint);
[[nodiscard]] Checkpoint read_checkpoint(const nlohmann::json& body);

}  // namespace anlan::supplies
