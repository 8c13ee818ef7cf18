#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "relief/household.hpp"

namespace anlan::relief {

/// Needs counted in kilograms and pieces are met by quantity; those reckoned in money are met in goods once.
[[nodiscard]] bool is_counted(NeedKind kind) noexcept;

/// Goods of one article that a household got or is to get.
struct GoodsAmount {
  std::optional<NeedKind> kind = {};  ///< which need the article meets; nothing: none
  std::int64_t quantity = 0;          ///< in the article's base unit, which is the kind's own where it is counted
  std::string name = {};              ///< of the article, for messages
  std::string number = {};            ///< of the hand-out it was given in
};

/// A household of a hand-out as its list sees it.
struct GoodsRow {
  std::size_t row = 0;      ///< in the hand-out
  std::int64_t number = 0;  ///< on the list
  bool decided = false;     ///< on the frozen and signed list, and not withdrawn
  bool in_reach = false;    ///< its village is where the goods were issued to
  bool same_world = false;  ///< exercise goods for an exercise, real ones for real people
  std::vector<Need> needs = {};
  std::vector<GoodsAmount> before = {};
  std::vector<GoodsAmount> now = {};
};

/// What of a kind is still to be given: nothing when the household does not need it, 0 when it has it.
[[nodiscard]] std::optional<std::int64_t> still_needed(const std::vector<Need>& needs,
                                                       const std::vector<GoodsAmount>& given, NeedKind kind);

/// Whether the list lets every row have what it is to get: each kind once, and of what is counted no more than is
/// needed. Problems (409) with a pointer per row, named by the first: `goods-not-decided`, `goods-elsewhere`,
/// `exercise-differs`, `not-needed`, `already-given`, `beyond-need`.
[[nodiscard]] Result<void> check_goods(const std::vector<GoodsRow>& rows);

}  // namespace anlan::relief
