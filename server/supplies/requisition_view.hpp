#pragma once

#include <optional>
#include <string>
#include <vector>

#include "journal/view.hpp"
#include "supplies/requisition.hpp"

namespace anlan::supplies {

/// Requisitions as they stand. Table:
///
/// - `requisition`: a row per paper, whole in one JSON column; the rest is what queries filter by.
class RequisitionView final : public journal::View {
 public:
  [[nodiscard]] std::string_view name() const override { return "requisition"; }
  [[nodiscard]] std::string fingerprint() const override { return "1"; }
  [[nodiscard]] std::vector<std::string> schema() const override;
  [[nodiscard]] std::vector<std::string> tables() const override { return {"requisition"}; }
  void apply(const journal::ApplyContext& context) override;
};

[[nodiscard]] std::optional<Requisition> find_requisition(store::Connection& db, const std::string& requisition);
[[nodiscard]] std::string next_requisition_number(store::Connection& db);
/// Those that are not settled first, the oldest of them at the top; at most 500.
[[nodiscard]] std::vector<Requisition> list_requisitions(store::Connection& db, const DivisionCode& jurisdiction,
                                                         bool unsettled_only);

}  // namespace anlan::supplies
