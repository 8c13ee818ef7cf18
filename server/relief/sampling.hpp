#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"

namespace anlan::relief {

/// How sure a sample of home visits shall be.
struct SampleDesign {
  int confidence_permille = 950;  ///< 800 to 999
  int margin_permille = 50;       ///< half the width of the interval, 10 to 200
  int share_permille = 500;       ///< expected share of rows that need a correction; 500 is the cautious choice
};

/// How many of `population` households to visit: Cochran's n₀ = z²·p(1−p)/e², corrected for the finite population,
/// n = n₀ / (1 + (n₀ − 1)/N), rounded up. 0 for nobody, never more than there are. Problem `bad-sample-design`.
[[nodiscard]] Result<std::int64_t> sample_size(std::int64_t population, const SampleDesign& design);

/// A list's part of the sample of the lists it is reviewed with: proportional allocation (Cochran, Sampling Techniques,
/// §5.5), n·Nₕ/N rounded up, so that the township visits as many as its own list asks for, not as many anew for every
/// village. `population` counts `stratum` too. Problem `bad-sample-design`.
[[nodiscard]] Result<std::int64_t> sample_share(std::int64_t stratum, std::int64_t population,
                                                const SampleDesign& design);

/// A household that may be drawn.
struct Candidate {
  std::string household;  ///< uuid
  int risk = 0;           ///< points, 0 to 100: a household of risk r is drawn as if it were 1 + r/10 of them
  bool must = false;      ///< to be visited whatever the draw says
};

struct Pick {
  std::string household;
  bool must = false;
};

/// Draws `size` households, those that must be visited among them (all of them, even if they are more), the others by
/// weight without replacement (Efraimidis and Spirakis): each gets the lot −ln(u)/w and the lowest lots win, with u
/// from SHA-256 of "<seed>/<uuid>". So the same seed and list give the same sample, in whatever order they come, and
/// whoever doubts it can repeat it. In the order of the lots, who must first.
[[nodiscard]] std::vector<Pick> draw(std::vector<Candidate> candidates, std::int64_t size, std::string_view seed);

}  // namespace anlan::relief
