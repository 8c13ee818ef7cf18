#pragma once

#include <optional>
#include <string>
#include <vector>

#include "journal/view.hpp"
#include "supplies/allocation_draft.hpp"

namespace anlan::supplies {

/// Allocations as they stand and as they were. Table:
///
/// - `allocation_version`: a row per version, whole in one JSON column; the highest version speaks.
class AllocationDraftView final : public journal::View {
 public:
  [[nodiscard]] std::string_view name() const override { return "allocation"; }
  [[nodiscard]] std::string fingerprint() const override { return "1"; }
  [[nodiscard]] std::vector<std::string> schema() const override;
  [[nodiscard]] std::vector<std::string> tables() const override { return {"allocation_version"}; }
  void apply(const journal::ApplyContext& context) override;
};

/// An allocation whoever asks: for rules.
[[nodiscard]] std::optional<AllocationDraft> find_allocation(store::Connection& db, const std::string& allocation);
/// As the adviser proposed it: its first version.
[[nodiscard]] AllocationDraft first_proposal(store::Connection& db, const std::string& allocation);
[[nodiscard]] std::string next_allocation_number(store::Connection& db);

/// The wire's versions of an allocation: `{version, type, at, by, reason, lines}`, the oldest first.
[[nodiscard]] nlohmann::json allocation_versions(store::Connection& db, const std::string& allocation);

/// Allocations for the jurisdiction, the newest first, without their lines: what a list shows.
[[nodiscard]] nlohmann::json list_allocations(store::Connection& db, const DivisionCode& jurisdiction,
                                              const std::optional<std::string>& incident,
                                              const std::optional<std::string>& state);

}  // namespace anlan::supplies
