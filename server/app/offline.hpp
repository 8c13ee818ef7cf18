#pragma once

#include <memory>

#include "app/config.hpp"
#include "app/house.hpp"
#include "journal/offline.hpp"

namespace anlan::app {

/// The configured data directory while no server runs on it: locked, migrated, its views standing.
[[nodiscard]] Result<std::unique_ptr<journal::OfflineJournal>> open_offline(const Config& config, const House& house);

}  // namespace anlan::app
