#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "access/key_ring.hpp"
#include "journal/view.hpp"
#include "relief/household.hpp"
#include "relief/household_entries.hpp"

namespace anlan::relief {

/// A row of an entry about households, and the people in it.
struct OpenedRow {
  HouseholdRow row;
  std::optional<Personal> people = {};  ///< nothing when the key is destroyed or not held here
  std::int64_t ordinal = 0;             ///< of the household, once it is kept
};

/// The rows of the entry that is being applied. To read a row and to open what is sealed in it costs more than to keep
/// it, and several views need both: the first one reads, those after it find the rows here. Entries are applied by one
/// thread at a time.
class OpenedRows {
 public:
  /// The ring outlives this.
  explicit OpenedRows(access::KeyRing& keys) : keys_{keys} {}

  /// Reads the rows of `household.entered` or `household.changed`.
  [[nodiscard]] std::vector<OpenedRow>& read(const journal::ApplyContext& context);
  /// What `read` gave for this entry.
  [[nodiscard]] const std::vector<OpenedRow>& rows() const noexcept { return rows_; }
  [[nodiscard]] access::KeyRing& keys() const noexcept { return keys_; }

 private:
  access::KeyRing& keys_;
  std::vector<OpenedRow> rows_;
};

}  // namespace anlan::relief
