#pragma once

#include <string>

#include "base/result.hpp"
#include "base/time.hpp"
#include "journal/digest.hpp"
#include "store/database.hpp"

namespace anlan::journal {

/// Who writes this journal.
struct Site {
  std::string id = {};    ///< the `origin` of its entries
  std::string name = {};  ///< shown to people
  Algorithm algorithm = Algorithm::sha256;
};

/// Brings the journal's own tables to this program's version: creates them, or runs the numbered, additive migrations.
/// Problems: `not-a-journal` (some other SQLite file), `newer-file` (written by a newer program).
[[nodiscard]] Result<void> migrate(store::Connection& db);

/// The site of this file; on a fresh file it becomes `wanted`.
[[nodiscard]] Result<Site> open_site(store::Connection& db, const Site& wanted, Instant now);

}  // namespace anlan::journal
