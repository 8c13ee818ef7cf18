#pragma once

#include <cstddef>
#include <cstdint>
#include <future>
#include <list>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>

#include "base/division_code.hpp"
#include "divisions/divisions.hpp"

namespace anlan::divisions {

/// Which tile of which version of which layer.
struct TileAddress {
  Level level = Level::village;
  std::string version = {};  ///< the snapshot's (division.list) or the layer's own (boundaries.list)
  int z = 0;
  std::uint32_t x = 0;
  std::uint32_t y = 0;

  friend bool operator==(const TileAddress&, const TileAddress&) = default;
};

/// Reads "/tiles/{level}/{version}/{z}/{x}/{y}.mvt" and nothing that merely resembles it: no signs, no leading zeros,
/// z at most 22, x and y inside the grid of z.
[[nodiscard]] std::optional<TileAddress> parse_tile_path(std::string_view path);

/// A tile as it is sent. The bytes are shared with the cache: never copied, never changed.
struct Tile {
  std::shared_ptr<const std::string> gzip = {};  ///< MVT 2.1 with Content-Encoding gzip; null for an empty tile (204)
  std::string etag = {};                         ///< quoted, as the header wants it
};

/// Cuts tiles of the layers in force and keeps the ones asked for, least recently used ones thrown out. Thread-safe;
/// a tile that several ask for at once is cut once.
class TileDoor {
 public:
  static constexpr std::size_t kCacheBytes = 64u << 20;

  /// `divisions` outlives the door.
  explicit TileDoor(const Divisions& divisions, std::size_t cache_bytes = kCacheBytes)
      : divisions_{divisions}, limit_{cache_bytes} {}

  /// The tile when it was cut before: microseconds, for the loop.
  [[nodiscard]] std::optional<Tile> cached(const TileAddress& address);
  /// The tile, or nothing when the version is not in force (404; the client reloads division.list). Milliseconds when
  /// it must be cut: for a worker.
  [[nodiscard]] std::optional<Tile> tile(const TileAddress& address);

  struct Statistics {
    std::size_t tiles = 0;
    std::size_t bytes = 0;
    std::uint64_t hits = 0;
    std::uint64_t cuts = 0;
  };
  [[nodiscard]] Statistics statistics() const;

 private:
  using Bytes = std::shared_ptr<const std::string>;
  using Key = std::tuple<std::string, int, std::uint32_t, std::uint32_t>;  ///< the layer's version, z, x, y
  struct Kept {
    Bytes bytes;
    std::list<Key>::iterator age;
  };

  [[nodiscard]] std::shared_ptr<const LayerIndex> layer_of(const TileAddress& address) const;
  [[nodiscard]] std::optional<Bytes> find(const Key& key);
  void keep(const Key& key, Bytes bytes);

  const Divisions& divisions_;
  std::size_t limit_;
  mutable std::mutex mutex_;
  std::map<Key, Kept> kept_;
  std::list<Key> ages_;  ///< the most recently used first
  std::map<Key, std::shared_future<Bytes>> cutting_;
  Statistics statistics_;
};

}  // namespace anlan::divisions
