#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "gis/crs.hpp"
#include "gis/fault.hpp"
#include "gis/layer.hpp"
#include "gis/web_datum.hpp"

namespace anlan::gis {

/// A division the layer should have. Name and centre are for doubts only; the code is the key.
struct ExpectedUnit {
  std::string code = {};             ///< twelve digits
  std::string name = {};             ///< empty: not compared
  std::optional<Point> centre = {};  ///< from the boundary in force, to suspect web-map coordinates
};

/// Which columns hold what; empty means guess.
struct FieldMapping {
  std::string code = {};
  std::string name = {};

  friend bool operator==(const FieldMapping&, const FieldMapping&) = default;
};

/// How fast relief lorries drive on a kind of road.
struct RoadSpeed {
  std::string kind = {};  ///< lower case; speaks for every kind whose name contains it: "primary", "省道"
  int kmh = 0;

  friend bool operator==(const RoadSpeed&, const RoadSpeed&) = default;
};

struct ImportRequest {
  std::string path = {};              ///< the uploaded file, or a zip of it; its name plays no part
  std::optional<Level> level = {};    ///< nothing: taken from the codes
  std::optional<Crs> crs = {};        ///< a person's answer; overrides what the file says
  std::optional<WebDatum> undo = {};  ///< a person's answer: the coordinates are web-map ones
  FieldMapping fields = {};
  std::vector<ExpectedUnit> expected = {};  ///< empty: any division code is welcome
  bool roads = false;                       ///< lines are wanted, not boundaries
  std::vector<RoadSpeed> speeds = {};       ///< of roads that do not say theirs; the first that fits
  int usual_kmh = 40;                       ///< of roads of any other kind
};

enum class Severity : std::uint8_t {
  note,     ///< done without asking, harmless
  warning,  ///< accepted, but a person should look
  error,    ///< not accepted
};

[[nodiscard]] std::string_view to_string(Severity severity) noexcept;
[[nodiscard]] std::optional<Severity> parse_severity(std::string_view text) noexcept;

/// One thing a person should know about the file.
struct Finding {
  Severity severity = Severity::note;
  std::string code = {};                      ///< stable slug: "self-intersection"
  std::optional<std::uint64_t> feature = {};  ///< counted from 0 in the file's order; nothing: the whole file
  std::string zh = {};
  std::string en = {};
  std::string remedy_zh = {};  ///< what to do about it
  std::string remedy_en = {};

  friend bool operator==(const Finding&, const Finding&) = default;
};

struct ImportReport {
  std::string format = {};  ///< GDAL's driver name: "ESRI Shapefile"
  std::uint64_t features_read = 0;
  std::uint64_t features_accepted = 0;
  std::vector<Finding> findings = {};     ///< at most kMaxFindings; the last one then says how many more
  std::vector<std::string> columns = {};  ///< the file's, to choose `fields` from
  FieldMapping fields = {};               ///< as given or guessed
  std::optional<Level> level = {};
  std::optional<Crs> crs = {};  ///< as given or found in the file; epsg 0 when it has no number
  std::string crs_name = {};
  std::vector<CrsCandidate> crs_candidates = {};  ///< not empty: nothing is accepted before a person chose one
  std::optional<OffsetDoubt> offset_doubt = {};
  std::optional<Bounds> bounds = {};  ///< of what was accepted
};

inline constexpr std::size_t kMaxFindings = 1000;

struct ImportOutcome {
  ImportReport report = {};
  Layer layer = {};      ///< what was accepted, ordered by code
  RoadLayer roads = {};  ///< instead of it, when roads were asked for
};

/// Reads a boundary file with GDAL: GeoPackage, GeoJSON, Shapefile, KML, FileGDB, bare or zipped. Everything a person
/// can mend is a finding; a Fault means that the file cannot be read at all: `file-unreadable`, `format-unknown`,
/// `vrt-refused`, `crs-link-refused`, `json-malformed`, `archive-…`, `layer-missing`, `scratch-full`.
///
/// Runs hostile bytes through GDAL: the server calls run_import (gis/sandbox.hpp), never this. `scratch` is an empty
/// folder of the caller's into which archives are unpacked.
[[nodiscard]] Result<ImportOutcome> import_layer(const ImportRequest& request, const std::string& scratch);

}  // namespace anlan::gis
