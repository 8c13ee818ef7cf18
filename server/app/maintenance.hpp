#pragma once

#include <filesystem>

#include "app/config.hpp"

namespace anlan::app {

/// The commands that look after a data directory. Each prints what it does in Chinese and English and returns the
/// process's exit code: 0 for done, 1 for a problem that was named.

/// Chain, blobs, remembered commands, and that the views equal a replay. The server may be running.
[[nodiscard]] int verify(const Config& config);

/// Drops the views and builds them again from the journal, with progress.
[[nodiscard]] int replay(const Config& config);

/// A consistent copy of the running site's file, verified before it gets its name.
[[nodiscard]] int backup(const Config& config, const std::filesystem::path& file);

/// Verifies a backup and puts it into a data directory that has no data yet.
[[nodiscard]] int restore(const Config& config, const std::filesystem::path& file);

}  // namespace anlan::app
