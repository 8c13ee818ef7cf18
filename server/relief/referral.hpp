#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/division_code.hpp"
#include "base/time.hpp"
#include "journal/entry.hpp"

namespace anlan::relief {

enum class ReferralState : std::uint8_t { open, granted, refused, withdrawn };
inline constexpr std::array kReferralStates{ReferralState::open, ReferralState::granted, ReferralState::refused,
                                            ReferralState::withdrawn};
[[nodiscard]] std::string_view to_string(ReferralState state) noexcept;
[[nodiscard]] std::optional<ReferralState> parse_referral_state(std::string_view text) noexcept;

/// How a referral ended.
struct ReferralAnswer {
  Instant at = {};
  journal::Actor by = {};
  std::string note = {};                 ///< sealed: why, or what the family gets
  std::optional<std::int64_t> fen = {};  ///< what was granted, when it is a sum
};

/// 转介: a household of a list is proposed for another programme of assistance (一门受理、协同办理), and that
/// programme's office answers. The programme is one of the relief catalogue's.
struct Referral {
  std::string referral;  ///< uuid
  std::int64_t version = 0;
  std::string campaign;   ///< uuid
  std::string household;  ///< uuid
  DivisionCode village;
  std::string programme;
  ReferralState state = ReferralState::open;
  std::string reason = {};  ///< sealed: it tells of the family
  bool compared = false;    ///< somebody compared that it is not paid for a loss that another programme paid
  bool exercise = false;
  Instant referred_at = {};
  journal::Actor referred_by = {};
  std::optional<ReferralAnswer> answer = {};
};

}  // namespace anlan::relief
