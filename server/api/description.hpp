#pragma once

#include <string>

#include <nlohmann/json_fwd.hpp>

#include "api/registry.hpp"

namespace anlan::api {

/// The HTTP doors as an OpenAPI 3.1 document.
[[nodiscard]] nlohmann::json openapi(const Registry& registry, const std::string& version);

/// The WebSocket door as an AsyncAPI 3.0 document: calls, answers and notifications on /live.
[[nodiscard]] nlohmann::json asyncapi(const Registry& registry, const std::string& version);

/// The schema of RFC 9457 problems as this server writes them; shared by both documents.
[[nodiscard]] nlohmann::json problem_schema();

}  // namespace anlan::api
