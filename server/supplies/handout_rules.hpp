#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "supplies/handout.hpp"
#include "supplies/stock_queries.hpp"

namespace anlan::supplies {

/// The document's number without spaces and in capitals. A resident's number (18 places) must have the check digit of
/// GB 11643 (ISO 7064 MOD 11-2); other documents are taken as they are. Problem `bad-id-number` at `pointer`.
[[nodiscard]] Result<std::string> normal_id(std::string_view typed, const std::string& pointer);

/// Whether goods can be handed out of what this movement did: it issued them, and stands. Problems, 409:
/// `not-issued`, `already-reversed`.
[[nodiscard]] Result<void> check_source(const Recorded& source);

/// Whether a document that issued goods may be taken back: hand-outs that stand (`numbers`) drew on it, and households
/// would have goods that the ledger has in the store again. Problem `handed-out` (409).
[[nodiscard]] Result<void> check_not_handed_out(const std::vector<std::string>& numbers);

/// Every batch once; the list's sums are the lines, or the sheet's figures are whole; who signed can be shown: each
/// household by a picture, or all by the scanned sheet. Problems, with pointers: `bad-handout`, `sum-differs`,
/// `no-proof`.
[[nodiscard]] Result<void> check_list(const Handout& handout);

/// Of each batch, what the source issued and nobody handed on yet.
using Left = std::map<std::string, Quantity>;
/// Problem `more-than-issued` (409) with every line that takes more than is left of its source.
[[nodiscard]] Result<void> check_left(const Handout& handout, const Left& left);

/// A household of this or an earlier hand-out of the same goods.
struct Served {
  std::string number;  ///< of the hand-out
  std::string name_mark;
  std::optional<std::string> id_mark = {};
};
/// Asks about households that got goods of this source before, or stand twice in the list, unless the list says why:
/// by the document's number where both have one, by the name otherwise. Who is on a list that entitles him is left to
/// whoever keeps that list. Problem `household-twice` (409), a pointer per household.
[[nodiscard]] Result<void> check_twice(const Handout& handout, const std::vector<Served>& before);

}  // namespace anlan::supplies
