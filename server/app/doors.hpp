#pragma once

#include <functional>
#include <string>

#include <nlohmann/json_fwd.hpp>

#include "access/key_ring.hpp"
#include "base/metrics.hpp"
#include "base/time.hpp"
#include "divisions/tile_door.hpp"
#include "journal/entry_types.hpp"
#include "journal/view.hpp"
#include "net/server.hpp"
#include "store/reader_pool.hpp"
#include "store/workers.hpp"

namespace anlan::app {

// The doors that are not operations: plain GETs.

/// 200 as long as the loop answers.
[[nodiscard]] net::Route health_door();
/// 200 when the server takes commands, else 503.
[[nodiscard]] net::Route readiness_door(std::function<bool()> ready);
[[nodiscard]] net::Route metrics_door(Metrics& metrics);
[[nodiscard]] net::Route description_door(std::string path, const nlohmann::json& document);
/// GET /blobs/<sha256>: stored photos, for whoever is signed in and knows the name. Those of people are stored sealed
/// and want the ticket of a look that is on record: ?ticket=…
[[nodiscard]] net::Route blob_door(store::ReaderPool& readers, access::KeyRing& keys, std::function<Instant()> now);
/// GET /tiles/{level}/{version}/{z}/{x}/{y}.mvt
[[nodiscard]] net::Route tile_door(divisions::TileDoor& tiles, store::Workers& workers);

/// What a dashboard that comes back reads: a stretch of the journal, on a reader.
[[nodiscard]] net::ReadPage page_reader(store::ReaderPool& readers, const journal::EntryTypes& types,
                                        const journal::ViewSet& views);

}  // namespace anlan::app
