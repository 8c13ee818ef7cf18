#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "journal/entry_types.hpp"
#include "journal/replay.hpp"
#include "journal/view.hpp"
#include "store/database.hpp"

namespace anlan::journal {

struct Finding {
  std::int64_t seq = 0;  ///< the entry at fault; 0 when it is none in particular
  Text text = {};
};

struct Verification {
  std::int64_t entries = 0;
  std::int64_t blobs = 0;
  std::int64_t commands = 0;
  std::string head_hash = {};  ///< hex; the figure printed in the duty log
  std::vector<Finding> findings = {};
  std::vector<Text> left_out = {};  ///< what could not be checked here, and why
  [[nodiscard]] bool clean() const noexcept { return findings.empty(); }
};

/// Checks the hash chain alone: every entry's hash, its link, and that no number is missing. What the server does
/// before it starts.
[[nodiscard]] Verification verify_chain(store::Connection& db);

/// Checks the file's pages, the chain, the blobs and that those which entries name are there, the remembered commands,
/// that the views equal a replay into `scratch` (a folder with room for a second copy of the views; but for tables that
/// need keys which are not here), and what each view proves of itself. Reads one snapshot; the server may be running.
[[nodiscard]] Verification verify_all(store::Connection& db, const EntryTypes& types, const ViewSet& views,
                                      const std::filesystem::path& scratch, const Progress& progress);

}  // namespace anlan::journal
