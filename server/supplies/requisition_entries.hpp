#pragma once

#include <string>
#include <string_view>

#include "journal/entry.hpp"
#include "journal/entry_types.hpp"
#include "supplies/requisition.hpp"

namespace anlan::supplies {

/// Requisitions, on the streams `requisition/<uuid>`. Every body, version 1, is the whole paper as it stands from then
/// on (`requisition_json`); what moved is the ledger's own fact beside it.
inline constexpr std::string_view kRequisitionOpened = "requisition.opened";
inline constexpr std::string_view kRequisitionReturned = "requisition.returned";
inline constexpr std::string_view kRequisitionCompensated = "requisition.compensated";

void declare_requisition_entries(journal::EntryTypes& types);

[[nodiscard]] std::string requisition_stream(const std::string& requisition);

[[nodiscard]] journal::Draft requisition_fact(std::string_view type, const Requisition& requisition);

}  // namespace anlan::supplies
