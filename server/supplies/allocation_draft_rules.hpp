#pragma once

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "base/result.hpp"
#include "supplies/allocation_draft.hpp"
#include "supplies/allocation_planning.hpp"

namespace anlan::supplies {

/// A consignment as a person wants it; the whole plan is a list of these.
struct WantedLine {
  std::string from;  ///< uuid
  DivisionCode to;
  std::string item;
  Quantity quantity = 0;
};

/// What lines are judged by: the stores and their goods as they are now.
struct LineFacts {
  std::map<std::string, Place> stores = {};  ///< those the office may order or ask from, by uuid
  std::vector<FreePile> piles = {};
  const GoodsCatalogue* goods = nullptr;
  const NormsCatalogue* norms = nullptr;
};

/// Whether lines can be carried out as things are now: known and open stores that the plan reckoned with, items of the
/// catalogue, units inside the plan's division, no closed way, and together no more of an item than the store may send:
/// not what must stay, not what expires before the goods are used up, not more than its vehicles take.
/// Problem (409) with the pointer of every faulty line, named after the first fault: `unknown-place`, `unknown-item`,
/// `outside-plan`, `closed-road`, `beyond-stock`, `below-floor`, `goods-expire`, `beyond-vehicles`.
[[nodiscard]] Result<void> check_lines(const AllocationDraft& draft, const std::vector<WantedLine>& lines,
                                       const LineFacts& facts);

/// The plan with these lines instead of its own. Lines that did not change keep their number, reason and explanation;
/// what is new or changed says who wanted it and why. Ask `check_lines` first.
[[nodiscard]] std::vector<PlanLine> edited_lines(const AllocationDraft& draft, const std::vector<WantedLine>& lines,
                                                 const LineFacts& facts, const LineEdit& edit);

[[nodiscard]] std::vector<WantedLine> wanted_of(const std::vector<PlanLine>& lines);

/// Problem `allocation-not-open` (409) unless nobody approved or withdrew it.
[[nodiscard]] Result<void> check_proposed(const AllocationDraft& draft);

/// Whoever approves neither proposed nor edited the plan, and has another role than who proposed it (批准与经办分离).
/// Problem `approver-is-proposer` (403).
[[nodiscard]] Result<void> check_approver(const AllocationDraft& draft, const journal::Actor& approver);

}  // namespace anlan::supplies
