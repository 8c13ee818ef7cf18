#include "supplies/handout_entries.hpp"

#include <nlohmann/json.hpp>

namespace anlan::supplies {

void declare_handout_entries(journal::EntryTypes& types) { types.declare({.name = std::string{kHandoutRecorded}}); }

std::string handout_stream(const std::string& handout) { return "handout/" + handout; }

journal::Draft handout_recorded(const Handout& handout) {
  return {.stream = handout_stream(handout.handout),
          .type = std::string{kHandoutRecorded},
          .division = handout.division,
          .body = handout_json(handout),
          .exercise = handout.exercise,
          .occurred_at = handout.at};
}

}  // namespace anlan::supplies
