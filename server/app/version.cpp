#include "app/version.hpp"

namespace anlan::app {

const char* const kVersion = ANLAN_VERSION;

}  // namespace anlan::app
