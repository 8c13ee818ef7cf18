#pragma once

#include <vector>

#include "base/result.hpp"
#include "supplies/loan.hpp"

namespace anlan::supplies {

/// Whether the loan may be made: due on a real day that is not before it begins. Problem `bad-loan`.
[[nodiscard]] Result<void> check_loan(const Loan& loan);

/// Problem `loan-closed` (409) when nothing is outstanding any more.
[[nodiscard]] Result<void> check_loan_open(const Loan& loan);

/// Whether this may come back: each line once, no more than is outstanding, no more damaged than came. Problems
/// `bad-return`, `more-than-lent` (409), with the pointer of each line.
[[nodiscard]] Result<void> check_loan_return(const Loan& loan, const std::vector<Returned>& back);

/// The loan after a return that holds.
[[nodiscard]] Loan returned(Loan loan, const std::vector<Returned>& back);

}  // namespace anlan::supplies
