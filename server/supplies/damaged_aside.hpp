#pragma once

#include <optional>
#include <string>

#include "store/database.hpp"
#include "supplies/recovery.hpp"

namespace anlan::supplies {

/// Who sends damaged goods back: a division, and the shelter, store or office there.
struct SentBackBy {
  DivisionCode division;
  std::string name;
};

/// Damaged goods that the movement of another paper (a loan, a waybill) brought into its place lie aside there until
/// they are cleaned and graded: the recovery that has to be opened with them, under the new uuid `id`. Nothing when the
/// movement set nothing aside.
[[nodiscard]] std::optional<Recovery> recovery_of_damaged(store::Connection& db, const Movement& movement,
                                                          const SentBackBy& by, std::string id);

}  // namespace anlan::supplies
