#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "divisions/division.hpp"
#include "divisions/entries.hpp"
#include "divisions/layer_index.hpp"
#include "divisions/rules.hpp"
#include "divisions/succession.hpp"
#include "gis/import.hpp"
#include "gis/sandbox.hpp"
#include "journal/journal.hpp"
#include "store/database.hpp"

namespace anlan::divisions {

/// A boundary file and what a person said about it.
struct BoundaryFile {
  std::string path = {};
  Level level = Level::village;
  std::string source = {};             ///< where it comes from, for the record
  std::optional<bool> schematic = {};  ///< overrides what the file says of its features
  std::optional<gis::Crs> crs = {};
  std::optional<gis::WebDatum> undo = {};
  gis::FieldMapping fields = {};
  bool repair = false;  ///< borders that had to be repaired are accepted as they are now
};

/// What the database knows that a boundary file is checked against.
struct BoundaryFacts {
  DivisionCode city;
  std::vector<gis::ExpectedUnit> expected = {};  ///< the units of the level, with the centres of the layer in force
  std::optional<LayerFacts> in_force = {};
};

/// Problem `no-divisions` when no register was adopted yet.
[[nodiscard]] Result<BoundaryFacts> read_boundary_facts(store::Connection& db, Level level);

/// A boundary file that was read and judged, ready to be adopted.
struct CheckedBoundaries {
  gis::ImportReport report = {};
  Verdict verdict = Verdict::refuse;
  BoundariesAdopted adopted = {};
  gis::Layer layer = {};
  std::string packed = {};
};

/// Reads the file in the sandboxed worker process and judges it. Blocks for seconds: on a worker only. Problems: the
/// faults of gis::run_import.
[[nodiscard]] Result<CheckedBoundaries> check_boundaries(const BoundaryFile& file, const BoundaryFacts& facts,
                                                         const gis::WorkerCommand& worker);

/// Stores the layer and appends the fact, in the caller's transaction. False, and nothing happens, when the layer is in
/// force already.
[[nodiscard]] bool adopt_boundaries(store::Connection& db, journal::Journal& journal, const CheckedBoundaries& checked,
                                    const DivisionCode& city, const journal::Stamp& stamp);

/// A register that was read and compared with the divisions in force.
struct ComparedRegister {
  DivisionCode city;
  std::int64_t count = 0;  ///< rows of the register
  MergedRegister merged = {};
  bool different = false;  ///< false: it says what is in force already
};

/// Problems: those of read_register and merge_register, and `other-city` when the register is not of `site`.
[[nodiscard]] Result<ComparedRegister> compare_register(store::Connection& db, std::string_view csv,
                                                        const DivisionCode& site, std::string_view day);

/// Stores a register that was compared in this very transaction, and appends the fact.
void adopt_register(store::Connection& db, journal::Journal& journal, std::string_view csv, std::string_view source,
                    std::string_view day, const ComparedRegister& compared, const journal::Stamp& stamp);

}  // namespace anlan::divisions
