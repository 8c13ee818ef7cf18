#include "relief/household_comparing.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

#include "access/personal.hpp"
#include "relief/household_money_queries.hpp"
#include "relief/household_money_rules.hpp"
#include "relief/household_queries.hpp"

namespace anlan::relief {
namespace {

constexpr std::int64_t kMostHits = 20;

bool has_number(const Personal& personal, const std::string& number) {
  return std::ranges::any_of(personal.members, [&](const Member& member) { return member.id_number == number; });
}

/// Whether a household still takes its people's place: it is on the list, or money went to it or may go.
bool counts(store::Connection& db, const Household& household) {
  if (household.state == HouseholdState::entered) return true;
  const auto line = line_state_of(db, household.campaign, household.household);
  return line && is_promised(*line);
}

/// Whether it is a household that stands on the list as it is, by its first mark.
bool is_same(store::Connection& db, const ReliefParts& parts, const Hit& hit, const Statement& statement) {
  const auto other = household_of_ordinal(db, hit.ordinal).value();
  if (other.state == HouseholdState::withdrawn || other.facts.village != statement.facts.village) return false;
  const auto people = unseal_personal(parts.keys, other.sealed);
  const auto& head = statement.personal.head();
  return people && people->head().name == head.name && people->head().id_number == head.id_number;
}

bool stands_already(store::Connection& db, const ReliefParts& parts, std::int64_t list, const Statement& statement,
                    const std::vector<Mark>& marks) {
  const auto own = std::ranges::find_if(marks, [&](const Mark& mark) { return mark.member == 0; });
  if (own == marks.end()) return false;
  const auto hits = find_marked_on(db, list, own->kind, own->value, kMostHits);
  return std::ranges::any_of(hits, [&](const Hit& hit) { return is_same(db, parts, hit, statement); });
}

/// A row of a table is entered into few villages, and the table has many rows.
const ListStanding& standing_in(store::Connection& db, ListsNow& lists, const DivisionCode& village) {
  const auto known = lists.standing.find(village);
  if (known != lists.standing.end()) return known->second;
  return lists.standing.emplace(village, list_standing(db, lists.campaign, village)).first->second;
}

std::vector<Hit> marked_on_any(store::Connection& db, const std::vector<std::int64_t>& lists, std::int64_t number) {
  std::vector<Hit> out;
  for (const auto list : lists) {
    std::ranges::move(find_marked_on(db, list, "id", number, kMostHits), std::back_inserter(out));
  }
  return out;
}

Result<std::vector<Listed>> listed_on(store::Connection& db, const ReliefParts& parts,
                                      const std::vector<std::int64_t>& lists, const Personal& personal,
                                      std::int64_t own_ordinal) {
  std::vector<Listed> out;
  for (std::size_t i = 0; i < personal.members.size(); ++i) {
    const auto& number = personal.members[i].id_number;
    if (!number) continue;
    const auto mark = mark_of(parts.keys, "id", *number);
    if (!mark) return fail(mark.error());
    for (const auto& hit : marked_on_any(db, lists, *mark)) {
      if (hit.ordinal == own_ordinal) continue;
      const auto other = household_of_ordinal(db, hit.ordinal).value();
      const auto people = unseal_personal(parts.keys, other.sealed);
      if (!people || !has_number(*people, *number) || !counts(db, other)) continue;
      out.push_back({.ordinal = hit.ordinal,
                     .village = parts.divisions.snapshot()->full_name_of(other.facts.village),
                     .head = access::mask_name(people->head().name),
                     .member = static_cast<int>(i),
                     .withdrawn = other.state == HouseholdState::withdrawn});
    }
  }
  return out;
}

}  // namespace

/// The identity numbers and, for a head without one, the address.
Result<std::vector<Mark>> marks_to_compare(access::KeyRing& keys, const Personal& personal) {
  return marks_of(keys, personal).map([&](std::vector<Mark> marks) {
    std::erase_if(marks, [&](const Mark& mark) {
      return mark.kind != "id" && (mark.kind != "address" || personal.head().id_number);
    });
    return marks;
  });
}

ListsNow lists_now(store::Connection& db, const std::string& campaign) {
  return {.campaign = campaign, .own = find_list(db, campaign), .winter = lists_of_winter(db, campaign)};
}

// Most rows are of people of whom nobody was on a list ever: their marks tell.
Result<Compared> compare_with_list(store::Connection& db, const ReliefParts& parts, ListsNow& lists,
                                   const Statement& statement, const std::vector<Mark>& marks) {
  Compared out;
  const auto on = [&](std::int64_t list) {
    return std::ranges::any_of(marks, [&](const Mark& mark) { return is_marked(db, list, mark.kind, mark.value); });
  };
  const bool known = std::ranges::any_of(lists.winter, on);
  out.already = known && lists.own && stands_already(db, parts, *lists.own, statement, marks);
  if (out.already) return out;
  if (auto open = check_entering(standing_in(db, lists, statement.facts.village)); !open) {
    out.faults.push_back({"/village", std::move(open.error().detail)});
    return out;
  }
  if (!known) return out;
  const auto listed = listed_on(db, parts, lists.winter, statement.personal, 0);
  if (!listed) return fail(listed.error());
  if (auto once = check_nobody_twice(*listed); !once) out.faults = std::move(once.error().errors);
  out.twice = !out.faults.empty();
  return out;
}

Result<std::vector<Listed>> listed_already(store::Connection& db, const ReliefParts& parts, const std::string& campaign,
                                           const Personal& personal, std::int64_t own_ordinal) {
  return listed_on(db, parts, lists_of_winter(db, campaign), personal, own_ordinal);
}

}  // namespace anlan::relief
