#include "supplies/allocation_draft_entries.hpp"

namespace anlan::supplies {

void declare_allocation_entries(journal::EntryTypes& types) {
  for (const auto type : {kAllocationProposed, kAllocationEdited, kAllocationApproved, kAllocationWithdrawn}) {
    types.declare({.name = std::string{type}});
  }
}

std::string allocation_stream(const std::string& allocation) { return "allocation/" + allocation; }

journal::Draft allocation_fact(std::string_view type, const AllocationDraft& draft) {
  return {.stream = allocation_stream(draft.allocation),
          .type = std::string{type},
          .division = draft.division,
          .body = draft_json(draft),
          .exercise = draft.exercise};
}

}  // namespace anlan::supplies
