#pragma once

#include <string>
#include <vector>

#include "base/result.hpp"
#include "supplies/recovery.hpp"

namespace anlan::supplies {

/// What somebody finds of all that is pending of a line.
struct Grade {
  std::size_t line = 0;  ///< index into the paper's lines
  Quantity good = 0;
  Quantity repair = 0;
  Quantity scrap = 0;
  std::string bin = {};  ///< where the good ones go
};

/// Problem `recovery-not-returned` (409) unless it lies there as it came.
[[nodiscard]] Result<void> check_cleaning(const Recovery& recovery);

/// Whether the goods may be graded like this: cleaned first, each line once, and of a line everything that is pending,
/// so that nothing is forgotten under repair. Problems: `not-cleaned`, `recovery-closed` (409), `bad-grading` with the
/// pointer of each line.
[[nodiscard]] Result<void> check_grading(const Recovery& recovery, const std::vector<Grade>& grades);

/// Whether what was graded as scrap may be written off: there is some, who approves has not handled these goods, and
/// five experts (each named once) or an institute say so (`check_opinion`).
/// Problems: `nothing-to-scrap`, `handled-it-yourself` (409), `bad-movement`.
[[nodiscard]] Result<void> check_disposal(const Recovery& recovery, const std::string& approver,
                                          const nlohmann::json& opinion);

/// What was entered wrongly is taken back while nothing was graded, unless another paper brought the goods (`taken_in`,
/// the kind of the movement, tells). Problems, 409: `recovery-graded`, `belongs-to-paper`.
[[nodiscard]] Result<void> check_recovery_cancel(const Recovery& recovery, MovementKind taken_in);

/// The paper after a grading, and after a disposal of all that waited for it.
[[nodiscard]] Recovery graded(Recovery recovery, const std::vector<Grade>& grades);
[[nodiscard]] Recovery disposed(Recovery recovery);

/// What each step moves, dated `at`, under `id`: goods people give back, asked for out of what was issued
/// (`drawn_from_hands` knows who has them), are set aside; what is good goes to its bin; what is beyond use is
/// scrapped. Without lines when nothing moves.
[[nodiscard]] Movement recovery_taken_in(const Recovery& recovery);
[[nodiscard]] Movement recovery_accepted(const Recovery& recovery, const std::vector<Grade>& grades, Instant at,
                                         std::string id);
[[nodiscard]] Movement recovery_scrapped(const Recovery& recovery, const std::string& reason, Instant at,
                                         std::string id);

}  // namespace anlan::supplies
