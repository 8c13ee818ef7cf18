#pragma once

namespace anlan::app {
inline constexpr const char* kVersion = ANLAN_VERSION;
}  // namespace anlan::app
