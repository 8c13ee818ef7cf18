#pragma once

#include <string>
#include <string_view>

#include "journal/entry.hpp"
#include "journal/entry_types.hpp"
#include "supplies/place.hpp"

namespace anlan::supplies {

/// The life of a warehouse or point, on the stream `place/<uuid>`. Stores below hear of it too: goods come from there.
///
/// Bodies, version 1:
/// - `place.opened`, `place.changed`  {place, state, …PlaceFacts}: always the whole, as it is from now on
/// - `place.closed`                   {place, state, closed_reason}
inline constexpr std::string_view kPlaceOpened = "place.opened";
inline constexpr std::string_view kPlaceChanged = "place.changed";
inline constexpr std::string_view kPlaceClosed = "place.closed";

void declare_place_entries(journal::EntryTypes& types);

[[nodiscard]] std::string place_stream(const std::string& place);

[[nodiscard]] journal::Draft place_opened(const std::string& place, const PlaceFacts& facts);
[[nodiscard]] journal::Draft place_changed(const std::string& place, const PlaceFacts& facts);
[[nodiscard]] journal::Draft place_closed(const Place& place, const std::string& reason);

}  // namespace anlan::supplies
