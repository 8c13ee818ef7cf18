#pragma once

#include <string>
#include <vector>

#include "gis/fault.hpp"

namespace anlan::gis {

/// What a confined process may still touch.
struct Confinement {
  std::vector<std::string> readable = {};  ///< files; the system's own folders are readable besides
  std::string writable = {};               ///< one folder
};

/// Takes from this process, for good, what reading a file does not need: the network, other programs and processes, new
/// privileges, files outside the confinement, and all but 2 GiB of memory, 20 s of CPU, 512 MiB per file and 64
/// descriptors. Kernels before 5.13 cannot confine files; there the rest must do. Sanitizers reserve terabytes,
/// so their builds keep the memory. Fault: `sandbox-unavailable`.
[[nodiscard]] Result<void> confine(const Confinement& confinement);

}  // namespace anlan::gis
