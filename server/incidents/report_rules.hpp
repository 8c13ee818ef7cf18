#pragma once

#include <optional>
#include <string>
#include <vector>

#include "incidents/catalogue.hpp"
#include "incidents/incident.hpp"
#include "incidents/report.hpp"

namespace anlan::incidents {

/// A statement on its way into a chain.
struct Filing {
  std::string report;  ///< the chain's id; a fresh one when the division has none
  DivisionCode division;
  Statement statement;
  std::string reason = {};
  bool on_behalf = false;     ///< filed by the county for a township that phoned or wrote
  bool expects_none = false;  ///< the reporter believes that the division has no chain yet
};

/// What the views say about the place where a filing wants to go.
struct ReportFacts {
  const Catalogue& catalogue;
  const Incident& incident;
  const std::optional<Report>& chain;  ///< the division's chain on this incident that is not withdrawn
  const Figures& known;                ///< each number as the chain's versions last stated it
  Instant now;
};

/// A link of the next phase: 初报, then any number of 续报, then one 核报.
///
/// Problems: `incident-closed`, `not-a-reporting-unit`, `chain-exists`, `first-report-missing`, `wrong-phase`,
/// `report-returned`, and `report-invalid` with every faulty field, as `judge_statement` finds them.
[[nodiscard]] Result<Version> submit_report(const Filing& filing, const ReportFacts& facts);

/// Whether `by` may correct or withdraw the chain: the unit itself, or the office that made its latest statement on its
/// behalf. `versions` are all of the chain. A level above returns what is not its own word, and never edits it.
/// Problem: `not-your-report` (403).
[[nodiscard]] Result<void> check_own_word(const Report& chain, const std::vector<Version>& versions,
                                          const DivisionCode& by);

/// Puts right the chain's latest statement in its own phase; the reason is required and makes falling cumulative values
/// acceptable. Also brings a returned chain back into the totals.
[[nodiscard]] Result<Version> correct_report(const Filing& filing, const ReportFacts& facts);

/// Takes a chain back as a whole. Problems: `incident-closed`, `report-withdrawn`, `reason-missing`.
[[nodiscard]] Result<Version> withdraw_report(const Report& chain, const Incident& incident, const std::string& reason);

/// The level right above (`by`) gives a chain back to be put right. Problems: `incident-closed`, `report-withdrawn`,
/// `report-returned`, `not-the-level-above`, `reason-missing`.
[[nodiscard]] Result<Version> return_report(const Report& chain, const Incident& incident, const DivisionCode& by,
                                            const std::string& reason, Fault fault);

}  // namespace anlan::incidents
