#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/division_code.hpp"
#include "base/time.hpp"
#include "relief/campaign.hpp"
#include "relief/due_days.hpp"
#include "relief/rule_pack.hpp"
#include "store/database.hpp"

namespace anlan::relief {

/// What the board of supervision (督查) counts.
enum class BoardMeasure : std::uint8_t {
  overdue_reply,        ///< inquiries confirmed and not put right by their day
  late_minutes,         ///< lists past a statutory day of which no village meeting is recorded
  late_evidence,        ///< lists past a statutory day at a later gate
  overdue_audit,        ///< households of an inspection not visited by its last day
  unsigned_receipt,     ///< waybills that arrived and whose signed paper nobody entered
  open_difference,      ///< goods that arrived short or damaged, and nobody said why in time
  edited_after_notice,  ///< households changed or entered after the list was hung up
  self_review,          ///< households reviewed by who entered them
};
inline constexpr std::array<std::string_view, 8> kBoardWords{
    "overdue_reply",    "late_minutes",    "late_evidence",       "overdue_audit",
    "unsigned_receipt", "open_difference", "edited_after_notice", "self_review"};

/// One thing that is counted, and where it is found again.
struct BoardRow {
  BoardMeasure measure = BoardMeasure::overdue_reply;
  DivisionCode place;
  std::string day;             ///< "2026-10-10": when it should have been done, or was done; empty when nobody knows
  std::string household = {};  ///< uuid, where it is about one
  std::string subject = {};    ///< uuid of the inquiry or audit, number of the waybill, id of the day that was missed
};

struct BoardScope {
  const Campaign& campaign;
  const DivisionCode& within;
  const std::vector<DueDay>& due;
  const RulePack& rules;
  Instant now;
};
/// All of them, by measure, place and day. Goods are those of the division in the campaign's winter whatever they were
/// for: waybills name no campaign.
[[nodiscard]] std::vector<BoardRow> board_rows(store::Connection& db, const BoardScope& scope);

/// The unit directly below `above` in which a place lies; the place itself where it is no lower.
[[nodiscard]] DivisionCode unit_below(const DivisionCode& above, const DivisionCode& place);

}  // namespace anlan::relief
