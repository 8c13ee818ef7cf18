#include "supplies/due.hpp"

#include <nlohmann/json.hpp>

#include "supplies/due_rules.hpp"
#include "supplies/json_fields.hpp"

namespace anlan::supplies {

using nlohmann::json;

std::string_view to_string(DueKind kind) noexcept { return kind == DueKind::give_back ? "return" : "expiry"; }

std::string_view to_string(Urgency urgency) noexcept {
  switch (urgency) {
    case Urgency::passed:
      return "passed";
    case Urgency::urgent:
      return "urgent";
    case Urgency::soon:
      return "soon";
    case Urgency::planned:
      return "planned";
    case Urgency::unlimited:
      return "unlimited";
  }
  return "unlimited";
}

json due_json(const Due& due, const Day& today) {
  return {{"kind", to_string(due.kind)},
          {"urgency", to_string(due.urgency)},
          {"item", due.item},
          {"batch", due.batch},
          {"label", due.label},
          {"quantity", due.quantity},
          {"place", due.place},
          {"bins", due.bins},
          {"division", or_null(due.division)},
          {"recipient", or_null(due.recipient)},
          {"document", or_null(due.document)},
          {"since", or_null(due.since)},
          {"due_on", or_null(due.due_on)},
          {"days_left", due.due_on ? json(days_between(today, *due.due_on)) : json(nullptr)}};
}

}  // namespace anlan::supplies
