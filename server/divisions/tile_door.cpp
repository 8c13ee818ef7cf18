#include "divisions/tile_door.hpp"

#include <zlib.h>

#include <exception>
#include <stdexcept>
#include <utility>

namespace anlan::divisions {
namespace {

constexpr std::size_t kBookkeeping = 256;  // bytes of map, list and control block per kept tile, about

std::string gzip(const std::string& plain) {
  z_stream stream{};
  constexpr int kGzip = MAX_WBITS + 16;
  constexpr int kMemory = 8;
  if (deflateInit2(&stream, Z_DEFAULT_COMPRESSION, Z_DEFLATED, kGzip, kMemory, Z_DEFAULT_STRATEGY) != Z_OK) {
    throw std::runtime_error{"deflateInit2 failed"};
  }
  std::string packed(deflateBound(&stream, plain.size()), '\0');
  // zlib's pointer is not const for history's sake; it only reads.
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(plain.data()));
  stream.avail_in = static_cast<uInt>(plain.size());
  stream.next_out = reinterpret_cast<Bytef*>(packed.data());
  stream.avail_out = static_cast<uInt>(packed.size());
  const int done = deflate(&stream, Z_FINISH);
  packed.resize(stream.total_out);
  deflateEnd(&stream);
  if (done != Z_STREAM_END) throw std::runtime_error{"deflate failed"};
  return packed;
}

std::string etag_of(const TileAddress& address) {
  return "\"" + address.version + "-" + std::to_string(address.z) + "-" + std::to_string(address.x) + "-" +
         std::to_string(address.y) + "\"";
}

/// Null for an empty tile.
std::shared_ptr<const std::string> cut(const LayerIndex& layer, const TileAddress& address) {
  const auto plain = layer.tiles().cut(address.z, address.x, address.y);
  return plain.empty() ? nullptr : std::make_shared<const std::string>(gzip(plain));
}

}  // namespace

std::shared_ptr<const LayerIndex> TileDoor::layer_of(const TileAddress& address) const {
  const auto snapshot = divisions_.snapshot();
  const auto& layer = snapshot->layers().at(static_cast<std::size_t>(address.level));
  const bool current = layer && (address.version == snapshot->version() || address.version == layer->facts().version);
  return current ? layer : nullptr;
}

std::optional<TileDoor::Bytes> TileDoor::find(const Key& key) {
  const auto found = kept_.find(key);
  if (found == kept_.end()) return std::nullopt;
  ages_.splice(ages_.begin(), ages_, found->second.age);
  ++statistics_.hits;
  return found->second.bytes;
}

std::optional<Tile> TileDoor::cached(const TileAddress& address) {
  const auto layer = layer_of(address);
  if (!layer) return std::nullopt;
  const std::lock_guard lock{mutex_};
  auto bytes = find({layer->facts().version, address.z, address.x, address.y});
  if (!bytes) return std::nullopt;
  return Tile{std::move(*bytes), etag_of(address)};
}

std::optional<Tile> TileDoor::tile(const TileAddress& address) {
  const auto layer = layer_of(address);
  if (!layer) return std::nullopt;
  const Key key{layer->facts().version, address.z, address.x, address.y};
  std::promise<Bytes> promise;
  {
    std::unique_lock lock{mutex_};
    if (auto bytes = find(key)) return Tile{std::move(*bytes), etag_of(address)};
    if (const auto other = cutting_.find(key); other != cutting_.end()) {
      const auto awaited = other->second;
      lock.unlock();
      return Tile{awaited.get(), etag_of(address)};
    }
    cutting_.emplace(key, promise.get_future().share());
  }
  try {
    auto bytes = cut(*layer, address);
    keep(key, bytes);
    promise.set_value(bytes);
    return Tile{std::move(bytes), etag_of(address)};
  } catch (...) {
    const std::lock_guard lock{mutex_};
    cutting_.erase(key);
    promise.set_exception(std::current_exception());
    throw;
  }
}

void TileDoor::keep(const Key& key, Bytes bytes) {
  const auto size = [](const Bytes& kept) { return kBookkeeping + (kept ? kept->size() : 0); };
  const std::lock_guard lock{mutex_};
  cutting_.erase(key);
  ++statistics_.cuts;
  statistics_.bytes += size(bytes);
  ages_.push_front(key);
  kept_.emplace(key, Kept{std::move(bytes), ages_.begin()});
  while (statistics_.bytes > limit_ && !ages_.empty()) {
    const auto oldest = kept_.find(ages_.back());
    statistics_.bytes -= size(oldest->second.bytes);
    kept_.erase(oldest);
    ages_.pop_back();
  }
  statistics_.tiles = kept_.size();
}

TileDoor::Statistics TileDoor::statistics() const {
  const std::lock_guard lock{mutex_};
  return statistics_;
}

}  // namespace anlan::divisions
