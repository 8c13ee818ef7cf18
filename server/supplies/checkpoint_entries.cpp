#include "supplies/checkpoint_entries.hpp"

#include <nlohmann/json.hpp>

#include "supplies/document_entries.hpp"

namespace anlan::supplies {

void declare_checkpoint_entries(journal::EntryTypes& types) {
  types.declare({.name = std::string{kCheckpointReported}, .reach = journal::Reach::both});
}

journal::Draft checkpoint_reported(const Checkpoint& checkpoint) {
  return {.stream = "checkpoint/" + checkpoint.waybill,
          .type = std::string{kCheckpointReported},
          .division = above_both(checkpoint.from, checkpoint.to),
          .body = checkpoint_json(checkpoint),
          .exercise = checkpoint.exercise,
          .occurred_at = checkpoint.at};
}

}  // namespace anlan::supplies
