#include "gis/mvt.hpp"

#include <algorithm>
#include <array>
#include <protozero/pbf_writer.hpp>

namespace anlan::gis {
namespace {

// Field numbers of vector_tile.proto 2.1.
constexpr protozero::pbf_tag_type kTileLayers = 3;
constexpr protozero::pbf_tag_type kLayerName = 1;
constexpr protozero::pbf_tag_type kLayerFeatures = 2;
constexpr protozero::pbf_tag_type kLayerKeys = 3;
constexpr protozero::pbf_tag_type kLayerValues = 4;
constexpr protozero::pbf_tag_type kLayerExtent = 5;
constexpr protozero::pbf_tag_type kLayerVersion = 15;
constexpr protozero::pbf_tag_type kFeatureId = 1;
constexpr protozero::pbf_tag_type kFeatureTags = 2;
constexpr protozero::pbf_tag_type kFeatureType = 3;
constexpr protozero::pbf_tag_type kFeatureGeometry = 4;
constexpr protozero::pbf_tag_type kValueString = 1;
constexpr protozero::pbf_tag_type kValueBool = 7;

constexpr std::int32_t kPolygonType = 3;
constexpr std::uint32_t kMvtVersion = 2;

constexpr std::array<const char*, 4> kKeys = {"code", "name", "schematic", "parent"};

constexpr std::uint32_t command(std::uint32_t id, std::size_t count) noexcept {
  return id | static_cast<std::uint32_t>(count) << 3;
}
constexpr std::uint32_t kMoveToOnce = command(1, 1);
constexpr std::uint32_t kLineTo = 2;
constexpr std::uint32_t kClosePath = command(7, 1);

}  // namespace

void MvtGeometry::clear() noexcept {
  commands_.clear();
  pen_ = corner_;
}

void MvtGeometry::rewind(Mark mark) {
  commands_.resize(mark.commands);
  pen_ = mark.pen;
}

void MvtGeometry::move(GridPoint to) {
  commands_.push_back(protozero::encode_zigzag32(to.x - pen_.x));
  commands_.push_back(protozero::encode_zigzag32(to.y - pen_.y));
  pen_ = to;
}

void MvtGeometry::add(std::span<const GridPoint> ring) {
  commands_.push_back(kMoveToOnce);
  move(ring.front());
  commands_.push_back(command(kLineTo, ring.size() - 1));
  for (const GridPoint p : ring.subspan(1)) move(p);
  commands_.push_back(kClosePath);
}

MvtLayer::MvtLayer(std::string_view name) {
  protozero::pbf_writer layer{bytes_};
  layer.add_uint32(kLayerVersion, kMvtVersion);
  layer.add_string(kLayerName, name.data(), name.size());
}

void MvtLayer::add(const MvtAttributes& attributes, const std::vector<std::uint32_t>& commands) {
  std::array<std::uint32_t, 2 * kKeys.size()> tags = {0, value(attributes.code),          1, value(attributes.name),
                                                      2, flag_value(attributes.schematic)};
  std::size_t tag_count = 6;
  if (!attributes.parent.empty()) {
    tags[tag_count++] = 3;
    tags[tag_count++] = parent_value(attributes.parent);
  }
  protozero::pbf_writer layer{bytes_};
  protozero::pbf_writer feature{layer, kLayerFeatures};
  if (attributes.id) feature.add_uint64(kFeatureId, *attributes.id);
  feature.add_packed_uint32(kFeatureTags, tags.begin(), tags.begin() + tag_count);
  feature.add_enum(kFeatureType, kPolygonType);
  feature.add_packed_uint32(kFeatureGeometry, commands.begin(), commands.end());
  ++feature_count_;
}

std::string MvtLayer::finish(std::uint32_t extent) && {
  if (feature_count_ == 0) return {};
  {
    protozero::pbf_writer layer{bytes_};
    for (const char* key : kKeys) layer.add_string(kLayerKeys, key);
    bytes_ += values_;
    layer.add_uint32(kLayerExtent, extent);
  }
  std::string tile;
  tile.reserve(bytes_.size() + 8);
  protozero::pbf_writer{tile}.add_message(kTileLayers, bytes_);
  return tile;
}

std::uint32_t MvtLayer::value(std::string_view text) {
  protozero::pbf_writer layer{values_};
  protozero::pbf_writer{layer, kLayerValues}.add_string(kValueString, text.data(), text.size());
  return value_count_++;
}

std::uint32_t MvtLayer::flag_value(bool flag) {
  auto& known = flags_[flag ? 1 : 0];
  if (!known) {
    protozero::pbf_writer layer{values_};
    protozero::pbf_writer{layer, kLayerValues}.add_bool(kValueBool, flag);
    known = value_count_++;
  }
  return *known;
}

std::uint32_t MvtLayer::parent_value(std::string_view parent) {
  // From the end: neighbours in a layer ordered by code mostly share their parent.
  const auto known = std::find_if(parents_.rbegin(), parents_.rend(), [&](const auto& p) { return p.first == parent; });
  if (known != parents_.rend()) return known->second;
  parents_.emplace_back(parent, value(parent));
  return parents_.back().second;
}

}  // namespace anlan::gis
