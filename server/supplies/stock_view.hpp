#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "journal/view.hpp"

namespace anlan::supplies {

/// The ledger: what lies where, and how it got there. Applies after `PlaceView`, whose rows its states read. Tables:
///
/// - `stock_batch`: a row per batch.
/// - `stock_movement`: a row per document, numbered by its entry.
/// - `stock_line`: a row per line of a document: so many units from one account to another.
/// - `stock_balance`: a row per account, which is a batch at a spot: what it took and gave so far, how much of the rest
///   a waybill holds, and the batch's last day, which never changes. The database itself refuses an account that gives
///   what it does not have, unless it is a side goods come into being from (supplier, donor, lost).
///
/// State topic `stock`, key `<place>/<item>`, for goods of an exercise `<place>/<item>/exercise`; the value is the row
/// of `stock.balance` by item.
class StockView final : public journal::View {
 public:
  [[nodiscard]] std::string_view name() const override { return "stock"; }
  [[nodiscard]] std::string fingerprint() const override { return "2"; }
  [[nodiscard]] std::vector<std::string> schema() const override;
  [[nodiscard]] std::vector<std::string> tables() const override {
    return {"stock_line", "stock_balance", "stock_movement", "stock_batch"};
  }
  void apply(const journal::ApplyContext& context) override;
  [[nodiscard]] std::vector<std::string> state_topics() const override { return {"stock"}; }
  void states_between(store::Connection& db, std::string_view topic, std::int64_t since, std::int64_t until,
                      const journal::NotificationSink& sink) const override;
  /// Conservation, per item and batch: every account is the sum of its lines, what one side gave another took, and
  /// nothing that cannot be below zero is.
  void prove(store::Connection& db, const journal::FaultSink& sink) const override;
};

}  // namespace anlan::supplies
