#include "relief/household_comparing.hpp"

#include <algorithm>
#include <utility>

#include "relief/household_queries.hpp"

namespace anlan::relief {
namespace {

constexpr std::int64_t kMostHits = 20;

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

// Most rows are of people of whom nobody was on the list ever: their marks tell.
Result<Compared> compare_with_list(store::Connection& db, const ReliefParts& parts, const std::string& campaign,
                                   const Statement& statement, const std::vector<Mark>& marks) {
  Compared out;
  const auto list = find_list(db, campaign);
  const auto known = [&](const Mark& mark) { return is_marked(db, *list, mark.kind, mark.value); };
  if (!list || std::ranges::none_of(marks, known)) return out;
  out.already = stands_already(db, parts, *list, statement, marks);
  if (out.already) return out;
  const auto listed = listed_already(db, parts, campaign, statement.personal, 0);
  if (!listed) return fail(listed.error());
  if (auto once = check_nobody_twice(*listed); !once) out.faults = std::move(once.error().errors);
  return out;
}

}  // namespace anlan::relief
