#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "relief/household_money.hpp"
#include "relief/household_rules.hpp"

namespace anlan::relief {

// What was decided stays as it is, and nobody is paid twice: what may no longer be done with a household once the
// county decided on its list, or money went to it.

/// Whether a household may come to a village's list, entered or moved there. One that is paid with that list may come
/// back to it. Problem `list-decided` (409) at /village, saying what to do instead.
[[nodiscard]] Result<void> check_entering(const ListStanding& list);

/// Whether a household may be taken off the list with its payment so far. Problem `already-paid` (409) while it is with
/// the bank, and once it is paid.
[[nodiscard]] Result<void> check_withdrawing(const std::optional<LineState>& line);

/// A household before and after a change, the lists it is on and would be on, and how far its payment is.
struct HouseholdChange {
  const Statement& before;
  const Statement& after;
  ListStanding from;
  ListStanding to;
  std::optional<LineState> line = {};
};
/// What stands in decided amounts keeps what they were decided by: phone, address, account, its holder, the way of
/// payment and the note may change, nothing else. Problems: `list-decided` (409) with the pointers; `already-paid` and,
/// while money may still go to it, `money-under-way` (409) when somebody is left out or has another identity number,
/// who could otherwise be entered and paid elsewhere.
[[nodiscard]] Result<void> check_changing(const HouseholdChange& change);

/// Whether cash may be handed to the household. Problem `household-withdrawn` (409).
[[nodiscard]] Result<void> check_handing(const Household& household);

/// Whether nobody of a list is paid with another one. `village` of each is the name to be shown. Problem
/// `paid-elsewhere` (409), with what to do for each household.
[[nodiscard]] Result<void> check_paid_nowhere_else(const std::vector<PaidElsewhere>& elsewhere);

/// Whether a campaign may be closed: afterwards nothing can be recorded of its payments and objections. Problems:
/// `money-under-way`, `objections-open` (409).
[[nodiscard]] Result<void> check_closing(const UnderWay& business);

}  // namespace anlan::relief
