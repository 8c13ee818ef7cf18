#include "supplies/need_queries.hpp"

#include <algorithm>
#include <map>
#include <memory>
#include <set>
#include <utility>

#include <nlohmann/json.hpp>

#include "incidents/incident_view.hpp"
#include "incidents/rollup_lineage.hpp"
#include "incidents/rollup_view.hpp"
#include "supplies/document_view.hpp"
#include "supplies/place_view.hpp"

namespace anlan::supplies {

using allocation::kPeopleStates;
using allocation::PeopleState;
using nlohmann::json;

namespace {

struct Count {
  std::array<std::int64_t, kPeopleStates> people = {};
  bool doubtful = false;

  [[nodiscard]] bool any() const {
    return doubtful || std::ranges::any_of(people, [](std::int64_t one) { return one > 0; });
  }
};

/// Reads the heads of a unit, and of the units below it.
class Census {
 public:
  Census(store::Connection& db, const NormsCatalogue& norms, const divisions::Divisions& divisions,
         const NeedQuestion& question)
      : db_{db}, norms_{norms}, divisions_{divisions.snapshot()}, question_{question} {}

  std::vector<PeopleAt> run() {
    (void)take(question_.scope);
    return std::move(found_);
  }

 private:
  [[nodiscard]] Count count(const DivisionCode& unit) const {
    Count count;
    for (std::size_t state = 0; state < kPeopleStates; ++state) {
      const incidents::CellKey key{norms_.indicator_of(static_cast<PeopleState>(state)), incidents::Aspect::instant};
      const auto cell = incidents::find_cell(db_, question_.incident, unit.text(), key);
      count.people[state] = std::max<incidents::Amount>(cell.total().value_or(0), 0) / incidents::kHundred;
      count.doubtful = count.doubtful || cell.contribution().doubtful;
    }
    return count;
  }

  /// Notes the people of a unit, those of the units below it first; what the unit counts.
  Count take(const DivisionCode& unit) {
    auto own = count(unit);
    auto rest = own;
    if (unit.level() < Level::township) {
      std::array<std::int64_t, kPeopleStates> below = {};
      for (const auto& child : divisions_->children_of(unit)) {
        const auto part = take(child);
        for (std::size_t state = 0; state < kPeopleStates; ++state) below[state] += part.people[state];
      }
      for (std::size_t state = 0; state < kPeopleStates; ++state) {
        rest.people[state] = std::max<std::int64_t>(own.people[state] - below[state], 0);
        own.people[state] = std::max(own.people[state], below[state]);
      }
      rest.doubtful = false;  // the unit below in doubt says so itself
    }
    if (rest.any()) {
      found_.push_back({.division = unit, .people = {unit.text(), rest.people}, .doubtful = rest.doubtful});
    }
    return own;
  }

  store::Connection& db_;
  const NormsCatalogue& norms_;
  std::shared_ptr<const divisions::Snapshot> divisions_;
  const NeedQuestion& question_;
  std::vector<PeopleAt> found_;
};

/// The township a unit of it belongs to; a county's or the city's own goods belong to no township.
DivisionCode township_of(DivisionCode unit) {
  while (unit.level() > Level::township) unit = unit.parent().value();
  return unit;
}

/// Collects what is provided, line by line.
class Provisions {
 public:
  explicit Provisions(const NeedQuestion& question) : question_{question} {}

  ProvidedAt* at(const DivisionCode& unit, const std::string& item) {
    const auto township = township_of(unit);
    if (!township.within(question_.scope)) return nullptr;
    auto& line = found_[{township.text(), item}];
    line.division = township.text();
    line.item = item;
    return &line;
  }

  std::vector<ProvidedAt> take() {
    std::vector<ProvidedAt> out;
    for (auto& [key, line] : found_) out.push_back(std::move(line));
    return out;
  }

 private:
  const NeedQuestion& question_;
  std::map<std::pair<std::string, std::string>, ProvidedAt> found_;
};

bool is_point(store::Connection& db, const std::string& place) {
  const auto found = find_place(db, place);
  return found && found->facts.level >= Tier::township;
}

/// Whether goods on their way there arrive with the people of a township rather than in a store above it.
bool reaches_people(store::Connection& db, const Destination& to) { return !to.place || is_point(db, *to.place); }

void add_stock(store::Connection& db, const NeedQuestion& question, Provisions& found) {
  auto rows = db.prepare(
      "SELECT p.division, b.item, sum(b.quantity - b.held), p.place, p.facts ->> 'name'"
      " FROM place p JOIN stock_balance b ON b.place = p.place"
      " WHERE p.level IN ('township', 'village') AND p.closed_reason IS NULL AND b.exercise = ?1 AND b.quantity > 0"
      " GROUP BY p.place, b.item ORDER BY p.place");
  rows.bind_all(question.exercise);
  while (rows.step()) {
    auto* line = found.at(DivisionCode::parse(rows.text_at(0)).value(), rows.text_at(1));
    if (line == nullptr) continue;
    line->stored += rows.int_at(2);
    line->by.push_back({"place", rows.text_at(3), rows.text_at(4), rows.int_at(2)});
  }
}

/// Documents that were taken back, and those that took them back, cancel out; from one hand to the next of the same
/// people (issued → household) nothing new arrives.
void add_handed_out(store::Connection& db, const NeedQuestion& question, Provisions& found) {
  auto rows = db.prepare(
      "SELECT s.place IN ('issued', 'household') AS back, iif(s.place IN ('issued', 'household'), s.bin, d.bin),"
      " d.item, l.quantity, m.occurred_at, m.movement, coalesce(m.document, '') FROM stock_movement m JOIN stock_line "
      "l USING (seq)"
      " JOIN stock_balance s ON s.account = l.source JOIN stock_balance d ON d.account = l.target"
      " WHERE m.incident = ?1 AND m.exercise = ?2 AND m.reverses IS NULL AND m.reversed_by IS NULL"
      " AND (s.place IN ('issued', 'household')) <> (d.place IN ('issued', 'household'))"
      " ORDER BY m.occurred_at, m.seq, l.line");
  rows.bind_all(question.incident, question.exercise);
  while (rows.step()) {
    const auto unit = DivisionCode::parse(rows.text_at(1));
    auto* line = unit ? found.at(*unit, rows.text_at(2)) : nullptr;
    if (line == nullptr) continue;
    const auto quantity = rows.int_at(0) != 0 ? -rows.int_at(3) : rows.int_at(3);
    line->handed_out.push_back({from_millis(rows.int_at(4)), quantity});
    line->by.push_back({"movement", rows.text_at(5), rows.text_at(6), quantity});
  }
}

/// Whether papers serve the incident that is asked about. One that names none serves the township it goes to, and there
/// one incident alone, or two disasters would each count on the same goods: the one that began last and is not closed.
class Serving {
 public:
  Serving(store::Connection& db, const NeedQuestion& question) : db_{db}, question_{question} {}

  bool operator()(const std::optional<std::string>& incident, const DivisionCode& to) {
    if (incident) return *incident == question_.incident;
    if (question_.incident.empty()) return true;  // who plans ahead counts on whatever was ordered ahead
    const auto [known, fresh] = served_.try_emplace(to);
    if (fresh) known->second = served_at(to);
    return known->second == question_.incident;
  }

 private:
  /// Empty when nothing is going on there.
  [[nodiscard]] std::string served_at(const DivisionCode& to) const {
    const auto all = incidents::list_incidents(db_, to, std::nullopt);  // the latest disaster first
    const auto first = std::ranges::find_if(all, [&](const incidents::Incident& one) {
      return one.exercise == question_.exercise && one.state != incidents::IncidentState::closed;
    });
    return first == all.end() ? "" : first->incident;
  }

  store::Connection& db_;
  const NeedQuestion& question_;
  std::map<DivisionCode, std::string> served_;
};

std::vector<Waybill> open_waybills(store::Connection& db, const NeedQuestion& question) {
  Serving serves{db, question};
  auto all = list_waybills(db, question.scope, {});
  std::erase_if(all, [&](const Waybill& waybill) {
    const bool open = waybill.state == WaybillState::picked || waybill.state == WaybillState::dispatched;
    return !open || waybill.exercise != question.exercise || !waybill.to.division.within(question.scope) ||
           !serves(waybill.incident, waybill.to.division) || !reaches_people(db, waybill.to);
  });
  return all;
}

std::vector<Release> open_releases(store::Connection& db, const NeedQuestion& question) {
  Serving serves{db, question};
  auto all = list_releases(db, question.scope, std::nullopt, std::nullopt);
  std::erase_if(all, [&](const Release& release) {
    return release.state == ReleaseState::rejected || release.exercise != question.exercise ||
           !release.to.division.within(question.scope) || !serves(release.incident, release.to.division) ||
           !reaches_people(db, release.to);
  });
  return all;
}

/// What of a release is not on a waybill yet, by item.
std::map<std::string, Quantity> still_ordered(store::Connection& db, const Release& release) {
  std::map<std::string, Quantity> left;
  auto sent = sent_of(db, release.release);
  for (const auto& grant : release.grants) {
    left[grant.item] += std::max<Quantity>(grant.quantity - sent[{grant.from, grant.item}], 0);
  }
  return left;
}

std::map<std::string, Quantity> asked_for(const Release& release) {
  std::map<std::string, Quantity> asked;
  for (const auto& wanted : release.lines) asked[wanted.item] += wanted.quantity;
  return asked;
}

void add_papers(store::Connection& db, const NeedQuestion& question, Provisions& found) {
  for (const auto& waybill : open_waybills(db, question)) {
    for (const auto& load : waybill.loads) {
      auto* line = found.at(waybill.to.division, load.item);
      if (line == nullptr) continue;
      line->in_transit += load.quantity;
      line->by.push_back({"waybill", waybill.waybill, waybill.number, load.quantity});
    }
  }
  for (const auto& release : open_releases(db, question)) {
    const bool decided = release.state == ReleaseState::approved;
    for (const auto& [item, quantity] : decided ? still_ordered(db, release) : asked_for(release)) {
      auto* line = found.at(release.to.division, item);
      if (line == nullptr || quantity == 0) continue;
      (decided ? line->ordered : line->requested) += quantity;
      line->by.push_back({decided ? "release" : "request", release.release, release.number, quantity});
    }
  }
}

}  // namespace

std::vector<PeopleAt> people_of(store::Connection& db, const NormsCatalogue& norms,
                                const divisions::Divisions& divisions, const NeedQuestion& question) {
  return Census{db, norms, divisions, question}.run();
}

std::vector<ProvidedAt> provided_of(store::Connection& db, const NeedQuestion& question) {
  Provisions found{question};
  add_stock(db, question, found);
  add_handed_out(db, question, found);
  add_papers(db, question, found);
  return found.take();
}

json need_lineage_json(store::Connection& db, const NormsCatalogue& norms, const incidents::Catalogue& catalogue,
                       const divisions::Divisions& divisions, const NeedQuestion& question, const std::string& item) {
  json out{{"figures", json::array()}, {"norms", json::array()}, {"provided", json::array()}};
  std::set<PeopleState> states;
  for (const auto& sourced : norms.in_season(norms.season_of(question.now))) {
    if (sourced.norm.item != item) continue;
    out["norms"].push_back(norm_json(sourced));
    states.insert(sourced.norm.states.begin(), sourced.norm.states.end());
  }
  for (const auto state : states) {
    const auto& indicator = *catalogue.indicator(norms.indicator_of(state));
    const auto lineage = incidents::lineage_of(db, divisions, question.incident, question.scope,
                                               {indicator.code, incidents::Aspect::instant});
    out["figures"].push_back({{"state", to_string(state)},
                              {"indicator", indicator.code},
                              {"lineage", incidents::lineage_json(lineage, indicator, divisions)}});
  }
  for (const auto& line : provided_of(db, question)) {
    if (line.item != item || line.division != question.scope.text()) continue;
    for (const auto& by : line.by) {
      out["provided"].push_back({{"kind", by.kind}, {"id", by.id}, {"name", by.name}, {"quantity", by.quantity}});
    }
  }
  return out;
}

}  // namespace anlan::supplies
