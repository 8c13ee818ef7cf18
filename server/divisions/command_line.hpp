#pragma once

#include <filesystem>
#include <iosfwd>
#include <string>

#include "base/division_code.hpp"
#include "base/result.hpp"
#include "base/time.hpp"
#include "divisions/importing.hpp"
#include "gis/sandbox.hpp"
#include "journal/offline.hpp"

namespace anlan::divisions {

/// `anlan import divisions|boundaries …`: adopts registers and boundaries in a data directory while no server runs,
/// through the rules the server uses.
struct ImportTool {
  journal::OfflineJournal& journal;
  DivisionCode site_division;  ///< the city
  Instant now;
  std::ostream& out;    ///< reports, in Chinese and English
  std::ostream& error;  ///< problems, likewise
  gis::WorkerCommand worker = {};
};

/// What every import of the command line ends with: a problem printed (exit code 1), the stamp of what it writes, and
/// whether something was adopted.
int refuse_import(const ImportTool& tool, const Problem& problem);
[[nodiscard]] journal::Stamp console_stamp(const ImportTool& tool);
void tell_import_end(const ImportTool& tool, bool dry_run, bool adopted);

struct RegisterImport {
  std::filesystem::path file;
  std::string source = {};  ///< the file's name when empty
  std::string day = {};     ///< on which units end that the register no longer names; today (Beijing) when empty
  bool dry_run = false;
};

struct BoundaryImport {
  BoundaryFile file;  ///< its source: the file's name when empty
  bool dry_run = false;
};

// Each returns the process's exit code: 0 for done (or nothing new), 1 for a problem that was printed and changed
// nothing.

[[nodiscard]] int import_register(const ImportTool& tool, const RegisterImport& asked);
[[nodiscard]] int import_boundaries(const ImportTool& tool, BoundaryImport asked);

/// Adopts `folder`/divisions.csv when the data directory has no divisions yet, and those of
/// `folder`/boundaries/{county,township,village}.geojson that exist and whose level has no layer. For the sample, at
/// every start: one that was cut off half-way is finished by the next. A site with a register of its own is left alone.
[[nodiscard]] int adopt_sample(const ImportTool& tool, const std::filesystem::path& folder);

}  // namespace anlan::divisions
