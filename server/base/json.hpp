#pragma once

#include <string_view>

#include <nlohmann/json_fwd.hpp>

#include "base/result.hpp"

namespace anlan {

/// Parses JSON from outside: valid UTF-8, no NUL byte anywhere (nlohmann/json would take a trailing one), no key twice
/// in one object, at most `max_depth` levels. The problem says what was wrong and where.
[[nodiscard]] Result<nlohmann::json> parse_json(std::string_view text, int max_depth = 64);

/// Compact text; never throws, because what we hold was checked when it came in.
[[nodiscard]] std::string dump(const nlohmann::json& value);

}  // namespace anlan
