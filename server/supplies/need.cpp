#include "supplies/need.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include <nlohmann/json.hpp>

namespace anlan::supplies {

using allocation::PeopleState;
using nlohmann::json;

namespace {

constexpr double kDay = 24.0 * 60 * 60 * 1000;  // milliseconds

using Key = std::pair<std::string, std::string>;  // division, item

/// Items that are used up, and so are needed again: all of their norms say for how many days they are.
std::set<std::string> daily_items(const std::vector<SourcedNorm>& norms) {
  std::set<std::string> daily;
  for (const auto& sourced : norms) daily.insert(sourced.norm.item);
  for (const auto& sourced : norms) {
    if (!sourced.norm.days) daily.erase(sourced.norm.item);
  }
  return daily;
}

Quantity sum_of(const std::vector<HandOut>& handed_out) {
  Quantity sum = 0;
  for (const auto& one : handed_out) sum += one.quantity;
  return sum;
}

}  // namespace

Quantity left_of(const std::vector<HandOut>& handed_out, bool daily, std::int64_t required, std::int64_t days,
                 Instant now) {
  if (handed_out.empty()) return 0;
  if (!daily) return std::max<Quantity>(sum_of(handed_out), 0);
  const double a_day = static_cast<double>(required) / static_cast<double>(days);
  double left = 0;
  auto since = handed_out.front().at;
  const auto use_until = [&](Instant until) {
    const auto gone = static_cast<double>(std::max<std::int64_t>((until - since).count(), 0)) / kDay;
    left = std::max(left - gone * a_day, 0.0);
    since = std::max(since, until);
  };
  for (const auto& one : handed_out) {
    use_until(one.at);
    left = std::max(left + static_cast<double>(one.quantity), 0.0);
  }
  use_until(now);
  return static_cast<Quantity>(left);
}

Result<std::vector<NeedAt>> needs_of(const std::vector<PeopleAt>& people, const std::vector<SourcedNorm>& norms,
                                     const std::vector<ProvidedAt>& provided, std::int64_t days, Instant now) {
  std::vector<allocation::People> heads;
  for (const auto& township : people) heads.push_back(township.people);
  std::vector<allocation::Norm> rules;
  for (const auto& norm : norms) rules.push_back(norm.norm);
  std::map<Key, const ProvidedAt*> found;
  for (const auto& line : provided) found.emplace(Key{line.division, line.item}, &line);

  // How fast goods are used up follows from the need itself, so it is computed before what is there is known.
  const auto daily = daily_items(norms);
  const auto required = allocation::needs(heads, rules, days, {});
  if (!required) return fail(required.error());
  std::vector<NeedAt> out;
  std::vector<allocation::Provided> there;
  for (const auto& need : *required) {
    NeedAt at{.need = need, .provided = {.division = need.division, .item = need.item}};
    if (const auto line = found.find({need.division, need.item}); line != found.end()) at.provided = *line->second;
    at.with_people = left_of(at.provided.handed_out, daily.contains(need.item), need.required, days, now);
    at.used_up = std::max<Quantity>(sum_of(at.provided.handed_out), 0) - at.with_people;
    there.push_back({.division = need.division,
                     .item = need.item,
                     .on_hand = at.provided.stored + at.with_people,
                     .on_the_way = at.provided.in_transit + at.provided.ordered});
    out.push_back(std::move(at));
  }
  auto needs = allocation::needs(heads, rules, days, there);
  if (!needs) return fail(std::move(needs.error()));
  for (std::size_t i = 0; i < out.size(); ++i) out[i].need = std::move((*needs)[i]);
  return out;
}

json need_json(const NeedAt& at) {
  const auto& provided = at.provided;
  return {{"division", at.need.division},
          {"item", at.need.item},
          {"required", at.need.required},
          {"on_hand", at.need.on_hand},
          {"on_the_way", at.need.on_the_way},
          {"missing", at.need.missing},
          {"stored", provided.stored},
          {"with_people", at.with_people},
          {"used_up", at.used_up},
          {"in_transit", provided.in_transit},
          {"ordered", provided.ordered},
          {"requested", provided.requested}};
}

json people_json(const PeopleAt& at) {
  auto count = json::object();
  for (std::size_t state = 0; state < allocation::kPeopleStates; ++state) {
    count[std::string{to_string(static_cast<PeopleState>(state))}] = at.people.count[state];
  }
  return {{"division", at.division.text()},
          {"level", to_string(at.division.level())},
          {"count", std::move(count)},
          {"doubtful", at.doubtful}};
}

}  // namespace anlan::supplies
