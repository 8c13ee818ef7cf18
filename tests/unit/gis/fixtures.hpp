#pragma once

#include <archive.h>
#include <archive_entry.h>
#include <ogrsf_frmts.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "gis/crs.hpp"
#include "gis/layer.hpp"
#include "gis/wkb.hpp"

namespace anlan::gis::test {

namespace fs = std::filesystem;

struct FileOptions {
  const char* driver = "GeoJSON";
  int epsg = 4490;            ///< 0: none
  const char* encoding = "";  ///< of a Shapefile
  bool numeric_codes = false;
  std::string code_column = "XZQDM";
  std::string name_column = "XZQMC";
};

/// Writes a layer with GDAL as a bureau would: its numbers in the given system, its texts in the given encoding.
inline void write_file(const fs::path& path, const Layer& layer, const FileOptions& how = {}) {
  GDALAllRegister();
  auto* const driver = GetGDALDriverManager()->GetDriverByName(how.driver);
  const std::unique_ptr<GDALDataset> dataset{driver->Create(path.c_str(), 0, 0, 0, GDT_Unknown, nullptr)};
  OGRSpatialReference crs;
  crs.SetAxisMappingStrategy(OAMS_TRADITIONAL_GIS_ORDER);
  if (how.epsg != 0) crs.importFromEPSG(how.epsg);
  const std::string encoding = std::string{"ENCODING="} + how.encoding;
  const char* const options[] = {*how.encoding == '\0' ? nullptr : encoding.c_str(), nullptr};
  OGRLayer* const out =
      dataset->CreateLayer("villages", how.epsg == 0 ? nullptr : &crs, wkbMultiPolygon, const_cast<char**>(options));
  OGRFieldDefn code{how.code_column.c_str(), how.numeric_codes ? OFTReal : OFTString};
  code.SetWidth(16);
  OGRFieldDefn name{how.name_column.c_str(), OFTString};
  name.SetWidth(60);
  out->CreateField(&code);
  out->CreateField(&name);
  for (const Feature& feature : layer.features) {
    const std::unique_ptr<OGRFeature> row{OGRFeature::CreateFeature(out->GetLayerDefn())};
    row->SetField(0, feature.code.c_str());
    row->SetField(1, feature.name.c_str());
    const std::string wkb = to_wkb(feature.shape);
    OGRGeometry* shape = nullptr;
    OGRGeometryFactory::createFromWkb(wkb.data(), nullptr, &shape, wkb.size());
    if (!feature.shape.polygons.empty())
      row->SetGeometryDirectly(shape);
    else
      OGRGeometryFactory::destroyGeometry(shape);
    static_cast<void>(out->CreateFeature(row.get()));
  }
}

/// The layer with its degrees replaced by a system's numbers.
inline Layer in_plane(Layer layer, Crs crs) {
  const auto projector = Projector::make(crs);
  for (Feature& feature : layer.features) {
    for_each_ring(feature.shape, [&](Ring& ring) {
      for (Point& p : ring) {
        const Plane numbers = *projector->from_lonlat(p);
        p = {numbers.x, numbers.y};
      }
    });
  }
  return layer;
}

inline std::string read_bytes(const fs::path& path) {
  std::ifstream file{path, std::ios::binary};
  return {std::istreambuf_iterator<char>{file}, {}};
}

inline void write_bytes(const fs::path& path, std::string_view bytes) {
  std::ofstream{path, std::ios::binary}.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
}

struct ZipEntry {
  std::string name;
  std::string bytes = {};
  std::string link = {};  ///< not empty: a symbolic link to there
};

inline void write_zip(const fs::path& path, const std::vector<ZipEntry>& entries) {
  archive* const out = archive_write_new();
  archive_write_set_format_zip(out);
  archive_write_open_filename(out, path.c_str());
  for (const auto& [name, bytes, link] : entries) {
    archive_entry* const entry = archive_entry_new();
    archive_entry_set_pathname(entry, name.c_str());
    archive_entry_set_filetype(entry, link.empty() ? AE_IFREG : AE_IFLNK);
    archive_entry_set_perm(entry, 0644);
    if (!link.empty()) archive_entry_set_symlink(entry, link.c_str());
    archive_entry_set_size(entry, static_cast<la_int64_t>(bytes.size()));
    archive_write_header(out, entry);
    if (!bytes.empty()) archive_write_data(out, bytes.data(), bytes.size());
    archive_entry_free(entry);
  }
  archive_write_close(out);
  archive_write_free(out);
}

/// Zips a folder's files, as people do with a Shapefile.
inline void zip_folder(const fs::path& zip, const fs::path& folder, const std::string& prefix = "") {
  std::vector<ZipEntry> entries;
  for (const auto& file : fs::directory_iterator{folder}) {
    entries.push_back({prefix + file.path().filename().string(), read_bytes(file.path())});
  }
  write_zip(zip, entries);
}

}  // namespace anlan::gis::test
