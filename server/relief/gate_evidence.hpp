#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "relief/way.hpp"

namespace anlan::relief {

// What each gate asks for, gate by gate: adds what is missing. `missing_at_gate` is the one door to them.

using MissingEvidence = std::vector<Problem>;

void report_gate(const GatedList& list, MissingEvidence& missing);
void review_gate(const GatedList& list, Instant now, MissingEvidence& missing);
void notice_gate(const GatedList& list, const GateRules& rules, Instant now, MissingEvidence& missing);
void township_gate(const GatedList& list, const GateRules& rules, Instant now, MissingEvidence& missing);
void county_gate(const GatedList& list, const GateRules& rules, Instant now, MissingEvidence& missing);
void allotment_gate(const GatedList& list, MissingEvidence& missing);
void payment_gate(const GatedList& list, MissingEvidence& missing);
void second_notice_gate(const GatedList& list, Instant now, MissingEvidence& missing);
void relieved_gate(const GatedList& list, MissingEvidence& missing);
void follow_up_gate(const GatedList& list, MissingEvidence& missing);

/// Objections that are open. `gate` begins the type.
void open_objections_at(const GatedList& list, const std::string& gate, MissingEvidence& missing);
/// These, and upheld ones after which nothing was changed.
void objections_at(const GatedList& list, const std::string& gate, MissingEvidence& missing);

/// Rows that came to the list, or to their present state, after the gates that ask for it: without a vote, or lacking
/// what they are paid by. `gate` begins the types.
void rows_at(const GatedList& list, const std::string& gate, MissingEvidence& missing);
/// Rows that were entered or changed, or over which an objection was upheld, after the notice was taken down.
void rows_hung_at(const GatedList& list, const GateRules& rules, Instant now, const std::string& gate,
                  MissingEvidence& missing);

/// Which rows applied only after the meeting, where their day of application is known, and what to do; nothing when
/// none. When a row was typed in says nothing of it: villages meet first and the list is typed in from paper.
[[nodiscard]] std::optional<Text> applied_after(const GatedList& list, Instant held_at);

/// What the meeting said of a row.
enum class Verdict : std::uint8_t {
  agreed,
  not_voted,
  kin_voted,  ///< more votes than people without kin there
  voted_down,
};
/// In the order of the rows.
[[nodiscard]] std::vector<Verdict> verdicts_of(const GatedList& list);

/// Something a gate misses: a conflict that says what to do.
[[nodiscard]] Problem lacking(std::string type, Text what);

}  // namespace anlan::relief
