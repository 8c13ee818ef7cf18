#pragma once

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
void township_gate(const GatedList& list, MissingEvidence& missing);
void county_gate(const GatedList& list, MissingEvidence& missing);
void allotment_gate(const GatedList& list, MissingEvidence& missing);
void payment_gate(const GatedList& list, MissingEvidence& missing);
void second_notice_gate(const GatedList& list, Instant now, MissingEvidence& missing);
void relieved_gate(const GatedList& list, MissingEvidence& missing);
void follow_up_gate(const GatedList& list, MissingEvidence& missing);

/// Objections that are open, and upheld ones after which nothing was changed. `gate` begins the types.
void objections_at(const GatedList& list, const std::string& gate, MissingEvidence& missing);

/// Something a gate misses: a conflict that says what to do.
[[nodiscard]] Problem lacking(std::string type, Text what);

}  // namespace anlan::relief
