#pragma once

#include <string>
#include <string_view>

#include "journal/entry.hpp"
#include "journal/entry_types.hpp"
#include "relief/referral.hpp"

namespace anlan::relief {

/// Referrals, on the streams `referral/<uuid>`. Bodies, version 1: all carry the whole, {referral, campaign, household,
/// village, programme, state, reason, compared, referred_at, referred_by, answer}; the reason and the answer's note are
/// sealed with the campaign's key.
inline constexpr std::string_view kReferralOpened = "referral.opened";
inline constexpr std::string_view kReferralAnswered = "referral.answered";
inline constexpr std::string_view kReferralWithdrawn = "referral.withdrawn";

void declare_referral_entries(journal::EntryTypes& types);

[[nodiscard]] std::string referral_stream(const std::string& referral);
[[nodiscard]] journal::Draft referral_fact(std::string_view type, const Referral& referral);

[[nodiscard]] nlohmann::json referral_json(const Referral& referral);
[[nodiscard]] Referral read_referral(const nlohmann::json& body);

}  // namespace anlan::relief
