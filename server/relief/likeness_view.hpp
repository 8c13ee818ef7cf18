#pragma once

#include <optional>
#include <string>
#include <vector>

#include "journal/view.hpp"
#include "relief/household_queries.hpp"
#include "relief/likeness.hpp"

namespace anlan::relief {

/// What was decided of households that are alike: table `likeness_decision`, a row for each two. `key.destroyed` takes
/// away what was said in words.
class LikenessView final : public journal::View {
 public:
  [[nodiscard]] std::string_view name() const override { return "likeness_decision"; }
  [[nodiscard]] std::string fingerprint() const override { return "1"; }
  [[nodiscard]] std::vector<std::string> schema() const override;
  [[nodiscard]] std::vector<std::string> tables() const override { return {"likeness_decision"}; }
  void apply(const journal::ApplyContext& context) override;
};

/// Two households in the order in which they are kept.
struct HouseholdPair {
  std::string first;
  std::string second;
};
[[nodiscard]] HouseholdPair pair_of(const std::string& one, const std::string& other);

[[nodiscard]] std::optional<LikenessDecision> find_likeness_decision(store::Connection& db, const HouseholdPair& pair);

struct LikenessFilter {
  std::string campaign;
  DivisionCode within;
  LikenessVerdict verdict = LikenessVerdict::same_family;
  std::int64_t limit = 50;
  std::int64_t skip = 0;
};
/// The newest first.
[[nodiscard]] std::vector<LikenessDecision> list_likeness_decisions(store::Connection& db,
                                                                    const LikenessFilter& filter);

/// A household that stands on a list.
struct Standing {
  std::int64_t ordinal = 0;
  std::string village;
};
/// By village, then in the order of entering, after a place.
[[nodiscard]] std::vector<Standing> standing_after(store::Connection& db, const std::string& campaign,
                                                   const DivisionCode& within, const ListPlace& after,
                                                   std::int64_t limit);

/// Somebody who may be the same as somebody of a household.
struct Lookalike {
  std::int64_t ordinal = 0;  ///< of the other household
  int member = 0;
  int other = 0;  ///< of the other household
};
/// Whom keyed hashes bring together with a household, at this site; a hash that more than `most` share says nothing. By
/// household.
[[nodiscard]] std::vector<Lookalike> lookalikes_of(store::Connection& db, std::int64_t ordinal, std::int64_t most);

}  // namespace anlan::relief
