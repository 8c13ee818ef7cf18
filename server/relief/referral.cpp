#include "relief/referral.hpp"

#include <algorithm>

namespace anlan::relief {
namespace {

constexpr std::array<std::string_view, kReferralStates.size()> kWords{"open", "granted", "refused", "withdrawn"};

}  // namespace

std::string_view to_string(ReferralState state) noexcept { return kWords.at(static_cast<std::size_t>(state)); }

std::optional<ReferralState> parse_referral_state(std::string_view text) noexcept {
  const auto found = std::ranges::find(kWords, text);
  if (found == kWords.end()) return std::nullopt;
  return kReferralStates.at(static_cast<std::size_t>(found - kWords.begin()));
}

}  // namespace anlan::relief
