#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/time.hpp"
#include "store/database.hpp"

namespace anlan::journal {

struct Blob {
  std::string media_type;
  std::string bytes;
};

/// Stores bytes once and returns their SHA-256 in lower-case hex; storing the same bytes again changes nothing.
std::string store_blob(store::Connection& db, std::string_view media_type, std::string_view bytes, Instant now);

[[nodiscard]] bool has_blob(store::Connection& db, std::string_view hash);

/// The media type without reading the bytes, which may be megabytes. Nothing when there is no such blob.
[[nodiscard]] std::optional<std::string> media_type_of(store::Connection& db, std::string_view hash);

/// Nothing when there is no such blob.
[[nodiscard]] std::optional<Blob> find_blob(store::Connection& db, std::string_view hash);

/// For entries, which name only stored blobs: throws std::runtime_error when it is missing.
[[nodiscard]] std::string read_blob(store::Connection& db, std::string_view hash);

}  // namespace anlan::journal
