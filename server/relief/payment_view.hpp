#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "journal/view.hpp"
#include "relief/payment.hpp"
#include "relief/way.hpp"

namespace anlan::relief {

/// Table `payment_line`: what each household is to be paid, and how far that is. A line comes into being when its list
/// passes into payment, with the amount that was frozen, and goes only if the list is sent back before anything was
/// sent. Builds on GateView.
class PaymentView final : public journal::View {
 public:
  [[nodiscard]] std::string_view name() const override { return "payment"; }
  [[nodiscard]] std::string fingerprint() const override { return "1"; }
  [[nodiscard]] std::vector<std::string> schema() const override;
  [[nodiscard]] std::vector<std::string> tables() const override { return {"payment_line"}; }
  void apply(const journal::ApplyContext& context) override;
  void prove(store::Connection& db, const journal::FaultSink& sink) const override;
};

/// By key.
[[nodiscard]] std::map<std::string, PaymentLine> payment_lines(store::Connection& db, const std::string& campaign,
                                                               const DivisionCode& village);
/// Nothing when the list never came to payment.
[[nodiscard]] std::optional<PaymentState> payment_state(const std::map<std::string, PaymentLine>& lines);

/// What was frozen of a list, as it was signed.
[[nodiscard]] std::vector<Decided> frozen_amounts(store::Connection& db, const std::string& campaign,
                                                  const DivisionCode& village);

}  // namespace anlan::relief
