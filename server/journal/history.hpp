#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>

#include "base/time.hpp"
#include "store/database.hpp"

namespace anlan::journal {

/// Which history a sequence number is of.
///
/// A restored backup, or a copy of an earlier day, goes on from an older entry and gives the numbers behind it a second
/// time, to other facts. So whoever comes back with a cursor says as well in which run of the program it stood there.
/// Every opening of the file for writing is a run, written down with the entry that it began behind; the next run's
/// beginning is its end. A run that the file does not know, or a cursor behind that end, is of another history.
class History {
 public:
  /// Begins a run. Call while nobody else writes. A file that takes no writes (a full disk) still gets a run, which
  /// will not be known any more after the next start.
  [[nodiscard]] static History begin(store::Connection& db, Instant now);

  /// Of the running run: a name that clients send back as they got it.
  [[nodiscard]] const std::string& id() const noexcept { return id_; }

  /// Whether everything up to `seq` that was told in run `id` stands in this journal as it was told. Of the running run
  /// it does; runs further back than a thousand are forgotten.
  [[nodiscard]] bool holds(std::string_view id, std::int64_t seq) const;

 private:
  std::string id_;
  std::map<std::string, std::int64_t, std::less<>> ends_;  // of earlier runs
};

}  // namespace anlan::journal
