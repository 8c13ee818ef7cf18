#include "support/paths.hpp"

namespace anlan::test {

std::string source_dir() { return ANLAN_SOURCE_DIR; }

std::string program() { return ANLAN_PROGRAM; }

std::string moved_clock() { return ANLAN_MOVED_CLOCK; }

std::string full_disk() { return ANLAN_FULL_DISK; }

}  // namespace anlan::test
