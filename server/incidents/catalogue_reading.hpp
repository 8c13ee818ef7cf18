#pragma once

#include <map>
#include <string>
#include <vector>

#include "incidents/catalogue.hpp"

namespace anlan::incidents {

// From the JSON of a file that passed its schema to the types. They judge nothing; what a schema cannot say is left to
// `cross_check`.
[[nodiscard]] std::vector<Hazard> read_hazards(const nlohmann::json& file);
[[nodiscard]] std::map<std::string, Indicator, std::less<>> read_indicators(const nlohmann::json& file);
[[nodiscard]] std::vector<Check> read_checks(const nlohmann::json& file);
[[nodiscard]] std::vector<SoftCheck> read_soft_checks(const nlohmann::json& file);
[[nodiscard]] std::vector<Condition> read_conditions(const nlohmann::json& file);
[[nodiscard]] std::vector<Deadline> read_deadlines(const nlohmann::json& file);

/// The file's own JSON by name: "hazards", "indicators", "checks", "deadlines".
using CatalogueFiles = std::map<std::string, nlohmann::json, std::less<>>;

/// What holds between the lines of the catalogues: codes named once, codes that exist, merge rules that fit the values.
/// The first fault, as `bad-catalogue`.
[[nodiscard]] Result<void> cross_check(const CatalogueFiles& files);

}  // namespace anlan::incidents
