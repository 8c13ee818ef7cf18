#pragma once

#include <optional>

#include "base/result.hpp"
#include "relief/campaign.hpp"
#include "relief/pinned_standard.hpp"

namespace anlan::relief {

/// Whether a campaign may be paid by this: the standard holds in its days (`standard-not-in-force`, 422), and no list
/// was frozen by another that is pinned (`lists-frozen`, 409).
[[nodiscard]] Result<void> check_pin(const Campaign& campaign, const PinnedStandard& pinned,
                                     const std::optional<PinnedStandard>& before, std::int64_t lists_frozen);

/// What all levels give together, in fen; 0 when nothing is entered yet.
[[nodiscard]] std::int64_t budget_of(const CampaignFacts& facts) noexcept;

}  // namespace anlan::relief
