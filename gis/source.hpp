#pragma once

#include <filesystem>
#include <string>

#include "gis/fault.hpp"

namespace anlan::gis {

/// A file GDAL may open, and the one driver that may open it.
struct Source {
  std::string driver = {};  ///< GDAL's name: "ESRI Shapefile"
  std::filesystem::path path = {};
};

/// Tells an upload's format from its bytes, never from its name, unpacks it if it is a zip, and gives it a name of ours
/// in `scratch`, an empty folder. Faults: `file-unreadable`, `format-unknown`, `vrt-refused`, `crs-link-refused`,
/// `json-malformed`, `shapefile-incomplete`, `archive-empty`, `archive-several`, and those of unpack_zip.
[[nodiscard]] Result<Source> find_source(const std::filesystem::path& upload, const std::filesystem::path& scratch);

}  // namespace anlan::gis
