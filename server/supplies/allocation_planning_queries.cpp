#include "supplies/allocation_planning_queries.hpp"

#include <algorithm>
#include <memory>
#include <set>

#include "supplies/document_view.hpp"
#include "supplies/need_queries.hpp"
#include "supplies/place_view.hpp"

namespace anlan::supplies {
namespace {

std::optional<allocation::Position> centre_in(const divisions::Snapshot& divisions, const DivisionCode& unit) {
  const auto* layer = divisions.layer(unit.level());
  const auto* found = layer != nullptr ? layer->find(unit) : nullptr;
  if (found == nullptr) return std::nullopt;
  return allocation::Position{found->centre.lon, found->centre.lat};
}

/// Where goods for a unit go: its centre, or one of its own points while nobody imported boundaries.
std::optional<allocation::Position> position_of(const divisions::Snapshot& divisions, const std::vector<Place>& places,
                                                const DivisionCode& unit) {
  if (const auto centre = centre_in(divisions, unit)) return centre;
  for (const auto& place : places) {
    if (place.facts.division.within(unit) && place.facts.lon && place.facts.lat) {
      return allocation::Position{*place.facts.lon, *place.facts.lat};
    }
  }
  return std::nullopt;
}

/// Orders are picked first expired first, so what they promised is taken from the front.
void take_promised(std::vector<FreePile>& piles, Promised promised) {
  for (auto& pile : piles) {
    auto& rest = promised[{pile.place, pile.item}];
    const auto taken = std::min(rest, pile.quantity);
    pile.quantity -= taken;
    rest -= taken;
  }
  std::erase_if(piles, [](const FreePile& pile) { return pile.quantity == 0; });
}

}  // namespace

Promised promised_of(store::Connection& db, bool exercise) {
  auto rows = db.prepare(
      "SELECT g.value ->> 'from', g.value ->> 'item', sum(max(g.value ->> 'quantity' - coalesce(("
      "   SELECT s.quantity FROM release_sent s WHERE s.release = r.release AND s.place = g.value ->> 'from'"
      "   AND s.item = g.value ->> 'item'), 0), 0))"
      " FROM release r, json_each(r.document, '$.approved') g WHERE r.state = 'approved'"
      " AND r.document ->> 'exercise' = ?1 GROUP BY 1, 2");
  rows.bind_all(exercise);
  Promised promised;
  while (rows.step()) promised[{rows.text_at(0), rows.text_at(1)}] = rows.int_at(2);
  return promised;
}

std::vector<FreePile> free_piles(store::Connection& db, const std::vector<Place>& stores, bool exercise) {
  std::set<std::string> among;
  for (const auto& store : stores) among.insert(store.place);
  auto rows = db.prepare(
      "SELECT b.place, b.item, b.batch, sum(b.quantity - b.held), t.expires_on FROM stock_balance b"
      " JOIN place p ON p.place = b.place JOIN stock_batch t ON t.batch = b.batch"
      " WHERE b.exercise = ?1 AND b.quantity > b.held GROUP BY b.place, b.batch"
      " ORDER BY t.expires_on IS NULL, t.expires_on, t.number, b.place");
  rows.bind_all(exercise);
  std::vector<FreePile> piles;
  while (rows.step()) {
    if (!among.contains(rows.text_at(0))) continue;
    piles.push_back({rows.text_at(0), rows.text_at(1), rows.text_at(2), rows.int_at(3), rows.optional_text_at(4)});
  }
  take_promised(piles, promised_of(db, exercise));
  return piles;
}

std::vector<Place> sources_of(store::Connection& db, const DivisionCode& office, bool others) {
  auto places = list_places(db, office, {.open = true});
  std::erase_if(places, [&](const Place& place) {
    const bool own = place.facts.user.division == office;
    return place.facts.level >= Tier::township || (!own && !others);
  });
  return places;
}

PlanFacts read_plan_facts(store::Connection& db, const NormsCatalogue& norms, const divisions::Divisions& divisions,
                          const NeedQuestion& question, const DivisionCode& office, const Assumptions& assumptions) {
  PlanFacts facts{.question = question,
                  .office = office,
                  .people = people_of(db, norms, divisions, question),
                  .provided = provided_of(db, question),
                  .stores = sources_of(db, office, assumptions.other_offices)};
  facts.piles = free_piles(db, facts.stores, question.exercise);
  const auto snapshot = divisions.snapshot();
  const auto places = list_places(db, question.scope, {.open = true});
  const auto spot = [&](const DivisionCode& unit) {
    const auto name = snapshot->full_name_of(unit);
    facts.units[unit.text()] = {position_of(*snapshot, places, unit), {name, name}};
  };
  for (const auto& one : facts.people) spot(one.division);
  for (const auto& one : assumptions.people) spot(one.division);
  return facts;
}

}  // namespace anlan::supplies
