#pragma once

#include <functional>
#include <string>

#include "access/key_record.hpp"
#include "access/key_ring.hpp"
#include "api/registry.hpp"
#include "base/time.hpp"
#include "journal/journal.hpp"
#include "store/reader_pool.hpp"
#include "store/workers.hpp"
#include "store/writer.hpp"

namespace anlan::app {

/// What the operations below need of the running server.
struct SystemParts {
  const journal::EntryTypes& types;
  const journal::ViewSet& views;
  const journal::Journal& journal;
  store::Writer& writer;
  store::ReaderPool& readers;
  access::KeyRing& keys;
  access::KeyOwners owners;
  store::Workers& workers;
  std::string version;
  Instant started_at;
};

/// The operations that belong to no room of the trade: reading the journal, storing files, the state of the server.
void declare_system(api::Registry& registry, const SystemParts& parts);

/// Whether the bytes begin as a boundary file of this media type does. Nothing is decoded here.
[[nodiscard]] bool looks_like_boundaries(std::string_view media_type, std::string_view bytes);

}  // namespace anlan::app
