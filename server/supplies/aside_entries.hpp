#pragma once

#include <string>
#include <string_view>

#include "journal/entry.hpp"
#include "journal/entry_types.hpp"
#include "supplies/inspection.hpp"
#include "supplies/recovery.hpp"

namespace anlan::supplies {

/// The papers of goods set aside, on the streams `recovery/<uuid>` and `inspection/<uuid>`. Every body, version 1, is
/// the whole paper as it stands from then on (`recovery_json`, `inspection_json`); what moves with it is an entry of
/// the ledger beside it.
inline constexpr std::string_view kRecoveryReturned = "recovery.returned";
inline constexpr std::string_view kRecoveryCleaned = "recovery.cleaned";
inline constexpr std::string_view kRecoveryGraded = "recovery.graded";
inline constexpr std::string_view kRecoveryScrapped = "recovery.scrapped";
inline constexpr std::string_view kRecoveryCancelled = "recovery.cancelled";
inline constexpr std::string_view kInspectionArrived = "inspection.arrived";
inline constexpr std::string_view kInspectionConcluded = "inspection.concluded";
inline constexpr std::string_view kInspectionCancelled = "inspection.cancelled";

void declare_aside_entries(journal::EntryTypes& types);

[[nodiscard]] std::string recovery_stream(const std::string& recovery);
[[nodiscard]] std::string inspection_stream(const std::string& inspection);

[[nodiscard]] journal::Draft recovery_fact(std::string_view type, const Recovery& recovery);
[[nodiscard]] journal::Draft inspection_fact(std::string_view type, const Inspection& inspection);

}  // namespace anlan::supplies
