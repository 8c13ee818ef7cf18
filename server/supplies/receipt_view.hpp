#pragma once

#include <optional>
#include <string>
#include <vector>

#include "journal/view.hpp"
#include "supplies/paper_receipt.hpp"
#include "supplies/receipt.hpp"

namespace anlan::supplies {

/// Receipts and what they left open. Tables:
///
/// - `receipt_key`: a row per waybill that left.
/// - `receipt`: a row per receipt a device signed, whole in one JSON column.
/// - `receipt_paper`: a row per paper entered for a waybill, and per receipt a device signed that contradicts what was
///   recorded before; whole in one JSON column.
/// - `receipt_case`: a row per line of a waybill that arrived short or damaged.
class ReceiptView final : public journal::View {
 public:
  [[nodiscard]] std::string_view name() const override { return "receipt"; }
  [[nodiscard]] std::string fingerprint() const override { return "4"; }
  [[nodiscard]] std::vector<std::string> schema() const override;
  [[nodiscard]] std::vector<std::string> tables() const override {
    return {"receipt_case", "receipt_paper", "receipt", "receipt_key"};
  }
  void apply(const journal::ApplyContext& context) override;
};

/// Whoever asks: for rules.
[[nodiscard]] std::optional<ReceiptKey> key_of_waybill(store::Connection& db, const std::string& waybill);
[[nodiscard]] std::optional<ReceiptKey> key_by_token(store::Connection& db, const std::string& token);
[[nodiscard]] std::optional<ReceiptKey> key_by_number(store::Connection& db, const std::string& number);
[[nodiscard]] std::optional<DeviceReceipt> find_receipt(store::Connection& db, const std::string& receipt);
/// Whether a recorded receipt names this photo.
[[nodiscard]] bool names_photo(store::Connection& db, const std::string& hash);

struct ReceiptFilter {
  std::optional<std::string> waybill = {};
  bool clock_off = false;  ///< only those
};
/// Receipts of waybills from or to the jurisdiction, the newest first.
[[nodiscard]] std::vector<DeviceReceipt> list_receipts(store::Connection& db, const DivisionCode& jurisdiction,
                                                       const ReceiptFilter& filter);

/// The waybill's paper, or the contradicting receipt of that uuid which a device signed.
[[nodiscard]] std::optional<PaperReceipt> find_paper(store::Connection& db, const std::string& waybill,
                                                     const std::string& device = {});
/// How many receipts signed by devices contradict what is recorded of the waybill, ruled on or not.
[[nodiscard]] std::int64_t count_contradictions(store::Connection& db, const std::string& waybill);
/// Papers of waybills from or to the jurisdiction: those that wait for a ruling first, the most urgent first.
[[nodiscard]] std::vector<PaperReceipt> list_papers(store::Connection& db, const DivisionCode& jurisdiction,
                                                    bool open_only);
/// Waybills from or to the jurisdiction that arrived and whose paper nobody entered, the longest waiting first.
[[nodiscard]] std::vector<Waybill> list_without_paper(store::Connection& db, const DivisionCode& jurisdiction);

/// A line that arrived short or damaged, until somebody says why.
struct ReceiptCase {
  std::string waybill;  ///< uuid
  std::string number;
  std::size_t line = 0;
  std::string item;
  Quantity sent = 0;
  Quantity missing = 0;
  Quantity damaged = 0;
  Instant opened_at = {};
  Instant due_at = {};
  std::optional<Instant> settled_at = {};
  std::optional<std::string> outcome = {};
  std::optional<std::string> reason = {};
  bool exercise = false;
};
/// Cases of waybills from or to the jurisdiction: open ones first, the most urgent first.
[[nodiscard]] std::vector<ReceiptCase> list_cases(store::Connection& db, const DivisionCode& jurisdiction,
                                                  bool open_only);

}  // namespace anlan::supplies
