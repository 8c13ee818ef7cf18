#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>

#include "base/division_code.hpp"

namespace anlan::journal {

/// Who sees a fact of a division: the levels above it, or the levels below it too.
enum class Reach {
  upward,  ///< sessions whose jurisdiction contains the division
  both,    ///< and those whose jurisdiction lies inside it
};

/// What a dashboard hears: one JSON-RPC notification, encoded once and shared by all who get it.
struct Notification {
  std::int64_t seq = 0;    ///< the entry that caused it
  std::string topic = {};  ///< "report", "rollup", …
  std::string key = {};    ///< of a state topic: only the newest per key matters; empty for events
  DivisionCode division;
  Reach reach = Reach::upward;
  std::shared_ptr<const std::string> text = {};
};

/// Whether a caller with this jurisdiction may see it.
[[nodiscard]] inline bool visible(const DivisionCode& division, Reach reach, const DivisionCode& jurisdiction) {
  return division.within(jurisdiction) || (reach == Reach::both && jurisdiction.within(division));
}

using NotificationSink = std::function<void(Notification)>;

}  // namespace anlan::journal
