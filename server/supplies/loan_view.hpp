#pragma once

#include <optional>
#include <string>
#include <vector>

#include "journal/view.hpp"
#include "supplies/loan.hpp"

namespace anlan::supplies {

/// Loans as they stand. Table:
///
/// - `loan`: a row per loan, whole in one JSON column; the rest is what queries filter by.
class LoanView final : public journal::View {
 public:
  [[nodiscard]] std::string_view name() const override { return "loan"; }
  [[nodiscard]] std::string fingerprint() const override { return "1"; }
  [[nodiscard]] std::vector<std::string> schema() const override;
  [[nodiscard]] std::vector<std::string> tables() const override { return {"loan"}; }
  void apply(const journal::ApplyContext& context) override;
};

[[nodiscard]] std::optional<Loan> find_loan(store::Connection& db, const std::string& loan);
[[nodiscard]] std::string next_loan_number(store::Connection& db);
/// Open ones first, by the day they are due; at most 500.
[[nodiscard]] std::vector<Loan> list_loans(store::Connection& db, const DivisionCode& jurisdiction, bool open_only);

}  // namespace anlan::supplies
