#pragma once

#include <string>
#include <string_view>

#include <nlohmann/json_fwd.hpp>

#include "base/division_code.hpp"
#include "journal/entry.hpp"
#include "journal/entry_types.hpp"
#include "relief/campaign.hpp"
#include "relief/way.hpp"

namespace anlan::relief {

/// What happened to a village's list on its way, on the streams `gate/<campaign>/<village>`. Every body (version 1) has
/// {campaign, village} and:
///
/// - met {meeting}: the village's meeting; a later one takes its place.
/// - posted {notice, posted_at, place, token}: `notice` is "notice" or "second_notice"; hanging it anew starts it anew.
///   The token is printed on it, for objections.
/// - photographed {notice, photo: {photo, mark, taken_at, in_village, seen_before}}, photo_dropped {.., mark, sealed}.
/// - objected {objection, household, raised_at, door, late, sealed}, settled {objection, upheld, sealed}: the words are
///   sealed with the campaign's key; `household` is null when somebody is missing from the list.
/// - drawn {sample, wanted, seed, households}: `sample` is "sample" or "follow_up".
/// - visited {sample, visit}: a later visit of the household takes the place of the one before.
/// - frozen {snapshot, standard, policy, budget_fen, total_fen, rows: [{household, needy, fen, payee, needs}]}:
///   `payee` is the mark of whom the money goes to and `needs` what may be given in goods, [{kind, quantity}]; old
///   entries have neither.
/// - signed {snapshot}: by the entry's actor.
/// - allotted {document, fen}.
/// - confirmed {}: the results were looked through.
/// - passed {from, to}, returned {from, to, sealed}: why, sealed with the campaign's key; old entries have `reason`
///   in clear.
inline constexpr std::string_view kGateMet = "gate.met";
inline constexpr std::string_view kGatePosted = "gate.posted";
inline constexpr std::string_view kGatePhotographed = "gate.photographed";
inline constexpr std::string_view kGatePhotoDropped = "gate.photo_dropped";
inline constexpr std::string_view kGateObjected = "gate.objected";
inline constexpr std::string_view kGateSettled = "gate.settled";
inline constexpr std::string_view kGateDrawn = "gate.drawn";
inline constexpr std::string_view kGateVisited = "gate.visited";
inline constexpr std::string_view kGateFrozen = "gate.frozen";
inline constexpr std::string_view kGateSigned = "gate.signed";
inline constexpr std::string_view kGateAllotted = "gate.allotted";
inline constexpr std::string_view kGateConfirmed = "gate.confirmed";
inline constexpr std::string_view kGatePassed = "gate.passed";
inline constexpr std::string_view kGateReturned = "gate.returned";

void declare_gate_entries(journal::EntryTypes& types);

[[nodiscard]] std::string gate_stream(const std::string& campaign, const DivisionCode& village);

/// A fact about a village's list; `body` is what the type has beside campaign and village.
[[nodiscard]] journal::Draft gate_fact(std::string_view type, const Campaign& campaign, const DivisionCode& village,
                                       nlohmann::json body);

}  // namespace anlan::relief
