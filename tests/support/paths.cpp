#include "support/paths.hpp"

namespace anlan::test {

std::string source_dir() { return ANLAN_SOURCE_DIR; }

std::string program() { return ANLAN_PROGRAM; }

}  // namespace anlan::test
