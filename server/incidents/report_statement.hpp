#pragma once

#include <string_view>
#include <vector>

#include "incidents/report_rules.hpp"

namespace anlan::incidents {

/// Everything a statement must be, whatever its place in the chain. The warnings that stay with it, or the problem
/// `report-invalid` with all its faulty fields at once.
///
/// - Times: occurred ≤ received ≤ now, with five minutes for clocks that differ; not long before the incident.
/// - A first report states the minimum (domain.md 1.14) as known or unknown; a final report has cumulative values.
/// - A report filed for somebody else says how it came and from which unit or post.
/// - No mobile or identity card number in any text (突发事件应对法 第 85 条: only what the response needs).
/// - The catalogue's logic checks, alone and against the version before.
[[nodiscard]] Result<std::vector<Finding>> judge_statement(const Filing& filing, const ReportFacts& facts);

/// Whether a text holds what looks like a mobile number or an identity card number.
[[nodiscard]] bool holds_personal_number(std::string_view text) noexcept;

}  // namespace anlan::incidents
