#pragma once

#include <vector>

#include "divisions/divisions.hpp"
#include "incidents/catalogue.hpp"
#include "store/database.hpp"
#include "supplies/need.hpp"

namespace anlan::supplies {

/// People by state from the roll-up of the reports (form A01, numbers of the moment). A unit without anybody in any
/// state is left out, unless one of its numbers is doubtful.
[[nodiscard]] std::vector<PeopleAt> people_of(store::Connection& db, const NormsCatalogue& norms,
                                              const divisions::Divisions& divisions, const NeedQuestion& question);

/// What the townships of the scope have and are about to have, by division and item. Stock counts when it lies in a
/// place of township or village level; what was handed out, is on the way or ordered counts when it was for this
/// incident; on the way or ordered without one it counts for the incident of its township that began last. Goods of an
/// exercise and real ones never mix.
[[nodiscard]] std::vector<ProvidedAt> provided_of(store::Connection& db, const NeedQuestion& question);

/// Where the need of a unit for an item comes from: `{figures, norms, provided}`; each figure as `report.lineage` shows
/// it, each norm with its source, each provided quantity with the record it stands in. The scope is the unit.
[[nodiscard]] nlohmann::json need_lineage_json(store::Connection& db, const NormsCatalogue& norms,
                                               const incidents::Catalogue& catalogue,
                                               const divisions::Divisions& divisions, const NeedQuestion& question,
                                               const std::string& item);

}  // namespace anlan::supplies
