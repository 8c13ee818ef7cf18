#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "journal/view.hpp"
#include "supplies/checkpoint.hpp"

namespace anlan::supplies {

/// Where vehicles were on their way. Table:
///
/// - `waybill_checkpoint`: a row per checkpoint, whole in one JSON column.
class CheckpointView final : public journal::View {
 public:
  [[nodiscard]] std::string_view name() const override { return "checkpoint"; }
  [[nodiscard]] std::string fingerprint() const override { return "1"; }
  [[nodiscard]] std::vector<std::string> schema() const override;
  [[nodiscard]] std::vector<std::string> tables() const override { return {"waybill_checkpoint"}; }
  void apply(const journal::ApplyContext& context) override;
};

[[nodiscard]] std::optional<Checkpoint> find_checkpoint(store::Connection& db, const std::string& waybill,
                                                        const std::string& checkpoint);
[[nodiscard]] std::int64_t count_checkpoints(store::Connection& db, const std::string& waybill);

/// Of one waybill, or of all that are on the road from or to the jurisdiction; the newest moment first.
[[nodiscard]] std::vector<Checkpoint> list_checkpoints(store::Connection& db, const DivisionCode& jurisdiction,
                                                       const std::optional<std::string>& waybill);

}  // namespace anlan::supplies
