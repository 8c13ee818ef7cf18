#pragma once

#include <vector>

#include "base/result.hpp"
#include "relief/referral.hpp"
#include "relief/relief_catalogue.hpp"

namespace anlan::relief {

/// Whether a household may be proposed for a programme: one of the catalogue's; not open or granted already; not one
/// that excludes a programme that it has, since the same loss is not paid twice; and where nobody has laid down whether
/// two go together, only once somebody compared what they pay for. `others` are the household's referrals.
/// Problems: `unknown-programme`, `referred-already`, `same-loss`, `not-compared` (409).
[[nodiscard]] Result<void> check_referral(const Referral& referral, const std::vector<Referral>& others,
                                          const ReliefCatalogue& catalogue);

/// Whether somebody may answer: it is open, and he did not make it himself. A grant is held against the household's
/// other programmes once more, which may have been granted meanwhile.
/// Problems: `referral-answered`, `own-referral`, `same-loss` (409).
[[nodiscard]] Result<void> check_answer(const Referral& referral, bool grants, const std::string& account,
                                        const std::vector<Referral>& others, const ReliefCatalogue& catalogue);

/// Problems: `referral-answered` (409).
[[nodiscard]] Result<void> check_unanswered(const Referral& referral);

}  // namespace anlan::relief
