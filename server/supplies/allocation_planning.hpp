#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/result.hpp"
#include "divisions/road_network.hpp"
#include "supplies/allocation_draft.hpp"
#include "supplies/allocation_travel.hpp"
#include "supplies/goods.hpp"
#include "supplies/need.hpp"
#include "supplies/place.hpp"

// From the facts of a moment and a person's assumptions to a plan: pure, so that it runs on any thread.
namespace anlan::supplies {

/// Goods of one item and one expiry that a store is free to send: not held by a waybill, not promised by an order.
struct FreePile {
  std::string place;  ///< uuid
  std::string item;
  std::string batch;  ///< uuid
  Quantity quantity = 0;
  std::optional<Day> expires_on = {};
};

/// A store or unit with where it is; nothing when nobody knows.
struct Spotted {
  std::optional<allocation::Position> at = {};
  Text name = {};
};

/// Everything a plan looks at, read in one snapshot.
struct PlanFacts {
  NeedQuestion question;
  DivisionCode office;
  std::vector<PeopleAt> people = {};
  std::vector<ProvidedAt> provided = {};
  std::vector<Place> stores = {};
  std::vector<FreePile> piles = {};
  std::map<std::string, Spotted> units = {};                 ///< by division code
  std::shared_ptr<const divisions::RoadNetwork> roads = {};  ///< null without an imported layer
};

/// What a plan says, before anybody answers for it.
struct PlanDraft {
  std::string season;
  Day good_through;
  std::string travel;
  Text travel_note;
  std::vector<PlanLine> lines = {};
  std::vector<PlanGap> gaps = {};
  std::vector<PlanLeg> legs = {};
  std::vector<NeedAt> needs = {};
};

/// The people a plan is made for: the assumed ones of a unit instead of the reported ones, then the percentage.
[[nodiscard]] std::vector<PeopleAt> assumed_people(const std::vector<PeopleAt>& reported, const Assumptions& is);

/// The last day goods of a plan are used.
[[nodiscard]] Day last_day(Instant now, std::int64_t days);

/// What has to stay in a store of an item: what the person says, or the site's rule for stores of its level.
[[nodiscard]] Quantity floor_of(const Place& store, const std::string& item, const Assumptions& is,
                                const NormsCatalogue& norms);

/// Whether the person says that nobody gets from the store to the unit.
[[nodiscard]] bool closed_by(const Assumptions& is, const std::string& store, const DivisionCode& to);

/// What one base unit weighs; 1 gram where the catalogue does not know, so that it still counts as something to carry.
[[nodiscard]] std::int64_t grams_of(const GoodsCatalogue& goods, const std::string& item);

/// The adviser's plan. Stores and units whose position nobody knows are gaps, not guesses. Problems `bad-need`,
/// `bad-allocation`, `bad-travel`, and `nothing-needed` (409) when there is nothing to plan.
[[nodiscard]] Result<PlanDraft> make_plan(const PlanFacts& facts, const Assumptions& assumptions,
                                          const GoodsCatalogue& goods, const NormsCatalogue& norms);

}  // namespace anlan::supplies
