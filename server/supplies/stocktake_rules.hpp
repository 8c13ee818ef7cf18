#pragma once

#include <string>
#include <vector>

#include "base/result.hpp"
#include "supplies/stocktake.hpp"

namespace anlan::supplies {

/// A snapshot with more piles is counted bin by bin, in several stocktakes.
inline constexpr std::size_t kMostPiles = 2'000;

/// Whether there is something to count, and not too much at once. Problems, 409: `nothing-to-count`,
/// `too-much-to-count`.
[[nodiscard]] Result<void> check_snapshot(const std::vector<Pile>& piles);

/// Problem `stocktake-open` (409) while the place is being counted already. `other` is its number; empty when not.
[[nodiscard]] Result<void> check_no_other(const std::string& other);

/// Problem `stocktake-closed` (409).
[[nodiscard]] Result<void> check_stocktake_open(const Stocktake& stocktake);

/// Problem `not-in-scope` (409) for goods that this stocktake does not ask about.
[[nodiscard]] Result<void> check_covered(const Stocktake& stocktake, const std::string& item, const std::string& bin,
                                         bool exercise);

/// Whether a count may be written down: the stocktake is open, the count is the next one (`round`, 1 for the first) of
/// a pile that still needs one, by somebody else than who counted it last, and later than that.
/// Problems: `stocktake-closed`, `already-counted`, `same-counter` (409), `bad-count`.
[[nodiscard]] Result<void> check_count(const Stocktake& stocktake, const CountedPile& pile, std::size_t round,
                                       const Tally& tally);

/// Who approves, and the sums of what he saw on his screen, in base units over all piles.
struct Approving {
  std::string account;
  Quantity found = 0;
  Quantity missing = 0;
};

/// Whether the differences may be written into the ledger: nothing is left to count, who approves has counted nothing
/// (that he does not keep the place either is a matter of roles and offices, `check_user_office`), and the differences
/// are still those he saw: a paper that came in late can have changed them.
/// Problems, 409: `stocktake-closed`, `count-incomplete`, `counted-it-yourself`, `variance-changed`.
[[nodiscard]] Result<void> check_stocktake_approval(const Stocktake& stocktake, const std::vector<CountedPile>& piles,
                                                    const Approving& approving);

/// What was found beyond the book, and what is missing, over all piles.
struct Sums {
  Quantity found = 0;
  Quantity missing = 0;
};
[[nodiscard]] Sums sums_of(const std::vector<CountedPile>& piles);

/// The keepers may give up what nobody counted yet; afterwards only the office with 动用权, so that no shortage is
/// cancelled by who has to answer for it. Problems: `stocktake-closed` (409), `counting-began` (403).
[[nodiscard]] Result<void> check_stocktake_cancel(const Stocktake& stocktake, bool counted, bool by_keeper);

/// What each pile ended in.
[[nodiscard]] std::vector<Finding> findings_of(const std::vector<CountedPile>& piles);

/// The movements that bring the ledger to what was found, dated `at`: at most 500 lines each; none without variances.
/// `reason` stands in each.
[[nodiscard]] std::vector<Movement> adjustments(const Stocktake& stocktake, const std::vector<Finding>& findings,
                                                Instant at, const std::string& reason);

}  // namespace anlan::supplies
