#pragma once

#include <string>
#include <string_view>

#include "journal/entry.hpp"
#include "journal/entry_types.hpp"
#include "supplies/donation.hpp"

namespace anlan::supplies {

/// Donations, on the streams `donation/<uuid>`. Every body, version 1, is the whole record as it stands from then on
/// (`donation_json`). What came in is the ledger's own fact, `stock.moved`, beside `donation.registered`; a donation is
/// withdrawn by reversing that.
inline constexpr std::string_view kDonationRegistered = "donation.registered";
inline constexpr std::string_view kDonationCorrected = "donation.corrected";
inline constexpr std::string_view kDonationExcepted = "donation.excepted";

void declare_donation_entries(journal::EntryTypes& types);

[[nodiscard]] std::string donation_stream(const std::string& donation);

[[nodiscard]] journal::Draft donation_fact(std::string_view type, const Donation& donation);

}  // namespace anlan::supplies
