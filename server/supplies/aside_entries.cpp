#include "supplies/aside_entries.hpp"

#include <nlohmann/json.hpp>

namespace anlan::supplies {

void declare_aside_entries(journal::EntryTypes& types) {
  for (const auto type : {kRecoveryReturned, kRecoveryCleaned, kRecoveryGraded, kRecoveryScrapped, kRecoveryCancelled,
                          kInspectionArrived, kInspectionConcluded, kInspectionCancelled}) {
    types.declare({.name = std::string{type}});
  }
}

std::string recovery_stream(const std::string& recovery) { return "recovery/" + recovery; }
std::string inspection_stream(const std::string& inspection) { return "inspection/" + inspection; }

journal::Draft recovery_fact(std::string_view type, const Recovery& recovery) {
  return {.stream = recovery_stream(recovery.recovery),
          .type = std::string{type},
          .division = recovery.division,
          .body = recovery_json(recovery),
          .exercise = recovery.exercise};
}

journal::Draft inspection_fact(std::string_view type, const Inspection& inspection) {
  return {.stream = inspection_stream(inspection.inspection),
          .type = std::string{type},
          .division = inspection.division,
          .body = inspection_json(inspection),
          .exercise = inspection.exercise};
}

}  // namespace anlan::supplies
