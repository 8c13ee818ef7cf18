#pragma once

#include <string>

namespace anlan::test {

/// A whole JPEG of one grey block of 8 × 8, as an encoder would write it; `note` goes into its comments, so that two
/// photos differ or one is large.
[[nodiscard]] std::string photo(const std::string& note = {});

}  // namespace anlan::test
