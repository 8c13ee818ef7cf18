#include "journal/blobs.hpp"

#include <stdexcept>

#include "journal/digest.hpp"

namespace anlan::journal {

// Blobs are named by SHA-256 whatever the chain's algorithm is: the name must be the same at every site.
std::string store_blob(store::Connection& db, std::string_view media_type, std::string_view bytes, Instant now) {
  const auto hash = digest(Algorithm::sha256, bytes);
  db.prepare("INSERT INTO blob (hash, media_type, added_at, bytes) VALUES (?1, ?2, ?3, ?4) ON CONFLICT DO NOTHING")
      .run(store::Bytes{hash}, media_type, to_millis(now), store::Bytes{bytes});
  return to_hex(hash);
}

bool has_blob(store::Connection& db, std::string_view hash) {
  auto row = db.prepare("SELECT 1 FROM blob WHERE hash = ?1");
  row.bind_all(store::Bytes{from_hex(hash)});
  return row.step();
}

std::optional<std::string> media_type_of(store::Connection& db, std::string_view hash) {
  auto row = db.prepare("SELECT media_type FROM blob WHERE hash = ?1");
  row.bind_all(store::Bytes{from_hex(hash)});
  if (!row.step()) return std::nullopt;
  return row.text_at(0);
}

std::optional<Blob> find_blob(store::Connection& db, std::string_view hash) {
  auto row = db.prepare("SELECT media_type, bytes FROM blob WHERE hash = ?1");
  row.bind_all(store::Bytes{from_hex(hash)});
  if (!row.step()) return std::nullopt;
  return Blob{row.text_at(0), row.text_at(1)};
}

std::string read_blob(store::Connection& db, std::string_view hash) {
  auto blob = find_blob(db, hash);
  if (!blob) throw std::runtime_error{"blob " + std::string{hash} + " is missing"};
  return std::move(blob->bytes);
}

}  // namespace anlan::journal
