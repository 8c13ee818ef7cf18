#include "supplies/loan_entries.hpp"

#include <nlohmann/json.hpp>

namespace anlan::supplies {

void declare_loan_entries(journal::EntryTypes& types) {
  for (const auto type : {kLoanOpened, kLoanReturned, kLoanClosed}) types.declare({.name = std::string{type}});
}

std::string loan_stream(const std::string& loan) { return "loan/" + loan; }

journal::Draft loan_fact(std::string_view type, const Loan& loan) {
  return {.stream = loan_stream(loan.loan),
          .type = std::string{type},
          .division = loan.division,
          .body = loan_json(loan),
          .exercise = loan.exercise};
}

}  // namespace anlan::supplies
