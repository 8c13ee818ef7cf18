#pragma once

#include <string>
#include <string_view>

#include "journal/entry.hpp"
#include "journal/entry_types.hpp"
#include "supplies/checkpoint.hpp"

namespace anlan::supplies {

/// On the stream `checkpoint/<uuid of the waybill>`, heard by both ends: `checkpoint_json`. A stream of its own, so
/// that a vehicle that reports does not make the count of a receiver without a line stale.
inline constexpr std::string_view kCheckpointReported = "checkpoint.reported";

void declare_checkpoint_entries(journal::EntryTypes& types);
[[nodiscard]] journal::Draft checkpoint_reported(const Checkpoint& checkpoint);

}  // namespace anlan::supplies
