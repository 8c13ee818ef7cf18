#pragma once

#include <string>

namespace anlan::test {

/// The checkout. A function, not a definition on the command line: every test then compiles alike in every checkout.
[[nodiscard]] std::string source_dir();

/// The program under test.
[[nodiscard]] std::string program();

}  // namespace anlan::test
