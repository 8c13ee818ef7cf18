#pragma once

#include <optional>
#include <string>
#include <vector>

#include "journal/view.hpp"
#include "supplies/inspection.hpp"
#include "supplies/recovery.hpp"

namespace anlan::supplies {

/// The papers of goods that lie in a place and are no stock: come back and not graded, or arrived and not inspected.
/// Tables:
///
/// - `recovery`, `inspection`: a row per paper, whole in one JSON column; the rest is what queries filter by.
class AsideView final : public journal::View {
 public:
  [[nodiscard]] std::string_view name() const override { return "aside"; }
  [[nodiscard]] std::string fingerprint() const override { return "1"; }
  [[nodiscard]] std::vector<std::string> schema() const override;
  [[nodiscard]] std::vector<std::string> tables() const override { return {"inspection", "recovery"}; }
  void apply(const journal::ApplyContext& context) override;
};

/// Papers whoever asks: for rules.
[[nodiscard]] std::optional<Recovery> find_recovery(store::Connection& db, const std::string& recovery);
[[nodiscard]] std::optional<Inspection> find_inspection(store::Connection& db, const std::string& inspection);

/// The numbers the next papers get.
[[nodiscard]] std::string next_recovery_number(store::Connection& db);
[[nodiscard]] std::string next_inspection_number(store::Connection& db);

/// Whether something is set aside in a place: then it cannot be closed.
[[nodiscard]] bool holds_aside(store::Connection& db, const std::string& place);

/// Goods of one batch that people of one division have.
struct Outstanding {
  std::string item;
  std::string batch;
  std::string label;
  std::string division;
  Quantity quantity = 0;
  bool exercise = false;
};
/// What people of a division and those below it have, whether households signed for it yet or not, by item, batch and
/// division.
[[nodiscard]] std::vector<Outstanding> outstanding_in(store::Connection& db, const DivisionCode& division);

/// What lists of papers can be narrowed by.
struct PaperFilter {
  std::optional<std::string> place = {};
  std::optional<std::string> state = {};  ///< by its word
};
/// Papers of places in the jurisdiction, the newest first.
[[nodiscard]] std::vector<Recovery> list_recoveries(store::Connection& db, const DivisionCode& jurisdiction,
                                                    const PaperFilter& filter);
[[nodiscard]] std::vector<Inspection> list_inspections(store::Connection& db, const DivisionCode& jurisdiction,
                                                       const PaperFilter& filter);

}  // namespace anlan::supplies
