#include "divisions/tile_door.hpp"

#include <libdeflate.h>

#include <exception>
#include <memory>
#include <new>
#include <utility>

namespace anlan::divisions {
namespace {

constexpr std::size_t kBookkeeping = 256;  // bytes of map, list and control block per kept tile, about

std::string gzip(const std::string& plain) {
  constexpr int kLevel = 6;
  // Making one costs more than packing a small tile.
  thread_local const std::unique_ptr<libdeflate_compressor, decltype(&libdeflate_free_compressor)> packer{
      libdeflate_alloc_compressor(kLevel), &libdeflate_free_compressor};
  if (!packer) throw std::bad_alloc{};
  std::string packed(libdeflate_gzip_compress_bound(packer.get(), plain.size()), '\0');
  packed.resize(libdeflate_gzip_compress(packer.get(), plain.data(), plain.size(), packed.data(), packed.size()));
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
