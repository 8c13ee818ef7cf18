#pragma once

#include <string_view>
#include <vector>

#include "incidents/report_rules.hpp"

namespace anlan::incidents {

/// Everything a statement must be, whatever its place in the chain. The warnings that stay with it, or the problem
/// `report-invalid` with all its faulty fields at once.
///
/// - Times: occurred ≤ received ≤ now, with five minutes for clocks that differ; not long before the incident.
/// - A first report states the minimum, as known or unknown (2024 statistics rule, part one, section six); a final
/// report
///   has cumulative values.
/// - A report filed for somebody else says how it came and from which unit or post.
/// - No mobile or identity card number in any text (突发事件应对法 第 85 条: only what the response needs).
/// - The catalogue's logic checks, alone and against the versions before. A contradiction with a number that only
/// stands
///   from an earlier version is a warning: who telephones one figure is not made to repeat the form.
[[nodiscard]] Result<std::vector<Finding>> judge_statement(const Filing& filing, const ReportFacts& facts,
                                                           VersionKind kind);

/// Whether a text holds what looks like a mobile number or an identity card number.
[[nodiscard]] bool holds_personal_number(std::string_view text) noexcept;

}  // namespace anlan::incidents
