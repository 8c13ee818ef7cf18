#pragma once

namespace anlan::app {

/// What `anlan --version`, /healthz and the API's descriptions say.
extern const char* const kVersion;

}  // namespace anlan::app
