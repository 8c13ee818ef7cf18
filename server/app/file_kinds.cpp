#include <array>

#include "app/operations.hpp"

namespace anlan::app {
namespace {

using namespace std::string_view_literals;

bool jpeg(std::string_view bytes) {
  // Starts with SOI and a marker, ends with EOI: what every encoder and camera writes, and what a truncated upload
  // lacks.
  return bytes.size() > 128 && bytes.starts_with("\xFF\xD8\xFF"sv) &&
         bytes.substr(bytes.size() - 64).find("\xFF\xD9"sv) != std::string_view::npos;
}

bool png(std::string_view bytes) {
  return bytes.size() > 57 && bytes.starts_with("\x89PNG\r\n\x1A\n"sv) && bytes.substr(12, 4) == "IHDR"sv &&
         bytes.substr(bytes.size() - 8, 4) == "IEND"sv;
}

bool webp(std::string_view bytes) {
  return bytes.size() > 20 && bytes.starts_with("RIFF"sv) && bytes.substr(8, 4) == "WEBP"sv;
}

bool geojson(std::string_view bytes) {
  const auto first = bytes.find_first_not_of(" \t\r\n\xEF\xBB\xBF"sv);
  return first != std::string_view::npos && bytes[first] == '{';
}

struct FileKind {
  std::string_view media_type;
  bool (*matches)(std::string_view);
};

constexpr std::array<FileKind, 6> kKinds{{
    {"image/jpeg", jpeg},
    {"image/png", png},
    {"image/webp", webp},
    {"application/geo+json", geojson},
    {"application/zip", [](std::string_view bytes) { return bytes.starts_with("PK\x03\x04"sv); }},
    {"application/geopackage+sqlite3", [](std::string_view bytes) { return bytes.starts_with("SQLite format 3\0"sv); }},
}};

}  // namespace

bool looks_like(std::string_view media_type, std::string_view bytes) {
  for (const auto& kind : kKinds) {
    if (kind.media_type == media_type) return kind.matches(bytes);
  }
  return false;
}

}  // namespace anlan::app
