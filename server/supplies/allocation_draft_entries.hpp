#pragma once

#include <string>
#include <string_view>

#include "journal/entry.hpp"
#include "journal/entry_types.hpp"
#include "supplies/allocation_draft.hpp"

namespace anlan::supplies {

/// The life of an allocation, on the stream `allocation/<uuid>`. Every body, version 1, is the whole plan as it stands
/// from then on (`draft_json`), so that what was proposed stays readable beside what was approved.
inline constexpr std::string_view kAllocationProposed = "allocation.proposed";
inline constexpr std::string_view kAllocationEdited = "allocation.edited";
inline constexpr std::string_view kAllocationApproved = "allocation.approved";
inline constexpr std::string_view kAllocationWithdrawn = "allocation.withdrawn";

void declare_allocation_entries(journal::EntryTypes& types);

[[nodiscard]] std::string allocation_stream(const std::string& allocation);

[[nodiscard]] journal::Draft allocation_fact(std::string_view type, const AllocationDraft& draft);

}  // namespace anlan::supplies
