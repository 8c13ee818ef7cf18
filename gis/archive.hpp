#pragma once

#include <cstdint>
#include <filesystem>
#include <vector>

#include "gis/fault.hpp"

namespace anlan::gis {

struct ArchiveLimits {
  std::size_t entries = 64;
  std::uint64_t bytes = 200'000'000;  ///< unpacked, all together
  std::uint64_t ratio = 100;          ///< unpacked to packed
};

/// Unpacks a zip into an empty folder under names of ours: "1.shp" and "1.dbf" for files that shared a name, "2.gdb/…"
/// for a FileGDB's folder. Answers the unpacked top-level paths: files and .gdb folders.
///
/// Refused before anything is written: too many entries, too large, packed too tightly, links and devices, paths with
/// `..`, encryption. The sizes are counted again while writing, for headers lie. Faults: `archive-damaged`,
/// `archive-too-large`, `archive-too-many`, `archive-unsafe`, `archive-encrypted`, `scratch-full`.
[[nodiscard]] Result<std::vector<std::filesystem::path>> unpack_zip(const std::filesystem::path& zip,
                                                                    const std::filesystem::path& folder,
                                                                    const ArchiveLimits& limits = {});

}  // namespace anlan::gis
