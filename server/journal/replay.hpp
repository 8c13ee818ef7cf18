#pragma once

#include <cstdint>
#include <functional>

#include "base/result.hpp"
#include "journal/entry_types.hpp"
#include "journal/view.hpp"
#include "store/database.hpp"

namespace anlan::journal {

using Progress = std::function<void(std::int64_t done, std::int64_t total)>;

/// Drops the views and builds them again from the journal in `source`, in slices of one transaction each.
/// `target` is where the views live: the same connection, or a scratch file for `verify`.
/// Problem `view-build-failed` names the entry that could not be applied; the views then stay marked as not ready.
[[nodiscard]] Result<void> rebuild_views(store::Connection& source, store::Connection& target, const EntryTypes& types,
                                         const ViewSet& views, const Progress& progress);

/// Whether the views in this file were built by these views' code and catalogues, to the end.
[[nodiscard]] bool views_ready(store::Connection& db, const ViewSet& views);

}  // namespace anlan::journal
