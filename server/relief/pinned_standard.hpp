#pragma once

#include <nlohmann/json_fwd.hpp>

#include "relief/plan.hpp"
#include "relief/standard.hpp"

namespace anlan::relief {

/// What a campaign pays by, as it stood when it was pinned: what the site's catalogue says later changes nothing, and
/// no village is planned by another.
struct PinnedStandard {
  Standard standard;
  Policy policy = Policy::by_class;
};

/// {standard, policy, from, until, tiers: [{name, fen}], of_class, of_severity, for_all, person_floor_fen,
/// person_ceiling_fen, household_ceiling_fen, step_fen, source_title, mark}.
[[nodiscard]] nlohmann::json pinned_json(const PinnedStandard& pinned);
[[nodiscard]] PinnedStandard read_pinned(const nlohmann::json& pinned);

/// "2026-12-01".
[[nodiscard]] std::string day_text(const Day& day);

}  // namespace anlan::relief
