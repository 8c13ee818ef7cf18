#pragma once

#include <string>
#include <string_view>

#include <nlohmann/json_fwd.hpp>

#include "journal/entry.hpp"
#include "journal/entry_types.hpp"
#include "relief/campaign.hpp"
#include "relief/outside.hpp"

namespace anlan::relief {

/// Lists of other offices, on the streams `outside/<list>`. Bodies, version 1:
///
/// - loaded {campaign, list, kind, source, as_of, count, sealed}: `sealed` holds the keyed hashes, once more under the
///   campaign's key, so that nothing of the list is left when the key is destroyed.
/// - dropped {campaign, list, reason}.
inline constexpr std::string_view kOutsideLoaded = "outside.loaded";
inline constexpr std::string_view kOutsideDropped = "outside.dropped";

void declare_outside_entries(journal::EntryTypes& types);

[[nodiscard]] std::string outside_stream(const std::string& list);

[[nodiscard]] nlohmann::json marks_json(const OutsideMarks& marks);
[[nodiscard]] OutsideMarks read_marks(const nlohmann::json& marks);

/// `sealed`: the marks.
[[nodiscard]] journal::Draft outside_loaded(const Campaign& campaign, const OutsideList& list,
                                            const std::string& sealed);
[[nodiscard]] journal::Draft outside_dropped(const Campaign& campaign, const OutsideList& list,
                                             const std::string& reason);

}  // namespace anlan::relief
