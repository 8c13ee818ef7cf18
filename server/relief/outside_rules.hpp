#pragma once

#include <optional>
#include <string>

#include "base/result.hpp"
#include "relief/campaign.hpp"
#include "relief/outside.hpp"

namespace anlan::relief {

/// A row of another office's list, in clear, for the moment of hashing.
struct OutsideRow {
  std::optional<std::string> id_number = {};
  std::optional<std::string> address = {};  ///< of a cadre: who lives with him
  std::optional<DivisionCode> village = {};
  std::optional<std::string> kin = {};  ///< name of a near relative of a cadre, in `village`
};

/// As it is hashed: numbers as they are kept, addresses and names half-width. Problem `bad-outside-row` names the
/// fields and repeats none of them. A row that says nothing to compare is one; addresses and kin belong to cadres.
[[nodiscard]] Result<OutsideRow> normalised(OutsideRow row, OutsideKind kind, Instant now);

/// Whether such a list may be compared with the campaign's: it is open, and the list is not of a day to come. Problems
/// `campaign-closed` (409), `bad-outside-list`.
[[nodiscard]] Result<void> check_outside_list(const Campaign& campaign, const OutsideList& list, Instant now);

}  // namespace anlan::relief
