// Hostile files against the import, as its worker would read them: GeoJSON, GeoPackage, KML and zips as they are, and
// a Shapefile's three files in one input ("SHP" and two u32 lengths, then .shp, .dbf and .prj).

#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>

#include "gis/answer.hpp"
#include "gis/bytes.hpp"
#include "gis/import.hpp"
#include "gis/raw_layer.hpp"

using namespace anlan::gis;
namespace fs = std::filesystem;

namespace {

/// In memory, so that a million runs wear out no disk.
class Folder {
 public:
  Folder() {
    std::string pattern = "/dev/shm/anlan-fuzz-XXXXXX";
    if (mkdtemp(pattern.data()) == nullptr) std::abort();
    path_ = pattern;
  }
  ~Folder() { fs::remove_all(path_); }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  [[nodiscard]] const fs::path& path() const noexcept { return path_; }

 private:
  fs::path path_;
};

const fs::path& folder() {
  static const Folder made;
  return made.path();
}

void write(const fs::path& path, std::string_view bytes) {
  std::ofstream{path, std::ios::binary}.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
}

void import_file(std::string_view bytes) {
  const fs::path upload = folder() / "upload";
  const fs::path scratch = folder() / "scratch";
  fs::remove_all(scratch);
  fs::create_directory(scratch);
  write(upload, bytes);
  const auto outcome = import_layer({.path = upload.string()}, scratch.string());
  // Whatever is accepted must pass the server's own examination.
  if (outcome && !read_answer(write_answer(outcome))) std::abort();
}

void read_shapefile(ByteReader in) {
  const auto shape_size = in.take<std::uint32_t>();
  const auto table_size = in.take<std::uint32_t>();
  const std::string_view shape = in.take_bytes(shape_size);
  const std::string_view table = in.take_bytes(table_size);
  const std::string_view system = in.take_bytes(in.left());
  for (const char* other : {"a.shx", "a.cpg"}) fs::remove(folder() / other);
  write(folder() / "a.shp", shape);
  write(folder() / "a.dbf", table);
  write(folder() / "a.prj", system);
  static_cast<void>(read_layer({"ESRI Shapefile", folder() / "a.shp"}));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  ByteReader in{{reinterpret_cast<const char*>(data), size}};
  const std::string_view bytes{reinterpret_cast<const char*>(data), size};
  if (bytes.starts_with("SHP")) {
    static_cast<void>(in.take_bytes(3));
    read_shapefile(in);
  } else {
    import_file(bytes);
  }
  return 0;
}
