#pragma once

#include <string>
#include <string_view>

#include <nlohmann/json_fwd.hpp>

#include "base/division_code.hpp"
#include "journal/entry.hpp"
#include "journal/entry_types.hpp"
#include "relief/campaign.hpp"

namespace anlan::relief {

/// What was paid to a village's households, on the stream of its list. Every body (version 1) has {campaign, village}:
///
/// - sent {snapshot, file, total_fen, lines: [{key, attempt}], sealed}: `file` is the SHA-256 of the bank's file,
///   `sealed` the file itself under the campaign's key, so that the very same bytes can be fetched again.
/// - answered {answers: [{key, attempt, paid, reason}]}: `reason` is null when it was paid.
/// - handed {key, proof}: cash, with the photo of the signature.
/// - closed {key, sealed}: why it was given up, under the campaign's key; old ones have `reason` in clear instead.
/// - payee_confirmed {key, payee, sealed}: the money may go to another payee than was signed; `payee` is the new mark,
///   `sealed` why.
///
/// The lines themselves come from what was frozen, when the list passes into payment.
inline constexpr std::string_view kPaymentSent = "payment.sent";
inline constexpr std::string_view kPaymentAnswered = "payment.answered";
inline constexpr std::string_view kPaymentHanded = "payment.handed";
inline constexpr std::string_view kPaymentClosed = "payment.closed";
inline constexpr std::string_view kPayeeConfirmed = "payment.payee_confirmed";

void declare_payment_entries(journal::EntryTypes& types);

}  // namespace anlan::relief
