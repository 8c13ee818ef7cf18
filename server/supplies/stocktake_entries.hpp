#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "journal/entry.hpp"
#include "journal/entry_types.hpp"
#include "supplies/stocktake.hpp"

namespace anlan::supplies {

/// A stocktake's facts, on the stream `stocktake/<uuid>`. They carry figures a counter must not see, so the topic
/// `stocktake` is not for keepers; their screens follow the state topic `stocktake_progress`.
///
/// Bodies, version 1:
/// - `stocktake.opened`     the wire's Stocktake, and `piles`: the snapshot
/// - `stocktake.counted`    {stocktake, bin, batch, label, item, counted, counted_at, counted_by}
/// - `stocktake.approved`   the wire's Stocktake, with `findings` and the uuids of its `movements`
/// - `stocktake.cancelled`  the wire's Stocktake
inline constexpr std::string_view kStocktakeOpened = "stocktake.opened";
inline constexpr std::string_view kStocktakeCounted = "stocktake.counted";
inline constexpr std::string_view kStocktakeApproved = "stocktake.approved";
inline constexpr std::string_view kStocktakeCancelled = "stocktake.cancelled";

void declare_stocktake_entries(journal::EntryTypes& types);

[[nodiscard]] std::string stocktake_stream(const std::string& stocktake);

[[nodiscard]] journal::Draft stocktake_opened(const Stocktake& stocktake, const std::vector<Pile>& piles);
[[nodiscard]] journal::Draft stocktake_counted(const Stocktake& stocktake, const Pile& pile, const Tally& tally);
[[nodiscard]] journal::Draft stocktake_approved(const Stocktake& stocktake, const std::vector<Finding>& findings,
                                                const std::vector<Movement>& movements);
[[nodiscard]] journal::Draft stocktake_cancelled(const Stocktake& stocktake);

}  // namespace anlan::supplies
