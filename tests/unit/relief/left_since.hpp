#pragma once

#include <string>
#include <utility>

#include "relief/household_entries.hpp"
#include "relief/household_queries.hpp"
#include "way_house.hpp"

namespace anlan::relief::test {

// What journals from before decided lists were guarded have: households that changed, moved or left afterwards.

inline Household on_record(const Way& way, const std::string& household) {
  store::Connection db{way.file(), store::Mode::read_only};
  return find_household(db, household).value();
}

inline Campaign winter_of(const Way& way) {
  return {.campaign = way.campaign, .facts = {.name = "冬春", .division = kQinyang, .from = {}, .until = {}}};
}

inline void facts_since(Way& way, const std::string& household, HouseholdFacts facts) {
  const HouseholdRow row{household, std::move(facts), on_record(way, household).sealed.value()};
  way.record(kClerk, household_changed(winter_of(way), row, ChangeWeight::more));
}

inline void moved_since(Way& way, const std::string& household) {
  auto facts = on_record(way, household).facts;
  facts.village = kNextVillage;
  facts_since(way, household, std::move(facts));
}

inline void withdrawn_since(Way& way, const std::string& household) {
  way.record(kClerk, household_withdrawn(winter_of(way), on_record(way, household), {}));
}

}  // namespace anlan::relief::test
