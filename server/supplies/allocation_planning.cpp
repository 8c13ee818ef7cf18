#include "supplies/allocation_planning.hpp"

#include <algorithm>
#include <chrono>
#include <cmath>

#include "supplies/allocation_rules.hpp"

namespace anlan::supplies {

namespace al = allocation;

namespace {

/// The adviser's question, made of the facts, and how to read its answer.
class Planner {
 public:
  Planner(const PlanFacts& facts, const Assumptions& is, const GoodsCatalogue& goods, const NormsCatalogue& norms)
      : facts_{facts}, is_{is}, goods_{goods}, norms_{norms} {}

  Result<PlanDraft> run() {
    out_.season = norms_.season_of(facts_.question.now);
    out_.good_through = last_day(facts_.question.now, is_.days);
    auto needs = needs_of(assumed_people(facts_.people, is_), norms_.in_season(out_.season), facts_.provided, is_.days,
                          facts_.question.now);
    if (!needs) return fail(std::move(needs.error()));
    out_.needs = std::move(*needs);
    add_stores();
    add_demands();
    if (task_.demands.empty() && out_.gaps.empty()) return nothing_needed();
    add_stock();
    if (auto held = add_travel(); !held) return fail(std::move(held.error()));
    const auto plan = al::allocate(task_);
    if (!plan) return fail(plan.error());
    read_answer(*plan);
    return std::move(out_);
  }

 private:
  static tl::unexpected<Problem> nothing_needed() {
    return fail(ProblemKind::conflict, "nothing-needed",
                {"现有和在途的物资已满足需求，不需要调拨；如需预置，请填写假定人数",
                 "what is there and on the way meets the need; to prepare for more, assume a number of people"});
  }

  bool wanted(const std::string& item) const {
    return is_.items.empty() || std::ranges::find(is_.items, item) != is_.items.end();
  }

  void add_stores() {
    for (const auto& store : facts_.stores) {
      const auto& place = store.facts;
      if (!place.lon || !place.lat) {
        out_.gaps.push_back({.kind = "store",
                             .who = store.place,
                             .why = {place.name + "没有坐标，未计入方案；请先在库点资料中补填",
                                     place.name + " has no position and was left out; add it to the place first"}});
        continue;
      }
      al::Store one{.id = store.place, .name = {place.name, place.name}};
      for (const auto& fleet : is_.fleets) {
        if (fleet.place == store.place) one.fleet = {fleet.vehicles, fleet.load_kg * 1000};
      }
      store_at_[store.place] = task_.stores.size();
      stores_.push_back(&store);
      store_positions_.push_back({*place.lon, *place.lat});
      task_.stores.push_back(std::move(one));
    }
  }

  std::optional<std::size_t> destination_of(const NeedAt& need) {
    const auto& code = need.need.division;
    if (const auto known = unit_at_.find(code); known != unit_at_.end()) return known->second;
    const auto unit = facts_.units.find(code);
    if (unit == facts_.units.end() || !unit->second.at) {
      const auto name = unit == facts_.units.end() ? Text{code, code} : unit->second.name;
      out_.gaps.push_back({.kind = "unit",
                           .who = code,
                           .why = {name.zh + "没有坐标，未计入方案；请先导入边界，或为其库点补填坐标",
                                   name.en + " has no position and was left out; import its boundary, or give one of"
                                             " its points a position"}});
      return unit_at_.emplace(code, std::nullopt).first->second;
    }
    task_.destinations.push_back({.id = code, .name = unit->second.name});
    unit_positions_.push_back(*unit->second.at);
    return unit_at_.emplace(code, task_.destinations.size() - 1).first->second;
  }

  std::size_t goods_of(const std::string& code) {
    const auto [known, fresh] = goods_at_.try_emplace(code, task_.goods.size());
    if (!fresh) return known->second;
    const auto* item = goods_.find(code);
    task_.goods.push_back({.item = code,
                           .name = item != nullptr ? item->name : Text{code, code},
                           .unit = item != nullptr ? item->unit : Text{"件", "unit"},
                           .load = grams_of(goods_, code)});
    return known->second;
  }

  void add_demands() {
    for (const auto& need : out_.needs) {
      if (need.need.missing == 0 || !wanted(need.need.item)) continue;
      const auto destination = destination_of(need);
      if (!destination) continue;
      task_.demands.push_back(
          {.destination = *destination, .goods = goods_of(need.need.item), .amount = need.need.missing});
    }
  }

  void add_stock() {
    for (const auto& pile : facts_.piles) {
      const auto store = store_at_.find(pile.place);
      const auto item = goods_at_.find(pile.item);
      if (store == store_at_.end() || item == goods_at_.end() || pile.quantity <= 0) continue;
      task_.stock.push_back({.store = store->second,
                             .goods = item->second,
                             .batch = pile.batch,
                             .amount = pile.quantity,
                             .expires_on = pile.expires_on});
    }
    for (std::size_t store = 0; store < stores_.size(); ++store) {
      for (const auto& [item, index] : goods_at_) {
        const auto floor = floor_of(*stores_[store], item, is_, norms_);
        if (floor > 0) task_.reserves.push_back({.store = store, .goods = index, .amount = floor});
      }
    }
    task_.good_through = out_.good_through;
  }

  /// The road layer's times; what no open road reaches keeps the estimate and is closed.
  [[nodiscard]] Result<al::TravelTimes> by_road(const al::TravelTimes& estimate) const {
    std::vector<divisions::RoadClosure> closures;
    for (const auto& one : is_.closed_roads) closures.push_back({{one.lon, one.lat}, one.radius_m});
    std::vector<gis::Point> units;
    for (const auto& unit : unit_positions_) units.push_back({unit.lon, unit.lat});
    std::vector<al::RoadTime> table;
    for (std::size_t store = 0; store < store_positions_.size(); ++store) {
      const auto& at = store_positions_[store];
      const auto minutes = facts_.roads->minutes({at.lon, at.lat}, units, closures);
      for (std::size_t to = 0; to < minutes.size(); ++to) {
        if (!minutes[to]) continue;
        const auto whole = static_cast<std::int64_t>(std::ceil(*minutes[to]));
        table.push_back({store, to, std::min(whole, al::kLongestTravel)});
      }
    }
    return al::road_times(estimate, table);
  }

  Result<void> add_travel() {
    const al::StraightLine rule{static_cast<int>(norms_.setting("travel_factor_percent")),
                                static_cast<int>(norms_.setting("travel_speed_kmh"))};
    auto times = al::straight_line_times(store_positions_, unit_positions_, rule);
    if (times && facts_.roads) times = by_road(*times);
    if (!times) return fail(std::move(times.error()));
    for (std::size_t store = 0; store < stores_.size(); ++store) {
      for (std::size_t to = 0; to < task_.destinations.size(); ++to) {
        const auto unit = DivisionCode::parse(task_.destinations[to].id).value();
        if (closed_by(is_, task_.stores[store].id, unit)) times->close(store, to);
        const auto& leg = times->leg(store, to);
        out_.legs.push_back({task_.stores[store].id, unit, leg.minutes, leg.open});
      }
    }
    out_.travel = to_string(times->source());
    out_.travel_note = times->note();
    task_.travel = std::move(*times);
    return {};
  }

  void read_answer(const al::Plan& plan) {
    for (const auto& line : plan.lines) {
      const auto& demand = task_.demands[line.demand];
      const auto& store = *stores_[line.store];
      out_.lines.push_back({.line = static_cast<std::int64_t>(out_.lines.size()) + 1,
                            .from = store.place,
                            .from_name = store.facts.name,
                            .office = store.facts.user.division,
                            .to = DivisionCode::parse(task_.destinations[demand.destination].id).value(),
                            .item = task_.goods[demand.goods].item,
                            .quantity = line.amount,
                            .minutes = line.minutes,
                            .travel = out_.travel,
                            .limit = std::string{to_string(line.instead_of.limit)},
                            .why = line.why});
    }
    for (const auto& gap : plan.shortfalls) {
      const auto& demand = task_.demands[gap.demand];
      out_.gaps.push_back({.kind = "short",
                           .who = task_.destinations[demand.destination].id,
                           .item = task_.goods[demand.goods].item,
                           .quantity = gap.amount,
                           .limit = std::string{to_string(gap.because.limit)},
                           .why = gap.why});
    }
  }

  const PlanFacts& facts_;
  const Assumptions& is_;
  const GoodsCatalogue& goods_;
  const NormsCatalogue& norms_;
  al::Task task_ = {};
  PlanDraft out_ = {};
  std::vector<const Place*> stores_ = {};
  std::vector<al::Position> store_positions_ = {};
  std::vector<al::Position> unit_positions_ = {};
  std::map<std::string, std::size_t> store_at_ = {};
  std::map<std::string, std::optional<std::size_t>> unit_at_ = {};
  std::map<std::string, std::size_t> goods_at_ = {};
};

}  // namespace

std::vector<PeopleAt> assumed_people(const std::vector<PeopleAt>& reported, const Assumptions& is) {
  std::map<DivisionCode, PeopleAt> people;
  for (const auto& one : reported) people.emplace(one.division, one);
  for (const auto& one : is.people) people.erase(one.division);
  for (const auto& one : is.people) {
    auto& unit = people.try_emplace(one.division, PeopleAt{.division = one.division}).first->second;
    unit.people.division = one.division.text();
    const auto state = static_cast<std::size_t>(al::parse_people_state(one.state).value());
    unit.people.count[state] += one.count;
  }
  std::vector<PeopleAt> out;
  for (auto& [division, one] : people) {
    for (auto& count : one.people.count) count = (count * is.people_percent + 99) / 100;
    out.push_back(std::move(one));
  }
  return out;
}

Day last_day(Instant now, std::int64_t days) { return day_of(now + std::chrono::hours{24 * days}); }

Quantity floor_of(const Place& store, const std::string& item, const Assumptions& is, const NormsCatalogue& norms) {
  for (const auto& floor : is.floors) {
    if (floor.place == store.place && floor.item == item) return floor.amount;
  }
  Quantity highest = 0;
  for (const auto& floor : norms.reserve_floors()) {
    if (floor.item != item || floor.level != to_string(store.facts.level)) continue;
    if (floor.division && *floor.division != store.facts.division.text()) continue;
    highest = std::max(highest, floor.amount);
  }
  return highest;
}

bool closed_by(const Assumptions& is, const std::string& store, const DivisionCode& to) {
  return std::ranges::any_of(is.closed, [&](const Closure& closure) {
    return (!closure.from || *closure.from == store) && to.within(closure.to);
  });
}

std::int64_t grams_of(const GoodsCatalogue& goods, const std::string& item) {
  const auto* found = goods.find(item);
  return found == nullptr ? 1 : std::max<std::int64_t>(found->weight_grams.value_or(1), 1);
}

Result<PlanDraft> make_plan(const PlanFacts& facts, const Assumptions& assumptions, const GoodsCatalogue& goods,
                            const NormsCatalogue& norms) {
  return Planner{facts, assumptions, goods, norms}.run();
}

}  // namespace anlan::supplies
