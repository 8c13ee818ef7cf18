#pragma once

#include <compare>
#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>

#include <nlohmann/json_fwd.hpp>

#include "incidents/catalogue.hpp"
#include "incidents/figures.hpp"

namespace anlan::incidents {

/// Names one number of a form: an indicator and which of its aspects.
struct CellKey {
  std::string indicator;
  Aspect aspect = Aspect::single;
  friend auto operator<=>(const CellKey&, const CellKey&) = default;
};

/// What a unit said about one number itself.
struct Own {
  std::optional<Amount> amount = {};
  bool unknown = false;    ///< it answered, and the answer was: not known
  bool estimated = false;  ///< about or at least so much: not counted
  friend bool operator==(const Own&, const Own&) = default;
};

/// What a parent sees of a child.
struct Contribution {
  std::optional<Amount> total = {};
  /// The child stands on somebody's "not known": it said so itself, or its total is made of children of which one did.
  bool doubtful = false;
  bool estimated = false;  ///< its total is an estimate, or has one among its parts
  friend bool operator==(const Contribution&, const Contribution&) = default;
};

/// One number of one node of the division tree, with its two sources kept apart: a county that filed its own figure
/// and townships that add up to another are both right to be seen.
struct Cell {
  Own own = {};
  std::optional<Amount> below = {};  ///< the children's totals, merged; nothing when none of them has one
  std::int64_t known = 0;            ///< children that have a total
  std::int64_t unknown = 0;          ///< children that are in doubt
  std::int64_t estimates = 0;        ///< children whose totals hold an estimate

  /// What the node itself filed counts more than what was merged.
  [[nodiscard]] std::optional<Amount> total() const { return own.amount ? own.amount : below; }
  /// Whether the total is an estimate, or has one among its parts.
  [[nodiscard]] bool estimated() const { return own.amount ? own.estimated : estimates > 0; }
  [[nodiscard]] Contribution contribution() const {
    return {total(), !own.amount && (own.unknown || unknown > 0), estimated()};
  }
  friend bool operator==(const Cell&, const Cell&) = default;
};

/// Whether a change of one child changes the parent by their difference, so that the other children need not be read.
[[nodiscard]] constexpr bool moves_by_difference(Merge rule) noexcept { return rule == Merge::sum; }

/// Moves a parent's sum by the difference that one child made.
void shift(Cell& parent, const Contribution& before, const Contribution& after);

/// Merges all children anew; for the rules that do not move by differences.
void gather(Cell& parent, Merge rule, std::span<const Contribution> children);

/// The numbers a report states, one per aspect of each indicator it mentions; a date or time counts as milliseconds
/// since 1970. Words have no number, and indicators that the catalogue does not know (any more) are left out.
[[nodiscard]] std::map<CellKey, Own> cells_of(const Figures& figures, const Catalogue& catalogue);

/// A merged number as the wire shows it: a JSON number, for dates and times their text, null for nothing.
[[nodiscard]] nlohmann::json cell_number(const Indicator& indicator, const std::optional<Amount>& amount);

}  // namespace anlan::incidents
