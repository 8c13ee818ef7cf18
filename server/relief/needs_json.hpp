#pragma once

#include <vector>

#include <nlohmann/json_fwd.hpp>

#include "relief/household.hpp"

namespace anlan::relief {

/// Needs as entries have them: [{kind, quantity}].
[[nodiscard]] nlohmann::json needs_json(const std::vector<Need>& needs);
[[nodiscard]] std::vector<Need> read_needs(const nlohmann::json& needs);

}  // namespace anlan::relief
