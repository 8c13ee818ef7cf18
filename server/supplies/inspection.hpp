#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <nlohmann/json_fwd.hpp>

#include "base/division_code.hpp"
#include "base/time.hpp"
#include "journal/entry.hpp"
#include "supplies/movement.hpp"

namespace anlan::supplies {

enum class InspectionState : std::uint8_t { waiting, concluded, cancelled };

[[nodiscard]] std::string_view to_string(InspectionState state) noexcept;
[[nodiscard]] std::optional<InspectionState> parse_inspection_state(std::string_view text) noexcept;

/// So many units of a batch that arrived, and what the inspection found.
struct InspectedLine {
  std::string item;
  std::string batch;  ///< uuid
  std::string label;
  Quantity quantity = 0;
  std::string bin = {};  ///< where the accepted ones go
  Quantity sampled = 0;  ///< opened and looked at
  Quantity accepted = 0;
  Quantity rejected = 0;  ///< back to whoever delivered
  std::optional<std::string> defects = {};
};

/// How the inspection ended.
struct Verdict {
  Instant at = {};
  journal::Actor by = {};
  std::vector<std::string> inspectors = {};  ///< names; two sign
  std::string conclusion = {};
  std::optional<std::string> report = {};  ///< hash of a blob: the signed paper
};

/// 到货验收: what a supplier or a donor delivers is set aside until quantity, quality and labels were inspected; only
/// what is accepted counts as stock (GB/T 24439-2009: preparation, checking, counting, stacking).
struct Inspection {
  std::string inspection;  ///< uuid
  std::int64_t version = 0;
  std::string number;  ///< eight digits, for people
  InspectionState state = InspectionState::waiting;
  std::string place;  ///< uuid
  DivisionCode division;
  std::string source;  ///< "supplier" or "donor"
  bool exercise = false;
  std::optional<std::string> document = {};  ///< number of the delivery note
  std::optional<std::string> incident = {};
  std::optional<std::string> note = {};
  Instant arrived_at = {};
  journal::Actor arrived_by = {};
  std::string movement = {};  ///< uuid of the movement that took it in
  std::vector<InspectedLine> lines = {};
  std::optional<Verdict> verdict = {};
};

[[nodiscard]] nlohmann::json inspection_json(const Inspection& inspection);
[[nodiscard]] Inspection read_inspection(const nlohmann::json& body);

}  // namespace anlan::supplies
