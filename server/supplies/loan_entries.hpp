#pragma once

#include <string>
#include <string_view>

#include "journal/entry.hpp"
#include "journal/entry_types.hpp"
#include "supplies/loan.hpp"

namespace anlan::supplies {

/// Loans, on the streams `loan/<uuid>`. Every body, version 1, is the whole paper as it stands from then on
/// (`loan_json`); what moved is the ledger's own fact beside it.
inline constexpr std::string_view kLoanOpened = "loan.opened";
inline constexpr std::string_view kLoanReturned = "loan.returned";
inline constexpr std::string_view kLoanClosed = "loan.closed";

void declare_loan_entries(journal::EntryTypes& types);

[[nodiscard]] std::string loan_stream(const std::string& loan);

[[nodiscard]] journal::Draft loan_fact(std::string_view type, const Loan& loan);

}  // namespace anlan::supplies
