#pragma once

#include <vector>

#include "base/result.hpp"
#include "supplies/requisition.hpp"

namespace anlan::supplies {

/// Whether the paper is whole: somebody owns it, and it is to come back on a real day that is not before it was taken.
/// Problem `bad-requisition`.
[[nodiscard]] Result<void> check_requisition(const Requisition& requisition);

/// Whether this may be said of the lines: each once, something of each, no more than is outstanding, no more damaged
/// than returned. Problems `bad-return`, `more-than-taken` (409), with the pointer of each line.
[[nodiscard]] Result<void> check_redeem(const Requisition& requisition, const std::vector<Redeemed>& back);

/// The requisition after a return that holds.
[[nodiscard]] Requisition redeemed(Requisition requisition, const std::vector<Redeemed>& back);

/// Whether the money fits: an amount is settled on before anything is paid, not less than what was paid, and no more is
/// paid than is due. Problem `bad-compensation` (409).
[[nodiscard]] Result<void> check_money(const Requisition& requisition);

}  // namespace anlan::supplies
