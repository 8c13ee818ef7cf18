#include "gis/source.hpp"

#include <algorithm>
#include <array>
#include <fstream>
#include <optional>
#include <string_view>
#include <vector>

#include "gis/archive.hpp"
#include "gis/json_guard.hpp"

namespace anlan::gis {
namespace {

namespace fs = std::filesystem;
using std::string_view_literals::operator""sv;

enum class Kind { zip, shapefile, geopackage, geojson, kml, vrt, unknown };

constexpr std::size_t kHead = 4096;

std::optional<std::string> read_head(const fs::path& path) {
  std::ifstream file{path, std::ios::binary};
  if (!file) return std::nullopt;
  std::string head(kHead, '\0');
  file.read(head.data(), static_cast<std::streamsize>(head.size()));
  head.resize(static_cast<std::size_t>(file.gcount()));
  return head;
}

Kind kind_of(std::string_view head) {
  if (head.starts_with("PK\x03\x04"sv) || head.starts_with("PK\x05\x06"sv)) return Kind::zip;
  if (head.starts_with("SQLite format 3\0"sv)) return Kind::geopackage;
  if (head.starts_with("\x00\x00\x27\x0a"sv)) return Kind::shapefile;
  // GDAL looks for these anywhere in the head of a file, whatever its name, and then opens what they point to.
  if (head.find("<OGRVRTDataSource") != head.npos || head.find("<VRTDataset") != head.npos) return Kind::vrt;
  if (head.starts_with("\xEF\xBB\xBF")) head.remove_prefix(3);
  head.remove_prefix(std::min(head.find_first_not_of(" \t\r\n"), head.size()));
  if (head.starts_with('{')) return Kind::geojson;
  if (head.starts_with('<') && head.find("<kml") != head.npos) return Kind::kml;
  return Kind::unknown;
}

tl::unexpected<Fault> unknown() {
  return fail("format-unknown",
              "不认识这个文件的格式。请上传 GeoPackage、GeoJSON、KML，或打成 zip 的 Shapefile、FileGDB。",
              "This file's format is unknown. Upload a GeoPackage, GeoJSON, KML, or a zipped Shapefile or FileGDB.");
}

tl::unexpected<Fault> incomplete() {
  return fail("shapefile-incomplete", "Shapefile 至少需要同名的 .shp 和 .dbf，请把它们（及 .prj）一起打成 zip 上传。",
              "A Shapefile needs its .shp and .dbf at least; zip them (and the .prj) together and upload that.");
}

/// GDAL wants the usual extension; a link spares copying the file.
Result<Source> linked(const fs::path& upload, const fs::path& scratch, std::string driver, const char* extension) {
  const fs::path link = scratch / (std::string{"upload"} + extension);
  std::error_code failed;
  fs::create_symlink(fs::absolute(upload), link, failed);
  if (failed) {
    return fail("scratch-full", "服务器临时目录不可写，请联系管理员。",
                "The server's temporary folder cannot be written; tell the administrator.");
  }
  return Source{std::move(driver), link};
}

/// What may be imported among unpacked files: anything but a Shapefile's companions.
bool is_candidate(const fs::path& path) {
  constexpr std::array kExtensions = {".shp", ".gdb", ".gpkg", ".geojson", ".json", ".kml", ".vrt"};
  return std::ranges::find(kExtensions, path.extension().string()) != kExtensions.end();
}

Result<Source> plain_source(Kind kind, const fs::path& upload, const fs::path& scratch) {
  switch (kind) {
    case Kind::geopackage:
      return linked(upload, scratch, "GPKG", ".gpkg");
    case Kind::geojson:
      if (auto fine = guard_geojson(upload); !fine) return tl::unexpected(std::move(fine.error()));
      return linked(upload, scratch, "GeoJSON", ".geojson");
    case Kind::kml:
      return linked(upload, scratch, "KML", ".kml");
    case Kind::shapefile:
      return incomplete();
    case Kind::vrt:
      return fail(
          "vrt-refused", "该文件是 GDAL 虚拟图层（VRT），会引用其他文件，已拒绝。请导出为实际数据后上传。",
          "This file is a GDAL virtual layer (VRT) that points elsewhere; export the data itself and upload it.");
    case Kind::zip:
    case Kind::unknown:
      break;
  }
  return unknown();
}

Result<Source> packed_source(const fs::path& upload, const fs::path& scratch) {
  const fs::path folder = scratch / "unpacked";
  auto unpacked = unpack_zip(upload, folder);
  if (!unpacked) return tl::unexpected(std::move(unpacked.error()));
  std::erase_if(*unpacked, [](const fs::path& path) { return !is_candidate(path); });
  if (unpacked->empty()) {
    return fail("archive-empty", "压缩包内没有可导入的边界文件。",
                "The archive holds no boundary file that can be imported.");
  }
  if (unpacked->size() > 1) {
    return fail("archive-several", "压缩包内有多个图层，请每次只打包一个层级的边界上传。",
                "The archive holds several layers; pack and upload one level at a time.");
  }
  const fs::path& only = unpacked->front();
  if (only.extension() == ".gdb") return Source{"OpenFileGDB", only};
  const auto head = read_head(only);
  const Kind kind = head ? kind_of(*head) : Kind::unknown;
  if (kind != Kind::shapefile) return plain_source(kind, only, scratch);
  if (only.extension() != ".shp" || !fs::exists(fs::path{only}.replace_extension(".dbf"))) return incomplete();
  return Source{"ESRI Shapefile", only};
}

}  // namespace

Result<Source> find_source(const fs::path& upload, const fs::path& scratch) {
  const auto head = read_head(upload);
  if (!head || head->empty()) {
    return fail("file-unreadable", "文件为空或无法读取，请重新上传。",
                "The file is empty or cannot be read; upload it again.");
  }
  const Kind kind = kind_of(*head);
  if (kind == Kind::zip) return packed_source(upload, scratch);
  return plain_source(kind, upload, scratch);
}

}  // namespace anlan::gis
