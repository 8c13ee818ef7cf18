#pragma once

#include <cstdint>
#include <map>
#include <protozero/pbf_reader.hpp>
#include <string>
#include <vector>

#include "gis/grid.hpp"

namespace anlan::gis::test {

struct ReadFeature {
  std::uint64_t id = 0;
  std::map<std::string, std::string> attributes = {};
  std::vector<GridRing> rings = {};
};

struct ReadTile {
  std::string layer = {};
  std::vector<ReadFeature> features = {};
};

/// The exact integers of a tile, which GDAL's driver would turn into coordinates.
class MvtReader {
 public:
  [[nodiscard]] static ReadTile read(const std::string& bytes) {
    protozero::pbf_reader tile{bytes};
    ReadTile read;
    while (tile.next(3)) MvtReader{}.read_layer(tile.get_message(), read);
    return read;
  }

 private:
  void read_layer(protozero::pbf_reader layer, ReadTile& tile) {
    std::vector<protozero::pbf_reader> features;
    while (layer.next()) {
      switch (layer.tag()) {
        case 1:
          tile.layer = layer.get_string();
          break;
        case 2:
          features.push_back(layer.get_message());
          break;
        case 3:
          keys_.push_back(layer.get_string());
          break;
        case 4:
          values_.push_back(value(layer.get_message()));
          break;
        default:
          layer.skip();
      }
    }
    for (auto& feature : features) tile.features.push_back(read_feature(feature));
  }

  static std::string value(protozero::pbf_reader value) {
    value.next();
    return value.tag() == 1 ? value.get_string() : value.get_bool() ? "true" : "false";
  }

  [[nodiscard]] ReadFeature read_feature(protozero::pbf_reader& feature) const {
    ReadFeature read;
    while (feature.next()) {
      if (feature.tag() == 1) {
        read.id = feature.get_uint64();
      } else if (feature.tag() == 2) {
        const auto tags = feature.get_packed_uint32();
        for (auto tag = tags.begin(); tag != tags.end();) {
          const std::string& key = keys_.at(*tag++);
          read.attributes[key] = values_.at(*tag++);
        }
      } else if (feature.tag() == 4) {
        read.rings = rings(feature.get_packed_uint32());
      } else {
        feature.skip();
      }
    }
    return read;
  }

  template <class Commands>
  static std::vector<GridRing> rings(const Commands& commands) {
    std::vector<GridRing> read;
    GridPoint pen;
    for (auto at = commands.begin(); at != commands.end();) {
      const std::uint32_t command = *at++;
      if ((command & 7) == 7) continue;
      if ((command & 7) == 1) read.emplace_back();
      for (std::uint32_t i = 0; i < command >> 3; ++i) {
        pen.x += protozero::decode_zigzag32(*at++);
        pen.y += protozero::decode_zigzag32(*at++);
        read.back().push_back(pen);
      }
    }
    return read;
  }

  std::vector<std::string> keys_;
  std::vector<std::string> values_;
};

}  // namespace anlan::gis::test
