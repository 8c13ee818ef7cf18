#pragma once

#include <filesystem>
#include <string>

#include <nlohmann/json.hpp>

#include "base/result.hpp"

namespace anlan::incidents {

/// `<data>/catalogues/<name>.json`, checked against `<data>/schemas/<name>.schema.json`. Adds its bytes to `covered`,
/// the text that a digest of the catalogues covers. Problem `bad-catalogue` names the file, the JSON pointer and the
/// reason.
[[nodiscard]] Result<nlohmann::json> read_catalogue_file(const std::filesystem::path& data, const std::string& name,
                                                         std::string& covered);

}  // namespace anlan::incidents
