#pragma once

#include <string>
#include <vector>

#include "base/result.hpp"
#include "supplies/inspection.hpp"

namespace anlan::supplies {

/// Problem `inspection-closed` (409).
[[nodiscard]] Result<void> check_waiting(const Inspection& inspection);

/// Whether the inspection may end like this (`inspection.lines` carry what was found): it waits, two people signed, at
/// least one unit and at most all of a line were looked at, accepted and rejected make what arrived, and what is
/// rejected has its defects. Problems: `inspection-closed` (409), `bad-verdict` with the pointer of each fault.
[[nodiscard]] Result<void> check_verdict(const Inspection& inspection, const Verdict& verdict);

/// What is accepted goes to its bin, what is rejected back to whoever delivered. Without lines when there is nothing of
/// the kind.
[[nodiscard]] Movement inspection_accepted(const Inspection& inspection, std::string id);
[[nodiscard]] Movement inspection_rejected(const Inspection& inspection, std::string id);

}  // namespace anlan::supplies
