#include <array>

#include "app/operations.hpp"

namespace anlan::app {
namespace {

using namespace std::string_view_literals;

bool geojson(std::string_view bytes) {
  const auto first = bytes.find_first_not_of(" \t\r\n\xEF\xBB\xBF"sv);
  return first != std::string_view::npos && bytes[first] == '{';
}

struct FileKind {
  std::string_view media_type;
  bool (*matches)(std::string_view);
};

constexpr std::array<FileKind, 3> kKinds{{
    {"application/geo+json", geojson},
    {"application/zip", [](std::string_view bytes) { return bytes.starts_with("PK\x03\x04"sv); }},
    {"application/geopackage+sqlite3", [](std::string_view bytes) { return bytes.starts_with("SQLite format 3\0"sv); }},
}};

}  // namespace

bool looks_like_boundaries(std::string_view media_type, std::string_view bytes) {
  for (const auto& kind : kKinds) {
    if (kind.media_type == media_type) return kind.matches(bytes);
  }
  return false;
}

}  // namespace anlan::app
