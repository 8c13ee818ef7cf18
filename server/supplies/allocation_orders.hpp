#pragma once

#include <functional>
#include <map>
#include <string>
#include <vector>

#include "supplies/allocation_draft.hpp"
#include "supplies/release.hpp"

namespace anlan::supplies {

/// What whoever approves says about all orders of the plan.
struct Approval {
  std::string order;  ///< number of the 动用指令
  Instant need_by = {};
  std::string priority;
  std::string purpose;
  SealedContact contact;                               ///< takes the goods over where no other is named
  std::map<std::string, SealedContact> contacts = {};  ///< by division code
  std::optional<std::string> note = {};
  Instant at = {};
  journal::Actor by = {};
};

/// The papers an approved plan becomes: to each unit one release with what the plan's own office orders, not yet
/// granted, and to each other office one request that it decides itself. Identifiers and numbers are the caller's.
struct PlanPaper {
  Release release;
  bool own = false;
  std::vector<Grant> grants = {};  ///< of an own one
};
[[nodiscard]] std::vector<PlanPaper> papers_of(const AllocationDraft& draft, const Approval& approval,
                                               const std::function<std::string(const DivisionCode&)>& name_of);

/// A release as it is once it was granted.
[[nodiscard]] Release granted(Release release, std::vector<Grant> grants, const Approval& approval);

}  // namespace anlan::supplies
