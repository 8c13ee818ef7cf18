#pragma once

#include <array>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <memory>
#include <stdexcept>
#include <string>
#include <vector>

#include "divisions/divisions.hpp"
#include "divisions/importing.hpp"
#include "divisions/register.hpp"
#include "divisions/view.hpp"
#include "gis/area.hpp"
#include "gis/import.hpp"
#include "journal/blobs.hpp"
#include "journal/digest.hpp"
#include "journal/offline.hpp"
#include "support/paths.hpp"
#include "support/temporary_folder.hpp"

namespace anlan::divisions::test {

using anlan::test::TemporaryFolder;

inline const Instant kNow = parse_time("2021-07-20T20:00:00+08:00").value();
inline const std::filesystem::path kSample = std::filesystem::path{anlan::test::source_dir()} / "data/jiaozuo";

inline DivisionCode code(const std::string& text) { return DivisionCode::parse(text).value(); }
inline const DivisionCode kCity = code("410800000000");
inline const DivisionCode kZone = code("410871000000");

inline std::string read_file(const std::filesystem::path& file) {
  std::ifstream stream{file, std::ios::binary};
  if (!stream) throw std::runtime_error{"cannot read " + file.string()};
  return {std::istreambuf_iterator<char>{stream}, {}};
}

/// The register of Jiaozuo: 1 city, 11 counties, 112 townships, 2,024 villages.
inline const std::string& register_csv() {
  static const auto text = read_file(kSample / "divisions.csv");
  return text;
}

/// The schematic boundaries of Jiaozuo, read as the import worker reads them, but in this process: the file is ours.
inline const gis::Layer& sample_layer(Level level) {
  static const auto layers = [] {
    std::array<gis::Layer, 4> read;
    for (const auto each : {Level::county, Level::township, Level::village}) {
      const TemporaryFolder scratch;
      const auto file = kSample / "boundaries" / (std::string{to_string(each)} + ".geojson");
      auto outcome = gis::import_layer({.path = file.string(), .level = to_gis(each)}, scratch.path().string());
      if (!outcome) throw std::runtime_error{outcome.error().en};
      read.at(static_cast<std::size_t>(each)) = std::move(outcome->layer);
    }
    return read;
  }();
  return layers.at(static_cast<std::size_t>(level));
}

/// Jiaozuo in memory, without a database.
inline std::shared_ptr<const Snapshot> jiaozuo() {
  static const auto snapshot = [] {
    Snapshot::Layers layers;
    for (const auto level : {Level::county, Level::township, Level::village}) {
      LayerFacts facts{.level = level, .version = std::string(64, "0123"[static_cast<std::size_t>(level)])};
      layers.at(static_cast<std::size_t>(level)) = std::make_shared<const LayerIndex>(facts, sample_layer(level));
    }
    return std::make_shared<const Snapshot>(read_register(register_csv()).value(), layers);
  }();
  return snapshot;
}

/// A data directory with the divisions room alone.
class House {
 public:
  House() {
    declare_entries(types);
    views.add(std::make_unique<DivisionView>());
    offline = journal::OfflineJournal::open(folder.path(), {.id = "site-1", .name = "焦作市"}, types, views, kNow,
                                            [](auto, auto) {})
                  .value();
  }

  [[nodiscard]] static journal::Stamp stamp() {
    return {{"account-1", "管理员", "administrator", kCity.text()}, kNow, "c"};
  }

  Result<bool> adopt_register(const std::string& csv, const std::string& day = "2021-07-20") {
    return offline->transact([&](store::Connection& db, journal::Journal& journal) -> Result<bool> {
      const auto compared = compare_register(db, csv, kCity, day);
      if (!compared) return tl::unexpected<Problem>(compared.error());
      if (compared->different) divisions::adopt_register(db, journal, csv, "test", day, *compared, stamp());
      return compared->different;
    });
  }

  bool adopt_layer(const gis::Layer& layer) {
    CheckedBoundaries checked{.verdict = Verdict::adopt, .layer = layer, .packed = gis::pack(layer)};
    checked.adopted = {.level = from_gis(layer.level),
                       .blob = journal::to_hex(journal::digest(journal::Algorithm::sha256, checked.packed)),
                       .source = "test",
                       .schematic = true,
                       .features = static_cast<std::int64_t>(layer.features.size())};
    return offline
        ->transact([&](store::Connection& db, journal::Journal& journal) -> Result<bool> {
          return adopt_boundaries(db, journal, checked, kCity, stamp());
        })
        .value();
  }

  [[nodiscard]] store::Connection& db() { return offline->db(); }

  TemporaryFolder folder;
  journal::EntryTypes types;
  journal::ViewSet views;
  std::unique_ptr<journal::OfflineJournal> offline;
};

}  // namespace anlan::divisions::test
