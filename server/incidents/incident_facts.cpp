#include "incidents/incident_facts.hpp"

#include <memory>

#include "incidents/clock_entries.hpp"
#include "incidents/clock_view.hpp"
#include "incidents/incident_entries.hpp"
#include "incidents/incident_view.hpp"
#include "incidents/observation_entries.hpp"
#include "incidents/observation_view.hpp"
#include "incidents/report_entries.hpp"
#include "incidents/report_view.hpp"
#include "incidents/rollup_view.hpp"

namespace anlan::incidents {

void declare_facts(journal::EntryTypes& types, journal::ViewSet& views, const Catalogue& catalogue,
                   const divisions::Divisions& divisions) {
  declare_incident_entries(types);
  declare_observation_entries(types);
  declare_report_entries(types);
  declare_clock_entries(types);
  views.add(std::make_unique<IncidentView>());
  views.add(std::make_unique<ObservationView>());
  views.add(std::make_unique<ReportView>());
  views.add(std::make_unique<RollupView>(catalogue, divisions));
  views.add(std::make_unique<ClockView>(catalogue));
}

}  // namespace anlan::incidents
