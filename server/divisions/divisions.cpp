#include "divisions/divisions.hpp"

#include <stdexcept>

#include "divisions/view.hpp"
#include "journal/blobs.hpp"

namespace anlan::divisions {
namespace {

std::shared_ptr<const LayerIndex> build(store::Connection& db, const LayerFacts& facts) {
  const auto layer = gis::unpack(journal::read_blob(db, facts.version));
  if (!layer) throw std::runtime_error{"boundary layer " + facts.version + ": " + layer.error().en};
  return std::make_shared<const LayerIndex>(facts, *layer);
}

}  // namespace

Divisions::Divisions() : current_{std::make_shared<const Snapshot>()} {}

std::shared_ptr<const Snapshot> Divisions::snapshot() const {
  const std::lock_guard lock{pointer_};
  return current_;
}

void Divisions::swap_in(std::shared_ptr<const Snapshot> snapshot) {
  const std::lock_guard lock{pointer_};
  current_.swap(snapshot);
}

void Divisions::load(store::Connection& db) {
  const std::lock_guard lock{changing_};
  auto layers = snapshot()->layers();
  for (auto& facts : read_layers(db)) {
    auto& layer = layers.at(static_cast<std::size_t>(facts.level));
    if (!layer || layer->facts() != facts) layer = build(db, facts);
  }
  swap_in(std::make_shared<const Snapshot>(read_divisions(db), std::move(layers)));
}

void Divisions::adopt(std::shared_ptr<const LayerIndex> layer) {
  const std::lock_guard lock{changing_};
  const auto before = snapshot();
  auto layers = before->layers();
  layers.at(static_cast<std::size_t>(layer->facts().level)) = std::move(layer);
  swap_in(std::make_shared<const Snapshot>(before->divisions(), std::move(layers)));
}

void Divisions::replace(std::shared_ptr<const Snapshot> snapshot) {
  const std::lock_guard lock{changing_};
  swap_in(std::move(snapshot));
}

}  // namespace anlan::divisions
