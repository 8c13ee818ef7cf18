#pragma once

#include <string>

#include <nlohmann/json_fwd.hpp>

#include "base/result.hpp"

namespace anlan::incidents {

/// What is wrong with a catalogue: problem `bad-catalogue`, naming the file, the JSON pointer in it and the reason.
[[nodiscard]] tl::unexpected<Problem> bad_catalogue(const std::string& file, std::string pointer, Text reason);

/// Checks a document against its JSON Schema (draft-07). The first thing that is wrong, as `bad-catalogue`.
[[nodiscard]] Result<void> check_schema(const nlohmann::json& document, const nlohmann::json& schema,
                                        const std::string& file);

}  // namespace anlan::incidents
