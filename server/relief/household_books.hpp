#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <nlohmann/json.hpp>

#include "access/key_ring.hpp"
#include "base/json.hpp"
#include "journal/view.hpp"
#include "relief/household.hpp"
#include "relief/household_queries.hpp"
#include "relief/opened_rows.hpp"

namespace anlan::relief {

/// The state topic of a village's figures.
inline constexpr std::string_view kVillageTopic = "household_village";
[[nodiscard]] nlohmann::json village_json(const VillageList& list);
[[nodiscard]] std::string village_key(const VillageList& list);
/// From a row of (campaign, village, households, people, needy, seq).
[[nodiscard]] VillageList village_at(const store::Statement& row);

/// What an entry changes in a village's figures.
struct Share {
  std::int64_t households = 0;
  std::int64_t people = 0;
  std::int64_t needy = 0;

  void add(const HouseholdFacts& facts, std::int64_t sign) {
    households += sign;
    people += sign * facts.people;
    needy += sign * facts.needy;
  }
};

/// Writes the tables of HouseholdView on behalf of one entry.
class HouseholdBooks {
 public:
  HouseholdBooks(const journal::ApplyContext& context, access::KeyRing& keys, std::string campaign)
      : context_{context}, db_{context.db}, keys_{keys}, campaign_{std::move(campaign)} {}

  void enter(std::vector<OpenedRow>& rows);
  void change(std::vector<OpenedRow>& rows);
  void withdraw(const std::string& household, std::string_view reason);
  /// Forgets all that was personal.
  void blank();

 private:
  void note(std::int64_t ordinal, std::int64_t version, std::size_t index);
  void count(const std::string& village, const Share& share);
  void count_all();
  void mark(const std::vector<OpenedRow>& rows);
  void unmark(const Household& household);
  [[nodiscard]] std::string facts_of(std::size_t index) const {
    return dump(context_.body.at("rows").at(index).at("facts"));
  }

  const journal::ApplyContext& context_;
  store::Connection& db_;
  access::KeyRing& keys_;
  std::string campaign_;
  std::map<std::string, Share> shares_ = {};  ///< by village
};

}  // namespace anlan::relief
