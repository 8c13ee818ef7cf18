#pragma once

#include <string>

namespace anlan::test {

/// The checkout. A function, not a definition on the command line: every test then compiles alike in every checkout.
[[nodiscard]] std::string source_dir();

/// The program under test.
[[nodiscard]] std::string program();

/// What a server whose wall clock a test moves is started with (tests/clock).
[[nodiscard]] std::string moved_clock();

/// What a server whose disk a test fills is started with (tests/disk).
[[nodiscard]] std::string full_disk();

}  // namespace anlan::test
