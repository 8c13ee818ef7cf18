#pragma once

#include "app/config.hpp"

namespace anlan::app {

/// `anlan serve`: checks the data directory, refuses with a clear message or listens until it is told to stop.
/// Returns the process's exit code.
[[nodiscard]] int serve(const Config& config);

}  // namespace anlan::app
