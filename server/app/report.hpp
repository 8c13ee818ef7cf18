#pragma once

#include <string>

#include "base/problem.hpp"
#include "journal/replay.hpp"

namespace anlan::app {

/// A problem on the terminal, Chinese first, each wrong field on a line of its own.
void print(const Problem& problem);

/// The same, as the end of a command: its exit code.
[[nodiscard]] int refuse(const Problem& problem);

/// A line on a terminal that says how far a long job is; silent when the output is not a terminal.
[[nodiscard]] journal::Progress progress_bar(std::string job);

}  // namespace anlan::app
