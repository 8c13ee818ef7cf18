#pragma once

#include <string>

namespace anlan::test {

/// The checkout. A function, not a definition on the command line: every test then compiles alike in every checkout.
[[nodiscard]] std::string source_dir();

/// The program under test.
[[nodiscard]] std::string program();

/// What a server whose wall clock a test moves is started with (tests/clock).
[[nodiscard]] std::string moved_clock();

}  // namespace anlan::test
