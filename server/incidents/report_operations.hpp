#pragma once

#include "api/registry.hpp"
#include "divisions/divisions.hpp"
#include "incidents/catalogue.hpp"

namespace anlan::incidents {

/// `catalogue.get`, everything that begins with `report.`, and the topics `report` and `rollup`. What is given outlives
/// the registry. The entries and views they stand on are `declare_report_entries`, `ReportView` and `RollupView`, which
/// apply after `IncidentView`.
void declare_reports(api::Registry& registry, const Catalogue& catalogue, const divisions::Divisions& divisions);

/// The reading half of it.
void declare_report_queries(api::Registry& registry, const Catalogue& catalogue, const divisions::Divisions& divisions);

}  // namespace anlan::incidents
