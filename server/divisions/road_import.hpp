#pragma once

#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>
#include <string>

#include "divisions/command_line.hpp"
#include "divisions/road_network.hpp"
#include "journal/view.hpp"

namespace anlan::divisions {

inline constexpr const char* kRoadsAdopted = "division.roads_adopted";

/// A road layer came into force. Stream `roads`.
struct RoadsAdopted {
  std::string blob = {};  ///< of the packed layer; also its version
  std::string source = {};
  std::int64_t roads = 0;
  std::string crs_note = {};  ///< what the file's coordinates were
};

void declare_road_entries(journal::EntryTypes& types);

/// The road layer in force. Table `road_layer`: one row, or none.
class RoadView final : public journal::View {
 public:
  [[nodiscard]] std::string_view name() const override { return "road"; }
  [[nodiscard]] std::string fingerprint() const override { return "1"; }
  [[nodiscard]] std::vector<std::string> schema() const override;
  [[nodiscard]] std::vector<std::string> tables() const override { return {"road_layer"}; }
  void apply(const journal::ApplyContext& context) override;
};

[[nodiscard]] std::optional<RoadsAdopted> find_roads(store::Connection& db);

/// The network of the layer in force, built when it is first asked for and kept until another layer is adopted.
class Roads {
 public:
  /// Null while no layer was imported. Reads the blob and builds for a second or so: on a reader, never on the loop.
  [[nodiscard]] std::shared_ptr<const RoadNetwork> network(store::Connection& db);

 private:
  std::mutex mutex_;
  std::string built_of_;
  std::shared_ptr<const RoadNetwork> network_;
};

struct RoadImport {
  std::string path = {};
  std::string source = {};  ///< the file's name when empty
  std::optional<gis::Crs> crs = {};
  std::optional<gis::WebDatum> undo = {};
  std::vector<gis::RoadSpeed> speeds = {};  ///< of roads that do not say theirs
  int usual_kmh = 40;                       ///< of other roads
  bool dry_run = false;
};

/// `anlan import roads FILE`: reads the file in the sandboxed worker, reports, and adopts it while no server runs. The
/// process's exit code, as for boundaries.
[[nodiscard]] int import_roads(const ImportTool& tool, const RoadImport& asked);

}  // namespace anlan::divisions
