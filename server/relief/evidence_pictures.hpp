#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/division_code.hpp"
#include "base/time.hpp"
#include "store/database.hpp"

namespace anlan::relief {

/// A picture, or a paper, that somebody stored as evidence of a list.
struct EvidencePicture {
  /// "minutes", "meeting", "notice", "second_notice", "visit", "follow_up" or "signature".
  std::string_view of;
  std::string blob;                             ///< its hash
  std::optional<std::string> household = {};    ///< uuid; of a visit and a signature
  std::optional<Instant> at = {};               ///< when it was taken, or the visit was
  std::optional<std::string> dropped_for = {};  ///< it does not count, and why; sealed
};

/// All that lies behind a list now, gate by gate: the minutes and the photo of the meeting, photos of both notices and
/// of the visits, and what was signed for cash. What a return took back is in the journal alone.
[[nodiscard]] std::vector<EvidencePicture> evidence_pictures(store::Connection& db, const std::string& campaign,
                                                             const DivisionCode& village);

}  // namespace anlan::relief
