#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <nlohmann/json_fwd.hpp>

#include "api/shape.hpp"
#include "relief/likeness_rules.hpp"
#include "relief/likeness_view.hpp"
#include "relief/relief_operations.hpp"

namespace anlan::relief {

inline constexpr std::int64_t kShared = 30;  ///< a name and village that more share tells nothing

/// A household with its people in clear, for as long as it is compared.
struct Read {
  Household household;
  Personal people;

  [[nodiscard]] Compared compared() const { return {people, household.campaign, village_}; }
  Read(Household read, Personal whose)
      : household{std::move(read)}, people{std::move(whose)}, village_{household.facts.village.text()} {}

 private:
  std::string village_;
};

/// Nothing once the campaign's key is gone.
[[nodiscard]] std::optional<Read> read_household(const ReliefParts& parts, std::optional<Household> household);

/// The likeness of two households by those of their people who are most alike.
[[nodiscard]] std::optional<Likeness> likest(const Read& one, const Read& other, const std::vector<Lookalike>& between);

/// One of the two as it is shown, masked.
[[nodiscard]] nlohmann::json row_wire(store::Connection& db, const ReliefParts& parts, const Read& read, int member,
                                      Instant now);
[[nodiscard]] api::Shape row_shape();
[[nodiscard]] api::Shape alike_shape();

/// What was decided, with its reason in clear.
[[nodiscard]] nlohmann::json decision_wire(const ReliefParts& parts, const LikenessDecision& decision);
[[nodiscard]] api::Shape decision_shape();

/// likeness.decide.
void declare_likeness_decision(api::Registry& registry, const ReliefParts& parts);

}  // namespace anlan::relief
