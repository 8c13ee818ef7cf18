#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "relief/campaign.hpp"
#include "relief/household.hpp"

namespace anlan::relief {

/// A household as somebody wants it to be recorded.
struct Statement {
  HouseholdFacts facts;
  Personal personal;
};

/// How much a change weighs.
[[nodiscard]] ChangeWeight weigh_change(const Statement& before, const Statement& after);

/// What a rule must know of the world around it.
struct HouseholdSurroundings {
  DivisionCode county;         ///< of the campaign
  bool village_known = false;  ///< the village exists today
  bool hazard_known = false;
};

/// What `normalised` does to the people; adds the faults it finds, with the pointers of a household
/// ("/members/0/name").
void normalise_people(Personal& personal, Instant now, std::vector<FieldFault>& faults);

/// Numbers, names and addresses as they are kept: half-width, without what is put between digits, fifteen-digit
/// identity numbers lengthened. No name may begin like a spreadsheet's formula, and nobody applied after today. Problem
/// `bad-household` names every field that cannot be so, and repeats none of them.
[[nodiscard]] Result<Statement> normalised(Statement statement, Instant now);

/// Whether a household may be recorded so: in a village of the campaign's county, with a head who comes first and is
/// the only one, nobody twice, at least one kind of loss, and no more people in need than there are (D03005, D03009).
/// Problem `bad-household`.
[[nodiscard]] Result<void> check_household(const Statement& statement, const HouseholdSurroundings& around);

/// Somebody who is on the list already.
struct Listed {
  std::int64_t ordinal = 0;  ///< of the household he stands in
  std::string village;       ///< its name
  std::string head;          ///< masked
  int member = 0;            ///< which of the new household's members it is about
  bool withdrawn = false;    ///< it was taken off the list, and is paid or may be
};
/// Problem `person-on-list` (409): a person is relieved with one household. Says where he stands, for the clerk to ask
/// there; not his number.
[[nodiscard]] Result<void> check_nobody_twice(const std::vector<Listed>& listed);

/// Problem `household-withdrawn` (409).
[[nodiscard]] Result<void> check_on_list(const Household& household);

/// What a later gate will ask for and is not there yet, by field: "members/0/id_number", "account".
[[nodiscard]] std::vector<std::string> missing_in(const HouseholdFacts& facts, const Personal& personal);

}  // namespace anlan::relief
