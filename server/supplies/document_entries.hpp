#pragma once

#include <string>
#include <string_view>

#include "journal/entry.hpp"
#include "journal/entry_types.hpp"
#include "supplies/waybill.hpp"

namespace anlan::supplies {

/// The papers of the way out, on the streams `release/<uuid>` and `waybill/<uuid>`. Every body is the whole
/// paper as it stands from then on (`release_json`, `waybill_json`), so that whoever listens needs nothing from before.
/// In version 1 the
/// driver and the receiver of a waybill stood in clear; since version 2 they are sealed. Both ends hear of a waybill:
/// its division is the lowest node above both, and it reaches downward.
inline constexpr std::string_view kReleaseRequested = "release.requested";
inline constexpr std::string_view kReleaseApproved = "release.approved";
inline constexpr std::string_view kReleaseRejected = "release.rejected";
inline constexpr std::string_view kWaybillPicked = "waybill.picked";
inline constexpr std::string_view kWaybillDispatched = "waybill.dispatched";
inline constexpr std::string_view kWaybillCancelled = "waybill.cancelled";
inline constexpr std::string_view kWaybillReceived = "waybill.received";
inline constexpr std::string_view kWaybillSettled = "waybill.settled";
/// What was counted is taken back: another account of the arrival holds.
inline constexpr std::string_view kWaybillCorrected = "waybill.corrected";

void declare_document_entries(journal::EntryTypes& types);

[[nodiscard]] std::string release_stream(const std::string& release);
[[nodiscard]] std::string waybill_stream(const std::string& waybill);

/// The lowest node above both ends.
[[nodiscard]] DivisionCode above_both(DivisionCode a, const DivisionCode& b);

[[nodiscard]] journal::Draft release_fact(std::string_view type, const Release& release);
[[nodiscard]] journal::Draft waybill_fact(std::string_view type, const Waybill& waybill);

}  // namespace anlan::supplies
