#pragma once

#include <cstddef>
#include <filesystem>
#include <map>
#include <string>
#include <string_view>

#include "net/http.hpp"

namespace anlan::net {

/// The built web app, held in memory: nothing a request says ever touches the file system.
class StaticFiles {
 public:
  StaticFiles() = default;

  /// Reads a folder: regular files only, links are not followed. Text is kept gzipped as well, from `<name>.gz` beside
  /// it or made here. Throws std::runtime_error when it cannot be read or holds more than `most_bytes`.
  explicit StaticFiles(const std::filesystem::path& root, std::size_t most_bytes = 128 * 1024 * 1024);

  /// The file, 304, or for a route of the web app (a page without extension) the page of its first part
  /// ("/r/x": r.html) or else its index.html; else 404.
  [[nodiscard]] Response answer(const Request& request) const;

  [[nodiscard]] std::size_t size() const noexcept { return files_.size(); }

 private:
  struct Encoded {
    SharedText bytes = {};  ///< nothing when there is no such variant
    std::string tag = {};   ///< strong: of these very bytes
  };
  struct File {
    std::string content_type;
    std::string caching;
    Encoded plain;
    Encoded gzip;
  };

  void load(const std::string& path, std::string bytes, std::string packed);
  [[nodiscard]] static Response answer(const Request& request, const File& file);

  std::map<std::string, File, std::less<>> files_;  ///< by path, "/index.html"
};

/// Whether an If-None-Match field names this entity tag (weak comparison, RFC 9110 13.1.2).
[[nodiscard]] bool names_tag(std::string_view if_none_match, std::string_view tag) noexcept;

/// Whether gzip is acceptable (RFC 9110 12.5.3): named, or "*", and not with q=0.
[[nodiscard]] bool accepts_gzip(std::string_view accept_encoding) noexcept;

}  // namespace anlan::net
