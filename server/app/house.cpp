#include "app/house.hpp"

#include "access/entries.hpp"
#include "access/key_entries.hpp"
#include "access/personal.hpp"
#include "access/personal_view.hpp"
#include "access/view.hpp"
#include "divisions/entries.hpp"
#include "divisions/view.hpp"
#include "incidents/clock_entries.hpp"
#include "incidents/clock_view.hpp"
#include "incidents/incident_entries.hpp"
#include "incidents/incident_view.hpp"
#include "incidents/observation_entries.hpp"
#include "incidents/observation_view.hpp"
#include "incidents/report_entries.hpp"
#include "incidents/report_view.hpp"
#include "incidents/rollup_view.hpp"
#include "relief/relief_facts.hpp"
#include "supplies/supply_facts.hpp"

namespace anlan::app {

Result<std::unique_ptr<House>> House::build(const Config& config) {
  auto catalogue = incidents::Catalogue::load(config.reference);
  if (!catalogue) return tl::unexpected<Problem>(std::move(catalogue.error()));
  auto goods = supplies::GoodsCatalogue::load(config.reference);
  if (!goods) return tl::unexpected<Problem>(std::move(goods.error()));
  auto norms = supplies::NormsCatalogue::load(config.reference, *goods);
  if (!norms) return tl::unexpected<Problem>(std::move(norms.error()));
  auto standards = relief::ReliefCatalogue::load(config.reference);
  if (!standards) return tl::unexpected<Problem>(std::move(standards.error()));
  auto keys = access::KeyRing::open(config.data / "keys.json");
  if (!keys) return tl::unexpected<Problem>(std::move(keys.error()));
  auto house = std::make_unique<House>();
  house->keys = std::move(*keys);
  house->catalogue = std::move(*catalogue);
  house->goods = std::move(*goods);
  house->norms = std::move(*norms);
  house->standards = std::move(*standards);
  house->goods_lists = std::make_unique<relief::GoodsLists>(house->standards, house->goods, *house->keys);
  access::declare_entries(house->types);
  access::declare_personal_entries(house->types);
  access::declare_key_entries(house->types);
  house->views.add(std::make_unique<access::AccountView>());
  house->views.add(std::make_unique<access::PersonalView>());
  divisions::declare_entries(house->types);
  divisions::declare_road_entries(house->types);
  house->views.add(std::make_unique<divisions::DivisionView>());
  house->views.add(std::make_unique<divisions::RoadView>());
  incidents::declare_incident_entries(house->types);
  incidents::declare_observation_entries(house->types);
  incidents::declare_report_entries(house->types);
  incidents::declare_clock_entries(house->types);
  house->views.add(std::make_unique<incidents::IncidentView>());
  house->views.add(std::make_unique<incidents::ObservationView>());
  house->views.add(std::make_unique<incidents::ReportView>());
  house->views.add(std::make_unique<incidents::RollupView>(house->catalogue, house->divisions));
  house->views.add(std::make_unique<incidents::ClockView>(house->catalogue));
  supplies::declare_facts(house->types, house->views);
  relief::declare_facts(house->types, house->views, *house->keys);
  auto rules = relief::RulePack::load(config.reference, house->views);
  if (!rules) return tl::unexpected<Problem>(std::move(rules.error()));
  house->rules = std::move(*rules);
  return house;
}

access::DivisionKnown House::division_known() const {
  return [this](const DivisionCode& code) { return divisions.exists(code); };
}

}  // namespace anlan::app
