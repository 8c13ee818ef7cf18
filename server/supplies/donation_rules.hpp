#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "supplies/donation.hpp"

namespace anlan::supplies {

/// Whether the record may stand: an anonymous donor left no name to be shown, and an organisation has one. Problem
/// `bad-donation` with the pointer.
[[nodiscard]] Result<void> check_donor(const Donor& donor);

/// Problem `donation-withdrawn` (409).
[[nodiscard]] Result<void> check_standing(const Donation& donation);

/// Problem `not-earmarked` (409) when there is nothing an exception could be made from.
[[nodiscard]] Result<void> check_exception(const Donation& donation);

/// Where goods are about to go, and for which incident.
struct Use {
  DivisionCode division;
  std::optional<std::string> incident = {};  ///< uuid
};

/// Whether the donor wanted this use, or the emergency office made an exception for it.
[[nodiscard]] bool allows(const Donation& donation, const Use& use);

/// A line of a document that takes donated goods.
struct DonatedLine {
  std::size_t line = 0;
  Donation donation;
};

/// Problem `against-earmark` (409), an error per line whose donor wanted another use.
[[nodiscard]] Result<void> check_use(const std::vector<DonatedLine>& lines, const Use& use);

}  // namespace anlan::supplies
