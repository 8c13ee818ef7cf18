#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "journal/view.hpp"
#include "relief/payment.hpp"
#include "relief/way.hpp"

namespace anlan::relief {

/// What each household is to be paid, and how far that is. Builds on GateView. Tables:
///
/// - `payment_line`: comes into being when its list passes into payment, with amount and payee as they were frozen, and
///   goes only if the list is sent back before anything was sent.
/// - `payment_file`: what went to the bank, its bytes sealed.
class PaymentView final : public journal::View {
 public:
  [[nodiscard]] std::string_view name() const override { return "payment"; }
  [[nodiscard]] std::string fingerprint() const override { return "3"; }
  [[nodiscard]] std::vector<std::string> schema() const override;
  [[nodiscard]] std::vector<std::string> tables() const override { return {"payment_file", "payment_line"}; }
  void apply(const journal::ApplyContext& context) override;
  void prove(store::Connection& db, const journal::FaultSink& sink) const override;
};

/// By key.
[[nodiscard]] std::map<std::string, PaymentLine> payment_lines(store::Connection& db, const std::string& campaign,
                                                               const DivisionCode& village);
/// Nothing when the list never came to payment.
[[nodiscard]] std::optional<PaymentState> payment_state(const std::map<std::string, PaymentLine>& lines);

/// A file that went to the bank.
struct PaymentFile {
  std::string file;      ///< SHA-256 of its bytes, hex
  std::string snapshot;  ///< of the frozen list it pays
  std::int64_t count = 0;
  std::int64_t total_fen = 0;
  Instant sent_at = {};
  std::string sent_by = {};                ///< account
  std::string sent_by_name = {};           ///< as it was called then
  std::optional<std::string> sealed = {};  ///< the bytes; with the campaign's key
};
/// The oldest first, without their bytes.
[[nodiscard]] std::vector<PaymentFile> payment_files(store::Connection& db, const std::string& campaign,
                                                     const DivisionCode& village);
[[nodiscard]] std::optional<PaymentFile> find_payment_file(store::Connection& db, const std::string& campaign,
                                                           const DivisionCode& village, const std::string& file);

/// Why a line was given up or its payee confirmed, sealed; whichever was said last. Nothing when nothing was.
[[nodiscard]] std::optional<std::string> sealed_reason(store::Connection& db, const std::string& campaign,
                                                       const DivisionCode& village, const std::string& key);

/// What was frozen for one household of a list; nothing when it does not stand in it.
[[nodiscard]] std::optional<Decided> frozen_amount(store::Connection& db, const std::string& campaign,
                                                   const DivisionCode& village, const std::string& household);
/// What was frozen of a list, as it was signed.
[[nodiscard]] std::vector<Decided> frozen_amounts(store::Connection& db, const std::string& campaign,
                                                  const DivisionCode& village);

}  // namespace anlan::relief
