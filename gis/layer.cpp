#include "gis/layer.hpp"

#include <array>

#include "gis/bytes.hpp"
#include "gis/wkb.hpp"

namespace anlan::gis {
namespace {

constexpr std::string_view kMagic = "ANLB";
constexpr std::uint16_t kVersion = 1;
constexpr std::uint8_t kSchematic = 1;
constexpr std::size_t kTextMax = 0xFFFF;

constexpr std::array<std::string_view, 4> kLevels = {"city", "county", "township", "village"};

template <class Length>
void put_sized(std::string& out, std::string_view bytes) {
  put(out, static_cast<Length>(bytes.size()));
  out.append(bytes);
}

template <class Length>
std::string_view take_sized(ByteReader& in) {
  return in.take_bytes(in.take<Length>());
}

tl::unexpected<Fault> malformed() {
  return fail("layer-malformed", "边界图层数据损坏，请重新导入该图层。",
              "The boundary layer's bytes are damaged; import the layer again.");
}

Result<Feature> take_feature(ByteReader& in) {
  Feature feature;
  feature.code = take_sized<std::uint16_t>(in);
  feature.name = take_sized<std::uint16_t>(in);
  const auto flags = in.take<std::uint8_t>();
  const std::string_view wkb = take_sized<std::uint32_t>(in);
  if (!in.ok() || (flags & ~kSchematic) != 0) return malformed();
  feature.schematic = (flags & kSchematic) != 0;
  auto shape = from_wkb(wkb);
  if (!shape) return malformed();
  feature.shape = std::move(*shape);
  return feature;
}

}  // namespace

std::string_view to_string(Level level) noexcept { return kLevels[static_cast<std::size_t>(level)]; }

std::optional<Level> parse_level(std::string_view text) noexcept {
  for (std::size_t i = 0; i < kLevels.size(); ++i) {
    if (kLevels[i] == text) return static_cast<Level>(i);
  }
  return std::nullopt;
}

Bounds bounds_of(const Layer& layer) {
  Bounds box;
  for (const Feature& feature : layer.features) {
    const Bounds one = bounds_of(feature.shape);
    if (one.empty()) continue;
    box.add({one.min_lon, one.min_lat});
    box.add({one.max_lon, one.max_lat});
  }
  return box;
}

std::string parent_code(std::string_view code, Level level) {
  constexpr std::array<std::size_t, 4> kKept = {0, 4, 6, 9};
  const std::size_t kept = kKept[static_cast<std::size_t>(level)];
  if (code.size() != 12 || kept == 0) return {};
  std::string parent{code.substr(0, kept)};
  parent.resize(12, '0');
  return parent;
}

std::string pack(const Layer& layer) {
  std::string out{kMagic};
  put(out, kVersion);
  put(out, static_cast<std::uint8_t>(layer.level));
  put(out, std::uint8_t{0});
  put(out, static_cast<std::uint32_t>(layer.features.size()));
  for (const Feature& feature : layer.features) {
    put_sized<std::uint16_t>(out, std::string_view{feature.code}.substr(0, kTextMax));
    put_sized<std::uint16_t>(out, std::string_view{feature.name}.substr(0, kTextMax));
    put(out, feature.schematic ? kSchematic : std::uint8_t{0});
    put_sized<std::uint32_t>(out, to_wkb(feature.shape));
  }
  return out;
}

Result<Layer> unpack(std::string_view blob) {
  ByteReader in{blob};
  if (in.take_bytes(kMagic.size()) != kMagic) return malformed();
  if (in.take<std::uint16_t>() != kVersion) {
    return fail("layer-version", "该边界图层由其他版本的安澜写成，请升级后再打开。",
                "Another version of Anlan wrote this boundary layer; upgrade to open it.");
  }
  const auto level = in.take<std::uint8_t>();
  const auto reserved = in.take<std::uint8_t>();
  const auto count = in.take<std::uint32_t>();
  if (!in.ok() || level >= kLevels.size() || reserved != 0) return malformed();

  Layer layer{.level = static_cast<Level>(level)};
  for (std::uint32_t i = 0; i < count; ++i) {
    auto feature = take_feature(in);
    if (!feature) return tl::unexpected(std::move(feature.error()));
    layer.features.push_back(std::move(*feature));
  }
  if (in.left() > 0) return malformed();
  return layer;
}

}  // namespace anlan::gis
