#pragma once

#include <optional>
#include <string>

#include <nlohmann/json_fwd.hpp>

#include "api/registry.hpp"
#include "base/division_code.hpp"

// What the operations of observations share with their queries.
namespace anlan::incidents {

inline constexpr std::size_t kLongestText = 2'000;  ///< characters
inline constexpr std::size_t kMostPhotos = 6;

/// The wire's Observation.
[[nodiscard]] api::Shape observation_shape();

// Fields of parameters that were checked against their shape; nothing where they are missing.
[[nodiscard]] std::optional<std::string> text_in(const nlohmann::json& params, const char* field);
[[nodiscard]] std::optional<DivisionCode> division_in(const nlohmann::json& params);

/// observation.list, observation.counts and their topic.
void declare_observation_queries(api::Registry& registry);

}  // namespace anlan::incidents
